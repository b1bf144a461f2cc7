import { Duration, Stack } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  LogQueryVisualizationType,
  LogQueryWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { METRICS } from '../names.ts';
import { ownMetric } from './alarms/alarm.ts';
import type { Placed } from './organizations.ts';
import { WHY_TOLD } from './queries.ts';

/** What is shown. */
interface Shown {
  readonly alarms: readonly Alarm[];
  readonly function: LambdaFunction;
  readonly table: Table;
  readonly alerts: ITopic;
}

/** What one widget of alarms takes. */
const ALARMS_A_WIDGET = 100;

const PERIOD = Duration.minutes(5);
const HALF = { width: 12, height: 6 };
const THIRD = { width: 8, height: 6 };

/**
 * "Is the monitor well, is the fleet well", at a glance. What the fleet looks like comes out of the log: a metric for it would
 * cost money for each organization. The queries cost what they read, which of a few hours is next to nothing.
 */
export function createDashboard(
  scope: Construct,
  shown: Shown,
  { placed, deadLetters }: { readonly placed: readonly Placed[]; readonly deadLetters: Queue },
): Dashboard {
  const dashboard = new Dashboard(scope, 'Dashboard', {
    dashboardName: Stack.of(scope).stackName,
    defaultInterval: Duration.hours(3),
  });
  dashboard.addWidgets(
    title('Is the monitor well? All alarms are OK, and every organization has complete runs.'),
  );
  for (let from = 0; from < shown.alarms.length; from += ALARMS_A_WIDGET) {
    const alarms = shown.alarms.slice(from, from + ALARMS_A_WIDGET);
    dashboard.addWidgets(
      new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24, height: heightFor(alarms.length) }),
    );
  }
  dashboard.addWidgets(completeRuns(placed), untold(scope, shown.alerts, deadLetters));
  dashboard.addWidgets(title('Is the fleet well? As of the last complete run in the time above.'));
  dashboard.addWidgets(fleet(shown), lastAlerts(shown));
  dashboard.addWidgets(query(shown, 'Why something was told, and why not', WHY_TOLD, 24));
  dashboard.addWidgets(title('What it is made of'));
  dashboard.addWidgets(failedRuns(shown), ...machinery(shown));
  return dashboard;
}

function title(markdown: string): TextWidget {
  return new TextWidget({ markdown: `## ${markdown}`, width: 24, height: 1 });
}

function heightFor(alarms: number): number {
  return 1 + Math.ceil(alarms / 6);
}

/** One line an organization. */
function completeRuns(placed: readonly Placed[]): GraphWidget {
  return new GraphWidget({
    ...HALF,
    title: 'Complete runs in five minutes',
    left: placed.map(({ organization, completeRuns }) =>
      sum(completeRuns.metricNumberOfMessagesSent(), organization.id),
    ),
    leftYAxis: { min: 0 },
  });
}

function untold(scope: Construct, alerts: ITopic, deadLetters: Queue): GraphWidget {
  const age = ownMetric(scope, METRICS.oldestUntold, { statistic: 'Maximum', period: PERIOD });
  return new GraphWidget({
    ...HALF,
    title: 'Waiting to be told, published, failed to be delivered',
    left: [age.with({ label: 'oldest event not told (s)' })],
    right: [
      sum(alerts.metricNumberOfMessagesPublished(), 'published'),
      sum(alerts.metricNumberOfNotificationsFailed(), 'not delivered'),
      deadLetters
        .metricApproximateNumberOfMessagesVisible()
        .with({ statistic: 'Maximum', period: PERIOD, label: 'slots not delivered' }),
    ],
    leftYAxis: { min: 0 },
    rightYAxis: { min: 0 },
  });
}

function fleet(shown: Shown): LogQueryWidget {
  const counts = ['connected', 'warning', 'disconnected', 'unknown'].map(
    (status) => `latest(counts.${status}) as ${status}`,
  );
  return query(shown, 'Groups, by status', [
    'filter message = "Run ended." and outcome = "complete"',
    `stats ${counts.join(', ')}, latest(ended) as asOf by organization`,
    'sort disconnected desc, warning desc',
  ]);
}

function lastAlerts(shown: Shown): LogQueryWidget {
  return query(shown, 'Last alerts', [
    'filter message = "Alert published."',
    'display @timestamp, organization, subject',
    'sort @timestamp desc',
    'limit 20',
  ]);
}

function failedRuns(shown: Shown): LogQueryWidget {
  return query(
    shown,
    'Runs that failed',
    [
      'filter message = "Run ended." and outcome = "failed"',
      'display @timestamp, organization, failure.kind, failure.detail',
      'sort @timestamp desc',
      'limit 20',
    ],
    24,
  );
}

function query(
  { function: run }: Shown,
  name: string,
  queryLines: string[],
  width = HALF.width,
): LogQueryWidget {
  return new LogQueryWidget({
    title: name,
    logGroupNames: [run.logGroup.logGroupName],
    view: LogQueryVisualizationType.TABLE,
    queryLines,
    width,
    height: HALF.height,
  });
}

function machinery({ function: run, table }: Shown): GraphWidget[] {
  return [
    new GraphWidget({
      ...THIRD,
      title: 'The function',
      left: [
        sum(run.metricInvocations(), 'runs'),
        sum(run.metricErrors(), 'errors'),
        sum(run.metricThrottles(), 'held back'),
      ],
      leftYAxis: { min: 0 },
    }),
    new GraphWidget({
      ...THIRD,
      title: 'How long runs take',
      left: ['Maximum', 'Average'].map((statistic) =>
        run.metricDuration({ statistic, period: PERIOD, label: statistic.toLowerCase() }),
      ),
      leftYAxis: { min: 0, label: 'ms', showUnits: false },
    }),
    new GraphWidget({
      ...THIRD,
      title: 'The table',
      left: [
        sum(table.metricConsumedWriteCapacityUnits(), 'write units'),
        sum(table.metricConsumedReadCapacityUnits(), 'read units'),
      ],
      leftYAxis: { min: 0 },
    }),
  ];
}

function sum(metric: IMetric & { with(props: object): IMetric }, label: string): IMetric {
  return metric.with({ statistic: 'Sum', period: PERIOD, label });
}
