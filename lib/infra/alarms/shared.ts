import { Duration } from 'aws-cdk-lib';
import { type Alarm, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Configuration } from '../../config/file.ts';
import { METRICS } from '../../names.ts';
import { type AlarmRule, createAlarm, ownMetric, RUNBOOK, type Told } from './alarm.ts';
import { IN_LOG, PUT_BACK, typed } from './remedies.ts';

export interface Watched {
  readonly config: Configuration;
  /** The longest interval of all organizations, in minutes. */
  readonly everyMinutes: number;
  readonly function: LambdaFunction;
  readonly deadLetters: Queue;
  readonly alerts: ITopic;
}

/** The alarms that all organizations share. */
export function sharedAlarms(scope: Construct, to: Told, watched: Watched): Alarm[] {
  return [untold, notPublished, functionErrors, throttles, deadLetters, undelivered].map((create) =>
    create(scope, to, watched),
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
function untold(scope: Construct, to: Told, { config, everyMinutes }: Watched): Alarm {
  const { untoldMinutes } = config.alarms;
  const period = Duration.minutes(everyMinutes);
  return createAlarm(
    scope,
    'Untold',
    to,
    {
      title: 'events are not told',
      meaning: `Something about the tunnels has been waiting to be told for more than ${untoldMinutes} minutes: publishing to the alerts topic fails.`,
      remedy: `Look for "An alert could not be told" ${IN_LOG}: it has SNS's answer, and names the organization. What was changed by hand comes back with ${PUT_BACK}. Until then, see what is down: ${typed(scope, 'status')}.`,
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
function notPublished(scope: Construct, to: Told): Alarm {
  return createAlarm(
    scope,
    'NotPublished',
    to,
    {
      title: 'alerts cannot be published',
      meaning:
        'SNS refused an alert about the tunnels, or did not answer. It is kept, and the next run tries again.',
      remedy: `If this ends within minutes, there is nothing to do: it has been told by then. Else look for "An alert could not be told" ${IN_LOG}, which has SNS's answer.`,
      section: RUNBOOK.notPublished,
    },
    any(ownMetric(scope, METRICS.alertsFailed, { statistic: 'Sum', period: Duration.minutes(1) })),
  );
}

/** A single crash is mended by the next run, and what is not, the dead-man alarm sees too. */
function functionErrors(scope: Construct, to: Told, watched: Watched): Alarm {
  return createAlarm(
    scope,
    'FunctionErrors',
    to,
    {
      title: 'the function fails',
      meaning:
        'Runs end without being able to say why: a crash, a time-out, too little memory, or a wrong deployment.',
      remedy: `Look at the last lines ${IN_LOG}: they say what was timed out, what was too large, or which field or variable is wrong. What was changed by hand comes back with ${PUT_BACK}.`,
      section: RUNBOOK.functionErrors,
    },
    lasting(watched.function.metricErrors({ period: periodOf(watched), statistic: 'Sum' })),
  );
}

/** Lambda tries again for a while, so a single one costs nothing but seconds. */
function throttles(scope: Construct, to: Told, watched: Watched): Alarm {
  return createAlarm(
    scope,
    'Throttles',
    to,
    {
      title: 'the function is held back',
      meaning:
        "Lambda does not start runs, because the account's concurrency is used up or the function's is set too low.",
      remedy:
        'A reserved concurrency of 0 means that somebody paused it (aws lambda delete-function-concurrency ends that). A limit of the account that is used up can be raised: Service Quotas, Lambda, Concurrent executions.',
      section: RUNBOOK.throttles,
    },
    lasting(watched.function.metricThrottles({ period: periodOf(watched), statistic: 'Sum' })),
  );
}

/** A slot that EventBridge Scheduler could not hand to Lambda. It rings until the queue is emptied. */
function deadLetters(scope: Construct, to: Told, watched: Watched): Alarm {
  return createAlarm(
    scope,
    'DeadLettersVisible',
    to,
    {
      title: 'schedule slots are not delivered',
      meaning: 'EventBridge Scheduler could not invoke the function: at least one run did not take place.',
      remedy: `Read why in the attributes of the message in the dead-letter queue (output DeadLetterQueueUrl of the stack; aws sqs receive-message --message-attribute-names All), mend that (a role that was changed by hand comes back with ${PUT_BACK}), then purge the queue, which ends the alarm.`,
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
function undelivered(scope: Construct, to: Told, { alerts }: Watched): Alarm {
  return createAlarm(
    scope,
    'Undelivered',
    to,
    {
      title: 'alerts are not delivered',
      meaning: 'SNS accepted an alert but could not deliver it to at least one subscriber.',
      remedy: `${typed(scope, 'doctor')} shows who is subscribed: look for a queue or function that is gone or does not let the topic in, an address that does not answer, a spending limit for SMS that is used up. Then try it: ${typed(scope, 'test-alert')}.`,
      section: RUNBOOK.undelivered,
    },
    any(alerts.metricNumberOfNotificationsFailed({ period: Duration.minutes(5), statistic: 'Sum' })),
  );
}
