import { Duration, Stack } from 'aws-cdk-lib';
import { type Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { AlarmSettings } from '../../config/file.ts';
import type { Organization } from '../../config/organization.ts';
import { METRICS } from '../../names.ts';
import { createAlarm, RUNBOOK } from './alarm.ts';

/** Periods of one interval that make up so many minutes, three at least: one missed run is jitter, two are a coincidence. */
export function missedRuns(everyMinutes: number, minutes: number): number {
  return Math.max(3, Math.ceil(minutes / everyMinutes));
}

/**
 * The dead-man alarm: whatever stops the monitor (schedule, function, permission, account, AWS) stops the metric too, so
 * no data counts as bad news. Periods are one interval long and not one long period, because CloudWatch looks a few
 * periods further back than asked where data is missing; long ones would keep it quiet for a multiple of the time.
 */
export function noCompleteRunAlarm(
  scope: Construct,
  operations: Topic,
  organization: Organization,
  settings: AlarmSettings,
): Alarm {
  const periods = missedRuns(organization.everyMinutes, settings.noCompleteRunMinutes);
  return createAlarm(
    scope,
    'NoCompleteRun',
    operations,
    {
      title: `no complete run of ${organization.id}`,
      meaning: `No run has completed for ${periods * organization.everyMinutes} minutes: the tunnels of ${organization.name} are NOT being watched.`,
      remedy: "Look at the function's last log lines; they name the cause.",
      section: RUNBOOK.noCompleteRun,
    },
    {
      metric: ownMetric(scope, METRICS.completeRuns, 'Sum', organization),
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 1,
      periods,
      treatMissingData: TreatMissingData.BREACHING,
    },
  );
}

/** Something happened and could not be told. Without data the state is kept: it is the dead-man alarm that speaks then. */
export function untoldAlarm(
  scope: Construct,
  operations: Topic,
  organization: Organization,
  settings: AlarmSettings,
): Alarm {
  return createAlarm(
    scope,
    'Untold',
    operations,
    {
      title: `events of ${organization.id} are not told`,
      meaning: `Something about the tunnels of ${organization.name} has been waiting to be told for more than ${settings.untoldMinutes} minutes: publishing to the alerts topic fails.`,
      remedy:
        "Look for the publishing error in the function's log; see what is down in the table or the dashboard.",
      section: RUNBOOK.untold,
    },
    {
      metric: ownMetric(scope, METRICS.oldestUntold, 'Maximum', organization),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: settings.untoldMinutes * 60,
      periods: 1,
      treatMissingData: TreatMissingData.IGNORE,
    },
  );
}

function ownMetric(
  scope: Construct,
  metricName: string,
  statistic: string,
  { id, everyMinutes }: Organization,
): Metric {
  const { installation, organization } = METRICS.dimensions;
  return new Metric({
    namespace: METRICS.namespace,
    metricName,
    dimensionsMap: { [installation]: Stack.of(scope).stackName, [organization]: id },
    statistic,
    period: Duration.minutes(everyMinutes),
  });
}
