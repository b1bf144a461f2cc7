import * as v from 'valibot';
import { FAILURES } from '../../core/failure.ts';
import { REASONS, STANDINGS } from '../../core/history/standing.ts';
import {
  bounds,
  count,
  type Frozen,
  failure,
  instant,
  milliseconds,
  range,
  said,
  text,
  unknowns,
  unseen,
} from './shared.ts';

const share = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));

const outage = v.strictObject({
  group: v.string(),
  began: v.nullable(bounds),
  ended: v.nullable(bounds),
  down: said(milliseconds, 'Of it, in the range, counted as down'),
});

export const times = said(
  v.strictObject({
    ...v.entriesFromList(STANDINGS, milliseconds),
    maintenance: milliseconds,
    unknownBecause: v.strictObject(v.entriesFromList(REASONS, milliseconds)),
    reduced: said(milliseconds, 'Of `connected`: one of the hubs was down all the same'),
    uncertain: said(milliseconds, 'Of the known time: polling cannot tell when in it the standing changed'),
    incidents: count,
    outages: count,
    longestOutage: v.nullable(outage),
  }),
  'Milliseconds: `connected` + `degraded` + `down` + `unknown` + `maintenance` is the length of the range, times the number of groups',
);

export const rates = v.strictObject({
  availability: said(share, 'Of the known time, connected'),
  serving: said(share, 'Of the known time, connected or degraded'),
  coverage: said(share, 'Of the time, known'),
  mttr: said(v.nullable(v.number()), 'Mean time to restore, in milliseconds'),
  mtbf: said(v.nullable(v.number()), 'Mean time between failures, in milliseconds'),
});

const figures = { ...range, times, rates } as const;

/** `tunnelwatch uptime --json` */
export const uptimeSchema = v.strictObject({
  organization: v.string(),
  range: v.strictObject(range),
  asOf: v.nullable(instant),
  by: v.picklist(['group', 'region', 'month']),
  maintenance: said(
    v.picklist(['included', 'excluded']),
    '`excluded`: configured windows and silences are left out, as `times.maintenance`',
  ),
  rows: said(
    v.array(v.strictObject({ group: text, name: text, region: text, groups: count, ...figures })),
    'By group, region or month; group and name are null where a row is about several groups',
  ),
  total: said(
    v.nullable(v.strictObject({ groups: count, ...figures })),
    'All groups asked about, in the whole range',
  ),
  ...unknowns,
});
export type UptimeDocument = Frozen<v.InferOutput<typeof uptimeSchema>>;

const usage = { calls: count, tokenRequests: count, retries: count } as const;

/** `tunnelwatch runs --json` */
export const runsSchema = v.strictObject({
  organization: v.string(),
  range: v.strictObject(range),
  totals: said(
    v.strictObject({
      ...{ complete: count, failed: count, changes: count, events: count, alerts: count, pages: count },
      ...{ calls: count, retries: count, longest: v.nullable(milliseconds) },
      failures: v.partial(
        v.strictObject(v.entriesFromList(Object.keys(FAILURES) as (keyof typeof FAILURES)[], count)),
      ),
    }),
    'Of the runs that left a row; those that saw nothing new leave none',
  ),
  runs: v.array(
    v.strictObject({
      run: v.string(),
      started: instant,
      ended: instant,
      durationMs: milliseconds,
      outcome: v.picklist(['complete', 'failed']),
      failure: v.nullable(failure),
      counts: v.nullable(
        v.strictObject({ connected: count, warning: count, disconnected: count, unknown: count }),
      ),
      ...{ changes: count, events: count, alerts: count, pages: count },
      usage: v.strictObject(usage),
    }),
  ),
  blind: said(
    v.array(v.strictObject({ from: instant, to: v.nullable(instant), why: v.string() })),
    'Stretches in which nothing was seen; `to` is null while it lasts',
  ),
  unseen: v.array(unseen),
});
export type RunsDocument = Frozen<v.InferOutput<typeof runsSchema>>;
