/** What is true of the monitor, kept beside it from what it was answered and what took effect. */

import type { Reading } from '../../../lib/core/fleet/observation.ts';
import type { Policy } from '../../../lib/core/policy.ts';
import type { Silence } from '../../../lib/core/rules/silence.ts';
import type { Answer, Happening, Landed } from '../happening.ts';
import { type Seen, whatWasSeen } from './answers.ts';
import { sawOf } from './expected.ts';
import { type Known, knownOf } from './known.ts';
import type { Circumstances, Saw } from './outcome.ts';

/** Where the past is known again. */
export interface CompleteReading {
  readonly run: string;
  readonly from: string;
  readonly to: string;
}

/** Only `see` changes it; checkers read, each happening before the oracle has seen it. */
export interface Oracle {
  see(happening: Happening): void;
  /** What a run saw up to now. */
  seen(run: string): Seen;
  /** What it saw of each group, given what is stored. */
  saw(run: string): ReadonlyMap<string, Saw>;
  /** Groups as stored. */
  readonly known: ReadonlyMap<string, Known>;
  circumstances(run: string, reading: Reading): Circumstances;
  watching(): boolean;
  /** The run that holds the lease. */
  holder(): string | null;
  /** Finished runs in a row, up to now, whose pages contradicted the total. */
  disagreements(): number;
  lastComplete(): CompleteReading | null;
  /** Time-to-live has dropped these groups' tombstones. */
  forget(ids: readonly string[]): void;
}

export function createOracle(policy: Policy): Oracle {
  const answers = new Map<string, Answer[]>();
  const judged = new Map<string, Seen>();
  const known = new Map<string, Known>();
  /** As long as nothing changes. */
  let sawLast: { readonly run: string; readonly saw: ReadonlyMap<string, Saw> } | null = null;
  /** As the run found them, whatever it has written since. */
  const inheritedBy = new Map<string, ReadonlySet<string>>();
  /** Runs that began before the watch had. */
  const firstRuns = new Set<string>();
  const silences = new Map<string, Silence>();
  /** As far as the run knows. */
  const silencesOf = new Map<string, readonly Silence[]>();
  let [watching, disagreements] = [false, 0];
  let holder: string | null = null;
  let lastComplete: CompleteReading | null = null;

  const seen = (run: string): Seen => {
    const judgement = judged.get(run) ?? whatWasSeen(answers.get(run) ?? []);
    judged.set(run, judgement);
    return judgement;
  };

  const land = (run: string, landed: Landed): void => {
    switch (landed.call) {
      case 'takeLease':
        if (!landed.result.taken) return;
        holder = run;
        if (!watching) firstRuns.add(run);
        // What a process remembers counts only where nobody has made or ended a silence since.
        silencesOf.set(run, [...silences.values()]);
        return;
      case 'loadSilences':
        silencesOf.set(run, landed.result);
        return;
      case 'commitGroups':
        sawLast = null;
        for (const state of landed.result.stored) known.set(state.id, knownOf(state));
        return;
      case 'commitMonitor':
        watching = landed.args[1].watching !== null;
        return;
      case 'finish': {
        holder = null;
        const { complete } = landed.args[1];
        const heard = answers.has(run);
        disagreements =
          heard && !seen(run).agrees && isWholeWalk(answers.get(run) ?? []) ? disagreements + 1 : 0;
        if (complete !== null) lastComplete = { run, ...complete.reading };
        return;
      }
      default:
    }
  };

  return {
    see: (happening) => {
      if (happening.type === 'answered') sawLast = null;
      if (happening.type === 'landed') return land(happening.run, happening.landed);
      if (happening.type === 'silenced') silences.set(happening.silence.id, happening.silence);
      if (happening.type === 'unsilenced') silences.set(happening.silence.id, happening.silence);
      if (happening.type !== 'answered') return;
      judged.delete(happening.run);
      const list = answers.get(happening.run) ?? [];
      if (list.length === 0) answers.set(happening.run, list);
      list.push(happening.answer);
    },
    seen,
    saw: (run) => {
      if (sawLast?.run !== run) sawLast = { run, saw: sawOf(seen(run), known) };
      return sawLast.saw;
    },
    known,
    circumstances: (run, { from, to }) => {
      const names = inheritedBy.get(run) ?? inherited(known.values(), seen(run), to, policy);
      inheritedBy.set(run, names);
      const lastSeen = lastComplete?.to ?? null;
      return {
        policy,
        firstRun: firstRuns.has(run),
        readFrom: from,
        readAt: to,
        lastSeen,
        inherited: names,
        silences: silencesOf.get(run) ?? [],
      };
    },
    watching: () => watching,
    holder: () => holder,
    disagreements: () => disagreements,
    lastComplete: () => lastComplete,
    forget: (ids) => {
      sawLast = null;
      for (const id of ids) known.delete(id);
    },
  };
}

/** The pages went as far as the total said: then a contradiction is one, and not a walk cut short. */
function isWholeWalk(answers: readonly Answer[]): boolean {
  const pages = answers.flatMap((answer) => (answer.to === 'page' ? [answer] : []));
  const last = pages.at(-1);
  if (last === undefined || pages.filter(({ offset }) => offset === 0).length < 2) return false;
  const { records, total } = last.page;
  return records.length === 0 || (total !== null && last.offset + records.length >= total);
}

/** Names of watched groups that went now or not long ago. */
function inherited(
  known: Iterable<Known>,
  seen: Seen,
  readAt: string,
  { inheritance }: Policy,
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { id, presence, watched, group, readAt: last } of known) {
    const recently = presence === 'removed' && Date.parse(readAt) - Date.parse(last) <= inheritance;
    const now = seen.agrees && seen.gone.has(id);
    if (watched && (recently || now)) names.add(group.name);
  }
  return names;
}
