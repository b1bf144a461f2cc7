import { METRICS } from '../../names.ts';

/** What is measured of one run. Only these: every custom metric costs money each month. */
export interface RunMetrics {
  /** null where there is but one. */
  readonly installation: string | null;
  readonly organization: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly complete: boolean;
  /** Groups not connected; null where the run could not see. */
  readonly notConnected: number | null;
  /** Milliseconds since the oldest event that is not told yet; 0 where all are. */
  readonly oldestUntold: number;
}

/**
 * A log line that CloudWatch turns into metrics by itself (embedded metric format, AWS's specification of 2021), with no
 * call to an API.
 */
export function embeddedMetrics(run: RunMetrics): string {
  const metrics = [
    { Name: METRICS.completeRuns, Unit: 'Count' },
    { Name: METRICS.oldestUntold, Unit: 'Seconds' },
    ...(run.notConnected === null ? [] : [{ Name: METRICS.notConnected, Unit: 'Count' }]),
  ];
  const dimensions = {
    ...(run.installation === null ? {} : { [METRICS.dimensions.installation]: run.installation }),
    [METRICS.dimensions.organization]: run.organization,
  };
  return JSON.stringify({
    _aws: {
      Timestamp: run.at,
      CloudWatchMetrics: [
        { Namespace: METRICS.namespace, Dimensions: [Object.keys(dimensions)], Metrics: metrics },
      ],
    },
    ...dimensions,
    [METRICS.completeRuns]: run.complete ? 1 : 0,
    [METRICS.oldestUntold]: Math.round(run.oldestUntold / 1_000),
    ...(run.notConnected === null ? {} : { [METRICS.notConnected]: run.notConnected }),
  });
}
