import { Stack } from 'aws-cdk-lib';
import { Alarm, type AlarmProps, type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { alarmPrefix, METRICS } from '../../names.ts';

/** Sections of docs/runbook.md, one for each alarm. */
export const RUNBOOK = {
  noCompleteRun: 'No complete run',
  untold: 'Events are not told',
  notPublished: 'Alerts cannot be published',
  functionErrors: 'The function fails',
  throttles: 'The function is held back',
  deadLetters: 'Schedule slots are not delivered',
  undelivered: 'Alerts are not delivered',
} as const;

/** From the root of the repository. */
const RUNBOOK_PAGE = 'docs/runbook.md';

/** Whom alarms tell, and where they can read more. */
export interface Told {
  readonly operations: Topic;
  /** Address of the runbook; null: its path in the repository. */
  readonly runbookUrl: string | null;
}

/** What a person reads when it rings. It must do without the runbook. */
export interface AlarmText {
  /** Ends the alarm's name, which is the subject of the mail. */
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
  readonly section: (typeof RUNBOOK)[keyof typeof RUNBOOK];
}

/** What the alarm looks at. It rings after `periods` in a row that breach. */
export interface AlarmRule
  extends Pick<AlarmProps, 'comparisonOperator' | 'threshold' | 'treatMissingData' | 'datapointsToAlarm'> {
  readonly metric: IMetric;
  readonly periods: number;
}

/** An alarm that tells the operations topic when it begins and when it is over, and says what to do. */
export function createAlarm(
  scope: Construct,
  id: string,
  { operations, runbookUrl }: Told,
  text: AlarmText,
  { periods, ...rule }: AlarmRule,
): Alarm {
  const alarm = new Alarm(scope, id, {
    ...rule,
    evaluationPeriods: periods,
    alarmName: `${alarmPrefix(Stack.of(scope).stackName)}${text.title}`,
    alarmDescription: `${text.meaning} ${text.remedy} Runbook: ${runbookUrl ?? RUNBOOK_PAGE}#${anchor(text.section)}`,
  });
  const tell = new SnsAction(operations);
  alarm.addAlarmAction(tell);
  alarm.addOkAction(tell);
  return alarm;
}

/** As pages of Markdown name their sections in addresses. */
function anchor(section: string): string {
  return section.toLowerCase().replaceAll(' ', '-');
}

/** A metric of ours, of the installation. */
export function ownMetric(
  scope: Construct,
  metricName: string,
  { statistic, period }: { readonly statistic: string; readonly period: Duration },
): Metric {
  return new Metric({
    namespace: METRICS.namespace,
    metricName,
    dimensionsMap: { [METRICS.dimensions.installation]: Stack.of(scope).stackName },
    statistic,
    period,
  });
}
