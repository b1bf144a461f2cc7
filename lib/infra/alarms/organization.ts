import { Duration } from 'aws-cdk-lib';
import { type Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { AlarmSettings } from '../../config/file.ts';
import type { Organization } from '../../config/organization.ts';
import { deadManTitle } from '../../names.ts';
import { createAlarm, RUNBOOK, type Told } from './alarm.ts';
import { IN_LOG, typed } from './remedies.ts';

/** Periods of one interval that make up so many minutes, three at least: one missed run is jitter, two are a coincidence. */
export function missedRuns(everyMinutes: number, minutes: number): number {
  return Math.max(3, Math.ceil(minutes / everyMinutes));
}

/** An organization, and what its complete runs are counted by. */
export type Counted = Pick<Organization, 'id' | 'name' | 'everyMinutes'> & { readonly completeRuns: Queue };

/**
 * The dead-man alarm: whatever stops the monitor (schedule, function, permission, account, AWS) stops the messages to the queue,
 * and with them in the end the metric; so no data counts as bad news. Periods are one interval long and not one long period, because CloudWatch looks a few
 * periods further back than asked where data is missing; long ones would keep it quiet for a multiple of the time.
 */
export function noCompleteRunAlarm(
  scope: Construct,
  to: Told,
  { id, name, everyMinutes, completeRuns }: Counted,
  settings: AlarmSettings,
): Alarm {
  const periods = missedRuns(everyMinutes, settings.noCompleteRunMinutes);
  const period = Duration.minutes(everyMinutes);
  return createAlarm(
    scope,
    'NoCompleteRun',
    to,
    {
      title: deadManTitle(id),
      meaning: `No run has completed for ${periods * everyMinutes} minutes: the tunnels of ${name} are NOT being watched.`,
      remedy: `${typed(scope, 'doctor')} names the cause and what to do about it; so do the last lines ${IN_LOG}. After a first deployment it rings until the API key is stored (${typed(scope, 'credentials set')}), and up to a quarter of an hour longer. Until it ends, look at the tunnels in the Secure Access dashboard.`,
      section: RUNBOOK.noCompleteRun,
    },
    {
      metric: completeRuns.metricNumberOfMessagesSent({ statistic: 'Sum', period }),
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 1,
      periods,
      treatMissingData: TreatMissingData.BREACHING,
    },
  );
}
