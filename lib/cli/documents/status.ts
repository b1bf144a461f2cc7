import * as v from 'valibot';
import {
  bounds,
  condition,
  count,
  type Frozen,
  failure,
  groupFacts,
  instant,
  milliseconds,
  presence,
  said,
  text,
} from './shared.ts';

export const blindness = said(
  v.nullable(v.strictObject({ since: v.nullable(instant), failure })),
  'Why the monitor cannot see, and since when (the last complete reading); null where it can',
);

/** `tunnelwatch status --json` */
export const statusSchema = v.strictObject({
  organization: v.string(),
  now: instant,
  asOf: said(instant, 'When the last complete run had read all pages: everything here is as of then'),
  ageMs: said(milliseconds, 'From then until now'),
  intervalMs: said(
    v.nullable(milliseconds),
    'From run to run, as the last complete one was scheduled; null where an older version made it',
  ),
  sight: said(
    v.picklist(['seeing', 'late', 'blind']),
    'Whether the last complete run is as recent as it should be: `late` where a run or two are missing, `blind` where all of this may have changed',
  ),
  watching: said(instant, 'Since when the organization is watched'),
  attempts: said(count, 'Runs begun since the last complete one'),
  lastFailure: said(v.nullable(failure), 'Why the last run failed, where it did'),
  blind: blindness,
  counts: v.strictObject({ connected: count, warning: count, disconnected: count, unknown: count }),
  groups: said(
    v.array(
      v.strictObject({
        id: v.string(),
        ...groupFacts,
        presence,
        condition,
        since: bounds,
        lastingMs: said(milliseconds, 'From `since.by` until now'),
        incident: text,
        acknowledged: said(v.boolean(), 'Somebody has taken the incident on'),
      }),
    ),
    'Worst first; of equals those that have been so for the longest',
  ),
});

export type StatusDocument = Frozen<v.InferOutput<typeof statusSchema>>;
