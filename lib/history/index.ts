/**
 * The past of the organizations that a table holds, for programs: the page, the commands, and your own. Definitions of every
 * word are in `docs/history.md`.
 */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDocumentClient } from '../adapters/dynamodb/document-client.ts';
import { createHistoryReader } from '../adapters/dynamodb/history.ts';
import { createPast, type Past } from '../core/history/past.ts';
import { defaultPolicy } from '../core/policy.ts';
import { instant, MINUTE } from '../core/time.ts';
import type { Clock, Log } from '../sync/ports.ts';

export interface HistoryOptions {
  /** Its region, credentials, end point and retries are used as they are. See `docs/history.md` for the actions it needs. */
  readonly client: DynamoDBClient;
  /** The table's name. */
  readonly table: string;
  readonly clock: Clock;
  /**
   * Milliseconds for which the past can be asked about; give the organization's own where it is configured. A longer one finds
   * nothing more than was kept. @default 396 days
   */
  readonly retention?: number;
  /** From 0 up to 1, evenly; for the waits between tries. @default Math.random */
  readonly random?: () => number;
  /** Told of calls that are tried again. @default nobody */
  readonly log?: Pick<Log, 'warn'>;
}

/**
 * Opens the past. It only reads; nothing is read until a question is asked.
 *
 * @example
 * const history = openHistory({ client: new DynamoDBClient({}), table: 'tunnelwatch', clock });
 * const fleet = await history.snapshot('acme', instant(Date.UTC(2026, 2, 2, 14, 5)));
 * if (fleet.answered) console.log(fleet.asOf, fleet.groups.length);
 * else console.error(fleet.detail);
 */
export function openHistory({
  client,
  table,
  clock,
  retention = defaultPolicy(MINUTE).history.retention,
  random = Math.random,
  log = { warn: () => undefined },
}: HistoryOptions): Past {
  const reader = createHistoryReader({ client: createDocumentClient(client), table, clock, random, log });
  return createPast({ reader, retention, now: () => instant(clock.now()) });
}

export type { ChangeFilter, ChangesAnswer, ChangesPage } from '../core/history/changes.ts';
export type { DiffAnswer, GroupDifference } from '../core/history/diff.ts';
export type { FleetAnswer } from '../core/history/fleet-at.ts';
export type { FleetAt } from '../core/history/fleets.ts';
export type { IncidentSpan } from '../core/history/incident-spans.ts';
export type { Past as History, UptimeAsked } from '../core/history/past.ts';
export type { PastRun } from '../core/history/past-reader.ts';
export type { Range, Sight, UnseenStretch } from '../core/history/range.ts';
export type { PastFleet, PastGroup } from '../core/history/reconstruct.ts';
export type { Refusal, Refused } from '../core/history/refused.ts';
export { type BlindPeriod, durationOf, type RunsAnswer, type RunTotals } from '../core/history/runs.ts';
export type { Reason, Standing } from '../core/history/standing.ts';
export type { GroupStatus, StatusAnswer } from '../core/history/status.ts';
export type { Strip, StripsAnswer } from '../core/history/strips.ts';
export type { TimelineAnswer, TimelineStretch } from '../core/history/timeline.ts';
export type { Outage, Rates, Times } from '../core/history/times.ts';
export { type ApiFleet, NOT_KEPT, toApiShape } from '../core/history/to-api-shape.ts';
export type { GroupUptime, RegionUptime, Uptime, UptimeAnswer, UptimePart } from '../core/history/uptime.ts';
export { daysWithin, monthsWithin } from '../core/history/zone.ts';
export { csvText } from './export/csv.ts';
export { EXPORTS, type Export, FORMATS, type Format } from './export/kinds.ts';
export { asLines } from './export/lines.ts';
export {
  COLUMNS,
  type ExportAsked,
  type ExportRecord,
  exported,
  resumeFrom,
  runRecord,
  snapshotRecords,
} from './export/records.ts';
export { type WholeInstants, wholeInstants } from './export/whole-instants.ts';
