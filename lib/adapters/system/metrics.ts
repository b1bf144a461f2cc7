import type { Decisions } from '../../core/rules/decisions.ts';
import { METRICS } from '../../names.ts';

/** What is measured of one run. Only these: every custom metric costs money each month. */
export interface RunMetrics {
  /** null where there is but one. */
  readonly installation: string | null;
  readonly organization: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly complete: boolean;
  /** Milliseconds since the oldest event that is not told yet; 0 where all are. */
  readonly oldestUntold: number;
  /** Alerts that could not be published. */
  readonly alertsFailed: number;
  /** Why something was told, or not. */
  readonly decisions: readonly Decisions[];
}

/**
 * A log line that CloudWatch turns into metrics by itself (embedded metric format, AWS's specification of 2021), with no
 * call to an API. One metric is the organization's own, the others are the installation's: each organization more would cost
 * as much again. Reasons are properties of the record, not dimensions: a dimension's every value would be one metric more.
 */
export function embeddedMetrics(run: RunMetrics): string {
  const { installation, organization } = METRICS.dimensions;
  const shared = run.installation === null ? [] : [installation];
  const failed = run.alertsFailed > 0;
  const directive = (dimensions: readonly string[], ...metrics: readonly (readonly [string, string])[]) => ({
    Namespace: METRICS.namespace,
    Dimensions: [dimensions],
    Metrics: metrics.map(([Name, Unit]) => ({ Name, Unit })),
  });
  return JSON.stringify({
    _aws: {
      Timestamp: run.at,
      CloudWatchMetrics: [
        directive([...shared, organization], [METRICS.completeRuns, 'Count']),
        directive(
          shared,
          [METRICS.oldestUntold, 'Seconds'],
          ...(failed ? ([[METRICS.alertsFailed, 'Count']] as const) : []),
        ),
      ],
    },
    ...(run.installation === null ? {} : { [installation]: run.installation }),
    [organization]: run.organization,
    [METRICS.completeRuns]: run.complete ? 1 : 0,
    [METRICS.oldestUntold]: Math.round(run.oldestUntold / 1_000),
    ...(failed ? { [METRICS.alertsFailed]: run.alertsFailed } : {}),
    ...(run.decisions.length > 0 ? { decisions: run.decisions } : {}),
  });
}
