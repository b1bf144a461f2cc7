/** The past as flat records that stream: what spreadsheets, warehouses and scripts take. */
import type { ChangeFilter, ChangesPage } from '../../core/history/changes.ts';
import type { FleetAt } from '../../core/history/fleets.ts';
import type { IncidentSpan } from '../../core/history/incident-spans.ts';
import type { Past } from '../../core/history/past.ts';
import type { PastRun } from '../../core/history/past-reader.ts';
import type { Sight } from '../../core/history/range.ts';
import { durationOf } from '../../core/history/runs.ts';
import { DAY, type Instant, plus } from '../../core/time.ts';
import type { Export } from './kinds.ts';

/** One line. A value that is a list or a map stands as JSON in CSV. */
export type ExportRecord = Readonly<Record<string, unknown>>;

/** What is exported. */
export interface ExportAsked {
  readonly organization: string;
  readonly what: Export;
  /** Of `Past.sight`: what of the range can be known. */
  readonly sight: Sight;
  /** Milliseconds from one snapshot to the next, from the beginning of the range on. @default a day */
  readonly step?: number;
  /** Of changes: which. @default all */
  readonly filter?: ChangeFilter;
}

/** The names of the fields of each export's records, in the order of their columns. */
export const COLUMNS = {
  changes: [
    ...['type', 'at', 'after', 'until', 'group', 'seq', 'kinds', 'statusBefore', 'statusAfter', 'incident'],
    ...['events', 'differences', 'why'],
  ],
  snapshots: [
    ...['at', 'inGap', 'group', 'presence', 'name', 'deviceType', 'region', 'status', 'statusSeen'],
    ...['routing', 'hubs', 'seq'],
  ],
  runs: [
    ...['run', 'started', 'ended', 'milliseconds', 'outcome', 'failure', 'detail', 'connected', 'warning'],
    ...[
      'disconnected',
      'unknown',
      'changes',
      'events',
      'alerts',
      'pages',
      'calls',
      'tokenRequests',
      'retries',
    ],
  ],
  incidents: ['id', 'group', 'openedAfter', 'openedBy', 'endedAfter', 'endedBy', 'worst', 'changes'],
} as const satisfies Readonly<Record<Export, readonly string[]>>;

/**
 * The records of an export, a page at a time, in the order of time (incidents: as they end, and at last those that have not).
 * Changes also say where nobody looked (`type` is `gap`) and what nothing is known of (`unseen`).
 */
export async function* exported(
  past: Past,
  { organization, what, sight, step = DAY, filter = {} }: ExportAsked,
): AsyncGenerator<readonly ExportRecord[]> {
  switch (what) {
    case 'changes':
      yield* amongUnseen(sight, past.changesOf(organization, sight, filter));
      return;
    case 'snapshots':
      for await (const fleet of past.snapshotsOf(organization, sight, step)) yield snapshotRecords(fleet);
      return;
    case 'runs':
      for await (const runs of past.runsOf(organization, sight)) yield runs.map(runRecord);
      return;
    case 'incidents':
      for await (const spans of past.incidentsOf(organization, sight)) yield spans.map(incidentRecord);
  }
}

/**
 * Where to begin again after an export that broke off: the range from here on has every record of the last instant that was
 * written, of which some may be missing. Drop those first.
 */
export function resumeFrom(lastWritten: Instant): Instant {
  return plus(lastWritten, -1);
}

/** Changes and gaps, with the stretches that nothing is known of where they belong. */
async function* amongUnseen(
  { unseen }: Sight,
  pages: AsyncIterable<ChangesPage>,
): AsyncGenerator<readonly ExportRecord[]> {
  const waiting = unseen.map(({ from, to, why }) => ({ type: 'unseen', at: from, until: to, why }));
  for await (const page of pages) {
    const records = changeRecords(page);
    const first = page.changes[0]?.by ?? page.gaps[0]?.to;
    const before = first === undefined ? 0 : waiting.filter(({ at }) => at < first).length;
    yield [...waiting.splice(0, before), ...records];
  }
  yield waiting;
}

function changeRecords({ changes, gaps }: ChangesPage): readonly ExportRecord[] {
  const records = [
    ...gaps.map(({ from, to, why }) => ({ type: 'gap', at: from, until: to, why })),
    ...changes.map((change) => {
      const { by, differences, ...rest } = change;
      const [statusBefore = null, statusAfter = null] = differences.status ?? [];
      return { type: 'change', at: by, ...rest, statusBefore, statusAfter, differences };
    }),
  ];
  return gaps.length === 0 ? records : records.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** A fleet as records of an export of snapshots. */
export function snapshotRecords({
  at,
  groups,
  gap,
}: Pick<FleetAt, 'at' | 'groups' | 'gap'>): readonly ExportRecord[] {
  return groups.map(({ id, seq, presence, group }) => {
    const { name, deviceType, region, status, statusSeen, routing } = group;
    const hubs = group.hubs.map(({ carried: _notKept, ...facts }) => facts);
    const record = { name, deviceType, region, status, statusSeen, routing, hubs, seq };
    return { at, inGap: gap !== null, group: id, presence, ...record };
  });
}

/** A run as a record of an export of runs. */
export function runRecord(run: PastRun): ExportRecord {
  const { failure, counts, usage, expires: _whenItGoes, ...rest } = run;
  return {
    ...rest,
    milliseconds: durationOf(run),
    failure: failure?.kind ?? null,
    detail: failure?.detail ?? null,
    ...(counts ?? { connected: null, warning: null, disconnected: null, unknown: null }),
    ...usage,
  };
}

function incidentRecord({ id, group, opened, ended, worst, changes }: IncidentSpan): ExportRecord {
  return {
    ...{ id, group, openedAfter: opened?.after ?? null, openedBy: opened?.by ?? null },
    ...{ endedAfter: ended?.after ?? null, endedBy: ended?.by ?? null, worst, changes },
  };
}
