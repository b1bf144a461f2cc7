/** What a run should make of one group: the rules once more, in other words and sharing nothing with them. */
import type { Group } from '../../../lib/core/fleet/group.ts';
import type { Seen } from './answers.ts';
import { thresholdsOf } from './configured.ts';
import { goesOn } from './expected-course.ts';
import { configurationOf, sameFacts, withStatusUnknown } from './facts.ts';
import { type Known, type KnownBaseline, NOTHING_YET, weight } from './known.ts';
import { type Circumstances, conditionNow, isSilenced, type Outcome, type Saw } from './outcome.ts';

export interface Expected extends Saw, Outcome {
  readonly seq: number;
  readonly watched: boolean;
  readonly baseline: KnownBaseline;
  /** A row of history. */
  readonly changed: boolean;
  /** Anything is different, a row or not. */
  readonly written: boolean;
}

/** What a run saw of every group it saw anything of. A group known and not among the listed is missing, if absences count. */
export function sawOf(seen: Seen, known: ReadonlyMap<string, Known>): ReadonlyMap<string, Saw> {
  const saw = new Map<string, Saw>();
  for (const [id, group] of seen.listed) saw.set(id, { presence: 'listed', group });
  for (const { id, presence, group } of known.values()) {
    if (saw.has(id)) continue;
    const found = seen.found.get(id);
    if (seen.unreadable.has(id)) saw.set(id, { presence: 'listed', group: withStatusUnknown(group) });
    else if (!seen.agrees || presence === 'removed') continue;
    else if (found !== undefined) saw.set(id, { presence: 'listed', group: found });
    else if (seen.gone.has(id)) saw.set(id, { presence: 'removed', group });
    else if (presence === 'listed') saw.set(id, { presence: 'missing', group: withStatusUnknown(group) });
  }
  return saw;
}

export function expected(id: string, known: Known | null, saw: Saw, around: Circumstances): Expected {
  const changed = known === null || known.presence !== saw.presence || !sameFacts(known.group, saw.group);
  const seq = (known?.seq ?? 0) + (changed ? 1 : 0);
  const watched = isWatched(known, saw, around);
  const baseline = baselineWith(known?.baseline ?? NOTHING_YET, saw);
  const outcome = known?.incident
    ? goesOn(known, known.incident, saw, baseline, around)
    : opens(id, known, saw, { watched, seq, baseline }, around);
  const written =
    changed ||
    known.watched !== watched ||
    known.baseline !== baseline ||
    known.polls !== outcome.polls ||
    !isSame(known.incident, outcome.incident);
  return {
    presence: saw.presence,
    group: saw.group,
    polls: outcome.polls,
    incident: outcome.incident,
    openings: outcome.openings,
    isSilenced: outcome.isSilenced,
    tells: around.firstRun ? null : outcome.tells,
    seq,
    watched,
    baseline,
    changed,
    written,
  };
}

/** Where nothing became of an incident it is the one that was. */
function isSame(before: Known['incident'], after: Known['incident']): boolean {
  return before === after || JSON.stringify(before) === JSON.stringify(after);
}

function opens(
  id: string,
  known: Known | null,
  { presence, group }: Saw,
  now: { readonly watched: boolean; readonly seq: number; readonly baseline: KnownBaseline },
  around: Circumstances,
): Outcome {
  const { readAt, firstRun } = around;
  const policy = thresholdsOf(group, around.policy);
  const isQuiet = isSilenced(group, around);
  const before = known?.openings ?? [];
  const polls = known?.polls ?? 0;
  const quiet = { polls: 0, incident: null, openings: before, tells: null, isSilenced: false };
  if (presence === 'removed' && known?.presence !== 'removed')
    return { ...quiet, tells: 'removed', isSilenced: isQuiet };
  if (presence === 'removed') return quiet;
  if (presence === 'missing') return { ...quiet, polls };
  const condition = conditionNow(group, now.baseline, around);
  if (condition === 'connected' || !now.watched)
    return policy.tellConfiguration && isConfigured(known, group)
      ? { ...quiet, tells: 'configured', isSilenced: isQuiet }
      : quiet;
  if (polls + 1 < policy.confirmation[condition]) return { ...quiet, polls: polls + 1 };
  const at = Date.parse(readAt);
  const longest = Math.max(...policy.flapping.enter.map(({ within }) => within));
  const openings = [...before.filter((time) => at - time < longest), at];
  const often = policy.flapping.enter.some(
    (limit) => openings.filter((time) => at - time < limit.within).length >= limit.openings,
  );
  const episode = often
    ? { downSince: at, steadyFrom: null, lastTold: at, quiet: policy.flapping.quiet }
    : null;
  const incident = {
    id: `${id}-${now.seq}`,
    status: condition,
    worst: condition,
    told: isQuiet && !firstRun ? 0 : weight(condition),
    episode,
  };
  return { polls: 0, incident, openings, tells: often ? 'flapping began' : 'opened', isSilenced: isQuiet };
}

/** Somebody changed what they can change; a group that is new, or back, is no change of it. */
function isConfigured(known: Known | null, group: Group): boolean {
  return (
    known !== null && known.presence !== 'removed' && configurationOf(known.group) !== configurationOf(group)
  );
}

function isWatched(known: Known | null, { presence, group }: Saw, around: Circumstances): boolean {
  if (known?.watched || (presence === 'listed' && group.status === 'connected')) return true;
  if (known === null) return around.firstRun || around.inherited.has(group.name);
  return (
    Date.parse(around.readAt) - Date.parse(known.firstSeen) >= thresholdsOf(group, around.policy).provisioning
  );
}

/** The same object where nothing is new. */
function baselineWith(before: KnownBaseline, { presence, group: { hubs } }: Saw): KnownBaseline {
  if (presence !== 'listed') return before;
  const isOld = hubs.every(
    ({ id, status, tunnels }) =>
      (status !== 'up' || before.up.has(id)) && (tunnels !== 'some' || before.carried.has(id)),
  );
  if (isOld) return before;
  return {
    up: new Set([...before.up, ...hubs.filter(({ status }) => status === 'up').map(({ id }) => id)]),
    carried: new Set([
      ...before.carried,
      ...hubs.filter(({ tunnels }) => tunnels === 'some').map(({ id }) => id),
    ]),
  };
}
