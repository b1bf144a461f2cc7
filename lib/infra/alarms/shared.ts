import { Duration } from 'aws-cdk-lib';
import { type Alarm, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Configuration } from '../../config/file.ts';
import { METRICS } from '../../names.ts';
import { type AlarmRule, createAlarm, ownMetric, RUNBOOK } from './alarm.ts';

export interface Watched {
  readonly config: Configuration;
  /** The longest interval of all organizations, in minutes. */
  readonly everyMinutes: number;
  readonly function: LambdaFunction;
  readonly deadLetters: Queue;
  readonly alerts: ITopic;
}

/** The alarms that all organizations share. */
export function sharedAlarms(scope: Construct, operations: Topic, watched: Watched): Alarm[] {
  return [untold, notPublished, functionErrors, throttles, deadLetters, undelivered].map((create) =>
    create(scope, operations, watched),
  );
}

/** Rings at the first: no data is good news, since nothing is measured while nothing is wrong. */
function any(metric: Metric): AlarmRule {
  return {
    metric,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    periods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  };
}

/** Rings where it lasts: in two of three periods, each long enough for a run of every organization. */
function lasting(metric: Metric): AlarmRule {
  return { ...any(metric), periods: 3, datapointsToAlarm: 2 };
}

function periodOf({ everyMinutes }: Watched): Duration {
  return Duration.minutes(Math.max(5, everyMinutes));
}

/** Something happened and could not be told. Without data the state is kept: it is the dead-man alarm that speaks then. */
function untold(scope: Construct, operations: Topic, { config, everyMinutes }: Watched): Alarm {
  const { untoldMinutes } = config.alarms;
  const period = Duration.minutes(everyMinutes);
  return createAlarm(
    scope,
    'Untold',
    operations,
    {
      title: 'events are not told',
      meaning: `Something about the tunnels has been waiting to be told for more than ${untoldMinutes} minutes: publishing to the alerts topic fails.`,
      remedy:
        "Look for the publishing error in the function's log, which names the organization; see what is down in the table or the dashboard.",
      section: RUNBOOK.untold,
    },
    {
      metric: ownMetric(scope, METRICS.oldestUntold, { statistic: 'Maximum', period }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: untoldMinutes * 60,
      periods: 1,
      treatMissingData: TreatMissingData.IGNORE,
    },
  );
}

/** Sooner than the age of what is untold: the next run may well publish it, and somebody should know that this one could not. */
function notPublished(scope: Construct, operations: Topic): Alarm {
  return createAlarm(
    scope,
    'NotPublished',
    operations,
    {
      title: 'alerts cannot be published',
      meaning:
        'SNS refused an alert about the tunnels, or did not answer. It is kept, and the next run tries again.',
      remedy: "Look for the publishing error in the function's log.",
      section: RUNBOOK.notPublished,
    },
    any(ownMetric(scope, METRICS.alertsFailed, { statistic: 'Sum', period: Duration.minutes(1) })),
  );
}

/** A single crash is mended by the next run, and what is not, the dead-man alarm sees too. */
function functionErrors(scope: Construct, operations: Topic, watched: Watched): Alarm {
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
    lasting(watched.function.metricErrors({ period: periodOf(watched), statistic: 'Sum' })),
  );
}

/** Lambda tries again for a while, so a single one costs nothing but seconds. */
function throttles(scope: Construct, operations: Topic, watched: Watched): Alarm {
  return createAlarm(
    scope,
    'Throttles',
    operations,
    {
      title: 'the function is held back',
      meaning:
        "Lambda does not start runs, because the account's concurrency is used up or the function's is set too low.",
      remedy: 'Look at the concurrency of the account and of the function.',
      section: RUNBOOK.throttles,
    },
    lasting(watched.function.metricThrottles({ period: periodOf(watched), statistic: 'Sum' })),
  );
}

/** A slot that EventBridge Scheduler could not hand to Lambda. It rings until the queue is emptied. */
function deadLetters(scope: Construct, operations: Topic, watched: Watched): Alarm {
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
    any(
      watched.deadLetters.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
    ),
  );
}

/** SNS took an alert and could not bring it to a subscriber. */
function undelivered(scope: Construct, operations: Topic, { alerts }: Watched): Alarm {
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
    any(alerts.metricNumberOfNotificationsFailed({ period: Duration.minutes(5), statistic: 'Sum' })),
  );
}
