/** What the function returns of a run, as far as a person at the command line is shown it. */
import * as v from 'valibot';
import { FAILURES, type FailureKind } from '../core/failure.ts';

const KINDS = Object.keys(FAILURES) as readonly FailureKind[];
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const summarySchema = v.looseObject({
  organization: v.string(),
  run: v.string(),
  started: v.string(),
  ended: v.string(),
  outcome: v.picklist(['complete', 'failed', 'skipped']),
  failure: v.nullable(v.looseObject({ kind: v.picklist(KINDS), detail: v.string() })),
  counts: v.nullable(
    v.looseObject({ connected: count, warning: count, disconnected: count, unknown: count }),
  ),
  changes: count,
  alerts: count,
  alertsFailed: count,
});

export type ShownSummary = v.InferOutput<typeof summarySchema>;

/** null where it is none that this version knows. */
export function parseSummary(payload: unknown): ShownSummary | null {
  const parsed = v.safeParse(summarySchema, payload);
  return parsed.success ? parsed.output : null;
}
