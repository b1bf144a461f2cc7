/**
 * Why something is told, or is not, in words for log, message and alert log. Each stands after "Told because:" or "Not told
 * because:", and names the threshold that decided, never a group: so that a log can be counted by it.
 */
import { duration, ordinal, plural } from '../alerts/duration.ts';
import type { GroupPolicy, Policy } from '../policy.ts';
import type { Condition } from './redundancy.ts';

/** What became of one thing that there was to decide. */
export interface Verdict {
  readonly told: boolean;
  readonly reason: string;
}

const SEEN: Readonly<Record<Condition, string>> = {
  disconnected: 'disconnected',
  warning: 'in warning',
  'redundancy lost': 'without redundancy',
  unknown: 'with an unknown status',
  connected: 'connected',
};

/** How the reason of what a silence kept back begins; messages ask for it. */
export const AFTER_SILENCE = 'a silence ended';

/** Why a new group that is not connected is told of at once; before another reason. */
export const INHERITED = 'it has the name of a group that was removed lately';

/** Nothing to decide. */
export const NO_REASON = '';

export const REASONS = {
  removed: 'the API confirmed its removal with a 404',
  connected: 'seen connected by a poll, and one is enough for an end',
  worse: 'worse than people were last told',
  worseAfterSilence: `${AFTER_SILENCE}, and it is worse than people were last told`,
  better: 'less bad than before',
  configured: 'telling configuration is asked for',
  notConfigured: 'a change of configuration, and telling those is not asked for',
  digest: 'named in the digest of the first run',
  unknown: 'a status that says nothing neither opens nor ends an incident',
  missing: 'not listed, and its removal is not confirmed yet',
  passed: 'well again before it was confirmed',
  neverTold: 'nobody was told of it',
} as const;

/** An opening that is confirmed: `polls` in a row saw the group not well, and `needed` are enough for its condition. */
export function confirmed(condition: Condition, polls: number, needed: number): string {
  if (needed === 1) return `seen ${SEEN[condition]} by a poll, and one is enough`;
  return `seen ${SEEN[condition]}, and not well by ${polls} polls in a row; ${needed} are enough`;
}

/** One that is not confirmed yet. */
export function unconfirmed(condition: Condition, needed: number): string {
  return `seen ${SEEN[condition]}, and not by ${needed} polls in a row yet`;
}

/** A group that was never connected, and is told of because it has been so for long enough. */
export function setUpForTooLong({ provisioning }: GroupPolicy): string {
  return `never connected in the ${duration(provisioning)} since it was first seen`;
}

/** One that is not told of yet. */
export function beingSetUp({ provisioning }: GroupPolicy): string {
  return `never connected yet, and first seen less than ${duration(provisioning)} ago`;
}

/** `rule` is the one that made it flapping. */
export function flaps(rule: GroupPolicy['flapping']['enter'][number], { flapping }: GroupPolicy): string {
  return `the ${ordinal(rule.openings)} drop within ${duration(rule.within)}: it is flapping until it has been up for ${duration(flapping.steady)}`;
}

export function steady({ flapping }: Pick<Policy, 'flapping'>): string {
  return `up for ${duration(flapping.steady)} after flapping`;
}

/** Why a flapping group that is down again, or less bad, or up, is not told of. */
export function damped({ flapping }: GroupPolicy): string {
  return `flapping, and not up for ${duration(flapping.steady)} yet`;
}

export function stillDown({ flapping }: GroupPolicy, quiet: number): string {
  return `flapping, down in one stretch for ${duration(flapping.stillDownAfter)} or longer, and nothing told for ${duration(quiet)}`;
}

/** Beside another reason: it waits to be told with others. */
export function gathered({ gathering }: Policy): string {
  return `gathered, after ${plural(gathering.messages, 'message')} within ${duration(gathering.within)}`;
}

/** Blindness that has lasted. `lasting`: only a person can mend its cause. */
export function blind({ blind: { after, runs, runsWhenLasting } }: Policy, lasting: boolean): string {
  return lasting
    ? `${plural(runsWhenLasting, 'run')} without success, and only a person can mend it`
    : `no complete run for ${duration(after)}, and ${plural(runs, 'run')} without success`;
}

/** Blindness that has not lasted yet. */
export function notBlindYet({ blind: { after, runs } }: Policy): string {
  return `a run failed, and there was a complete one within ${duration(after)} or ${plural(runs, 'run')}`;
}

/** Sight that comes and goes. */
export function unsteady({ flapping }: Pick<Policy, 'flapping'>): string {
  return `sight was lost too often to be told each time, until it has been steady for ${duration(flapping.steady)}`;
}

export function seenAgain({ blind }: Policy, wasTold: boolean): string {
  return wasTold
    ? 'a complete run, after blindness that was told'
    : `a complete run, after none for ${duration(blind.after)} or longer`;
}

export function openFor(every: number): string {
  return `open and not taken on, and told ${duration(every)} ago or longer`;
}

export function keyEnds(days: number): string {
  return `the API key ends in ${plural(days, 'day')} or less`;
}
