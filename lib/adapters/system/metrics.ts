import type { Decisions } from '../../core/rules/decisions.ts';
import { METRICS } from '../../names.ts';

/** What is measured of one run. Only these: every custom metric costs money each month. */
export interface RunMetrics {
  /** null where there is but one. */
  readonly installation: string | null;
  readonly organization: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Milliseconds since the oldest event that is not told yet; 0 where all are. */
  readonly oldestUntold: number;
  /** Alerts that could not be published. */
  readonly alertsFailed: number;
  /** Why something was told, or not. */
  readonly decisions: readonly Decisions[];
}

/**
 * A log line that CloudWatch turns into metrics by itself (embedded metric format, AWS's specification of 2021), with no
 * call to an API. They are the installation's: the organization and the reasons stand in the line and are no dimensions, for each
 * value would be one metric more.
 */
export function embeddedMetrics(run: RunMetrics): string {
  const { installation } = METRICS.dimensions;
  const failed = run.alertsFailed > 0;
  const metrics = [
    { Name: METRICS.oldestUntold, Unit: 'Seconds' },
    ...(failed ? [{ Name: METRICS.alertsFailed, Unit: 'Count' }] : []),
  ];
  const dimensions = run.installation === null ? [] : [installation];
  return JSON.stringify({
    _aws: {
      Timestamp: run.at,
      CloudWatchMetrics: [{ Namespace: METRICS.namespace, Dimensions: [dimensions], Metrics: metrics }],
    },
    ...(run.installation === null ? {} : { [installation]: run.installation }),
    organization: run.organization,
    [METRICS.oldestUntold]: Math.round(run.oldestUntold / 1_000),
    ...(failed ? { [METRICS.alertsFailed]: run.alertsFailed } : {}),
    ...(run.decisions.length > 0 ? { decisions: run.decisions } : {}),
  });
}
