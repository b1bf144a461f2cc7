import { Duration } from 'aws-cdk-lib';
import { type Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { createAlarm, RUNBOOK } from './alarm.ts';

/** Errors in two of three periods: a single crash is mended by the next run, and what is not, the dead-man alarm sees too. */
export function functionErrorsAlarm(
  scope: Construct,
  operations: Topic,
  target: LambdaFunction,
  everyMinutes: number,
): Alarm {
  return createAlarm(
    scope,
    'FunctionErrors',
    operations,
    {
      title: 'the function fails',
      meaning:
        'Runs end without being able to say why: a crash, a time-out, too little memory, or a wrong deployment.',
      remedy: "Look at the function's last log lines.",
      section: RUNBOOK.functionErrors,
    },
    {
      metric: target.metricErrors({ period: Duration.minutes(Math.max(5, everyMinutes)), statistic: 'Sum' }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      periods: 3,
      datapointsToAlarm: 2,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    },
  );
}

/** A slot that EventBridge Scheduler could not hand to Lambda. It rings until the queue is emptied. */
export function deadLettersAlarm(scope: Construct, operations: Topic, queue: Queue): Alarm {
  return createAlarm(
    scope,
    'DeadLettersVisible',
    operations,
    {
      title: 'schedule slots are not delivered',
      meaning: 'EventBridge Scheduler could not invoke the function: at least one run did not take place.',
      remedy:
        'Read the reason in the attributes of the message in the dead-letter queue, then purge the queue.',
      section: RUNBOOK.deadLetters,
    },
    {
      metric: queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      periods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    },
  );
}

/** SNS took an alert and could not bring it to a subscriber. */
export function undeliveredAlarm(scope: Construct, operations: Topic, alerts: Topic): Alarm {
  return createAlarm(
    scope,
    'Undelivered',
    operations,
    {
      title: 'alerts are not delivered',
      meaning: 'SNS accepted an alert but could not deliver it to at least one subscriber.',
      remedy: 'Look through the subscriptions of the alerts topic for the one that fails.',
      section: RUNBOOK.undelivered,
    },
    {
      metric: alerts.metricNumberOfNotificationsFailed({ period: Duration.minutes(5), statistic: 'Sum' }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      periods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    },
  );
}
