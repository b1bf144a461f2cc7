/** What the run saw: the list, read whole, and the look-ups of what it no longer names. */
import { RunFailure } from '../core/failure.ts';
import type { Observation, Reading } from '../core/fleet/observation.ts';
import type { Policy } from '../core/policy.ts';
import type { GroupState, Head } from '../core/rules/state.ts';
import { type Instant, instant, later, plus } from '../core/time.ts';
import { lookUpAbsent } from './look-up-absent.ts';
import type { Clock, Deadline, Log, SecureAccess } from './ports.ts';
import { readFleet } from './read-fleet.ts';

export interface Observed {
  readonly observation: Observation;
  readonly pages: number;
  /** Runs in a row, this one included, whose pages contradicted the total. */
  readonly disagreements: number;
}

/** Thrown where the pages were readable and contradict the total: the caller counts these. */
export class Disagreement extends RunFailure {}

/**
 * One complete observation. `groups` may still be loading while the pages are read. Throws the API's failures, and
 * `Disagreement` until the total has been contradicted often enough not to be believed any more.
 */
export async function observe(args: {
  readonly api: SecureAccess;
  readonly clock: Clock;
  readonly log: Log;
  readonly head: Head;
  readonly groups: Promise<ReadonlyMap<string, GroupState>>;
  readonly policy: Policy;
  readonly deadline: Deadline;
}): Promise<Observed> {
  const { api, clock, log, head, policy, deadline } = args;
  const from = clock.now();
  let loaded: ReadonlyMap<string, GroupState> | null = null;
  const loading = args.groups.then((groups) => {
    loaded = groups;
    return groups;
  });
  const reading = readFleet(api, deadline, () => loaded);
  const [known, { walk, disagreement, pages }] = await Promise.all([loading, reading]);
  const disagreements = disagreement === null ? 0 : head.disagreements + 1;
  if (disagreement !== null && disagreements < policy.disagreements) {
    throw new Disagreement({
      kind: 'incomplete',
      detail: `Read twice, and ${disagreement}; nothing of it counts.`,
    });
  }
  if (disagreement !== null) {
    log.warn('The total is no longer believed: groups seen count, absences do not.', {
      disagreement,
      runs: disagreements,
    });
  }
  const listed = new Set([
    ...walk.groups.keys(),
    ...walk.malformed.flatMap(({ id }) => (id === null ? [] : [id])),
  ]);
  const lookedUp =
    disagreement === null ? await lookUpAbsent({ ...args, known, listed, pages }) : { found: [], gone: [] };
  if (listed.size === 0 && lookedUp.found.length > 0) throw emptyByMistake(lookedUp.found.length);
  return {
    observation: {
      reading: readingOf(from, clock.now(), head, known.values()),
      groups: [...walk.groups.values(), ...lookedUp.found],
      malformed: walk.malformed,
      gone: lookedUp.gone,
      absences: disagreement === null ? 'counted' : 'not counted',
    },
    pages,
    disagreements,
  };
}

/** A list that names nobody while groups are there cannot be whole; taken as it is, it would hide every tunnel that falls. */
function emptyByMistake(found: number): RunFailure {
  return new RunFailure({
    kind: 'incomplete',
    detail: `The list names no group at all, and ${found} of those looked up by id are there; nothing of it counts.`,
  });
}

/** The reading's time, which never goes back behind anything already stored, even where the clock does. */
function readingOf(from: number, to: number, head: Head, known: Iterable<GroupState>): Reading {
  let latest: Instant | null = head.lastComplete?.reading.to ?? null;
  if (head.epoch !== null) latest = later(latest, head.epoch.start);
  if (head.accounted !== null) latest = later(latest, head.accounted);
  for (const state of known) latest = later(latest, state.reading.to);
  if (latest === null) return { from: instant(from), to: instant(Math.max(from, to)) };
  const begun = later(latest, instant(from));
  return { from: begun, to: later(plus(latest, 1), later(begun, instant(to))) };
}
