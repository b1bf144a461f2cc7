/** Questions about the past of an organization, over whatever holds it. */
import type { MaintenanceWindow } from '../rules/silence.ts';
import type { Instant } from '../time.ts';
import { type ChangeFilter, type ChangesAnswer, type ChangesPage, changesIn, gather } from './changes.ts';
import { type DiffAnswer, diffOf } from './diff.ts';
import { type FleetAnswer, fleetAt } from './fleet-at.ts';
import { everyStep, type FleetAt, fleetsAt } from './fleets.ts';
import { createIncidentFold, type IncidentSpan } from './incident-spans.ts';
import { maintenanceWithin } from './maintenance.ts';
import type { PastReader, PastRun } from './past-reader.ts';
import { type Range, type Sight, sightOf } from './range.ts';
import { neverWatched, type Refused } from './refused.ts';
import { blindPeriods, type RunsAnswer, totalsOf } from './runs.ts';
import { type StatusAnswer, statusOf } from './status.ts';
import { countStrips, type StripsAnswer } from './strips.ts';
import { draftTimeline, type TimelineAnswer } from './timeline.ts';
import { countUptime, type UptimeAnswer } from './uptime.ts';
import { walk } from './walk.ts';

/** What an uptime is asked about. */
export interface UptimeAsked {
  readonly range: Range;
  /** One group alone, by its id; absent for all. */
  readonly group?: string;
  /** Instants within the range at which it is divided, in the order of time; see `monthsWithin`. */
  readonly cuts?: readonly Instant[];
  /**
   * Leaves maintenance out: these windows, as they are configured now, and all silences that are still stored. null counts
   * it like any other time.
   */
  readonly withoutMaintenance?: { readonly windows: readonly MaintenanceWindow[] } | null;
}

/**
 * The questions. Answers are plain data. A question that has no answer is `Refused`, with a sentence that says why; a range of
 * which only parts are known is answered, and says which are not (`unseen`). Every method throws a `RunFailure` where the
 * table cannot be reached or read.
 *
 * The streams (`changesOf` and those after it) hold one page of rows in memory, however long the range.
 */
export interface Past {
  /** Ids of all organizations that were ever watched. */
  organizations(): Promise<readonly string[]>;
  /** The fleet as of the last complete run. */
  status(organization: string): Promise<StatusAnswer | Refused>;
  /** The fleet at an instant: the head, and two queries. */
  snapshot(organization: string, at: Instant): Promise<FleetAnswer | Refused>;
  /** What is different between two instants. Refused where either is. */
  diff(organization: string, from: Instant, to: Instant): Promise<DiffAnswer | Refused>;
  changes(organization: string, range: Range, filter?: ChangeFilter): Promise<ChangesAnswer | Refused>;
  /** What happened to a group, by its id. A group that was never seen in the range was `not there`. */
  timeline(organization: string, group: string, range: Range): Promise<TimelineAnswer | Refused>;
  uptime(organization: string, asked: UptimeAsked): Promise<UptimeAnswer | Refused>;
  /** Every group's standing in each part of a range, divided at `cuts`; and the incidents. All rows are read once. */
  strips(organization: string, range: Range, cuts: readonly Instant[]): Promise<StripsAnswer | Refused>;
  runs(organization: string, range: Range): Promise<RunsAnswer | Refused>;
  /** What of a range can be known. */
  sight(organization: string, range: Range): Promise<Sight | Refused>;

  changesOf(organization: string, sight: Sight, filter?: ChangeFilter): AsyncIterable<ChangesPage>;
  /** The fleet at every `step` milliseconds of a range, from its beginning on. */
  snapshotsOf(organization: string, sight: Sight, step: number): AsyncIterable<FleetAt>;
  runsOf(organization: string, sight: Sight): AsyncIterable<readonly PastRun[]>;
  /** Incidents that changes of a range belong to: as they end, and at last those that had not. */
  incidentsOf(organization: string, sight: Sight): AsyncIterable<readonly IncidentSpan[]>;
}

/** What the questions are asked of. */
export interface PastOptions {
  readonly reader: PastReader;
  readonly now: () => Instant;
  /** Milliseconds for which the past can be asked about; what is older is refused, whether or not it is still there. */
  readonly retention: number;
}

export function createPast(options: PastOptions): Past {
  return { ...instants(options), ...ranges(options), ...streams(options) };
}

function instants({
  reader,
  now,
  retention,
}: PastOptions): Pick<Past, 'organizations' | 'status' | 'snapshot' | 'diff'> {
  const snapshot: Past['snapshot'] = (organization, at) =>
    fleetAt(reader, organization, at, now(), retention);
  return {
    organizations: () => reader.organizations(),

    async status(organization) {
      const head = await reader.head(organization);
      const groups = head === null ? [] : await reader.groups(organization);
      return statusOf(organization, head, groups, now());
    },

    snapshot,

    async diff(organization, from, to) {
      if (from > to) return reversed({ from, to });
      const [before, after] = [await snapshot(organization, from), await snapshot(organization, to)];
      if (!before.answered) return before;
      return after.answered ? diffOf(before, after) : after;
    },
  };
}

function ranges(
  options: PastOptions,
): Pick<Past, 'changes' | 'timeline' | 'uptime' | 'strips' | 'runs' | 'sight'> {
  const { reader } = options;
  const sight: Past['sight'] = (organization, range) => sightIn(options, organization, range);
  return {
    sight,

    async changes(organization, range, filter = {}) {
      const seen = await sight(organization, range);
      return 'why' in seen ? seen : gather(seen, changesIn(reader, organization, seen, filter));
    },

    async timeline(organization, group, range) {
      const seen = await sight(organization, range);
      if ('why' in seen) return seen;
      const draft = draftTimeline(group, seen);
      await walk(reader, organization, seen, group, draft);
      return draft.answer(seen.isNow ? await reader.group(organization, group) : null, seen.isNow);
    },

    async uptime(organization, { range, group = null, cuts = [], withoutMaintenance = null }) {
      const seen = await sight(organization, range);
      if ('why' in seen) return seen;
      const maintenance =
        withoutMaintenance === null
          ? null
          : { ...withoutMaintenance, silences: await reader.silences(organization) };
      const count = countUptime(seen, cuts, maintenance && maintenanceWithin(maintenance, range));
      await walk(reader, organization, seen, group, count);
      return count.answer();
    },

    async strips(organization, range, cuts) {
      const seen = await sight(organization, range);
      if ('why' in seen) return seen;
      const count = countStrips(seen, cuts);
      await walk(reader, organization, seen, null, count);
      return count.answer();
    },

    async runs(organization, range) {
      const seen = await sight(organization, range);
      if ('why' in seen) return seen;
      const runs: PastRun[] = [];
      for await (const page of keptRuns(options, organization, seen)) runs.push(...page);
      const { gaps } = await gather(seen, changesIn(reader, organization, seen, {}));
      const head = await reader.head(organization);
      const blind = blindPeriods(range, gaps, head);
      return { answered: true, range, runs, totals: totalsOf(runs), blind, unseen: seen.unseen };
    },
  };
}

function streams(options: PastOptions): Pick<Past, 'changesOf' | 'snapshotsOf' | 'runsOf' | 'incidentsOf'> {
  const { reader } = options;
  return {
    changesOf: (organization, sight, filter = {}) => changesIn(reader, organization, sight, filter),

    snapshotsOf(organization, sight, step) {
      return fleetsAt(reader, organization, sight, everyStep(sight.range, step));
    },

    runsOf: (organization, sight) => keptRuns(options, organization, sight),

    async *incidentsOf(organization, sight) {
      const fold = createIncidentFold();
      for await (const { changes } of changesIn(reader, organization, sight, {}))
        yield changes.flatMap((change) => fold.take(change));
      yield fold.open();
    },
  };
}

/** What of a range can be known; refused where it is none, or nobody has looked yet. */
async function sightIn(
  { reader, now, retention }: PastOptions,
  organization: string,
  range: Range,
): Promise<Sight | Refused> {
  if (range.from >= range.to) return reversed(range);
  const head = await reader.head(organization);
  if (head === null || head.monitor.watching === null || head.lastComplete === null)
    return neverWatched(organization);
  const epochs = await reader.epochs(organization);
  return sightOf(range, { head, epochs, now: now(), retention });
}

function reversed({ from, to }: Range): Refused {
  return {
    answered: false,
    why: 'range reversed',
    detail: `A range begins before it ends; this one goes from ${from} to ${to}.`,
    earliest: null,
  };
}

/** Runs may be older than the first complete one, but not than what is kept; expired rows may or may not still be there. */
async function* keptRuns(
  { reader, now }: PastOptions,
  organization: string,
  { range, changesAfter }: Sight,
): AsyncGenerator<readonly PastRun[]> {
  const expiry = now();
  for await (const page of reader.runs(organization, { from: changesAfter, to: range.to }))
    yield page.filter(({ expires }) => expires > expiry);
}
