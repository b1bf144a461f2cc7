/** What the infrastructure and the running code must agree on. */

/** Names the stack to commands. */
export const STACK_VARIABLE = 'TUNNELWATCH_STACK';

/** Give `tunnelwatch watch` the API key where nobody sits at a terminal. */
export const API_KEY_VARIABLES = {
  key: 'TUNNELWATCH_API_KEY',
  secret: 'TUNNELWATCH_API_SECRET',
} as const;

/** Names the folder of `tunnelwatch watch` to the commands that can ask it. */
export const DATA_VARIABLE = 'TUNNELWATCH_DATA';

/** Where `tunnelwatch watch` posts alerts to: who knows the address can often write there, and arguments are seen by others. */
export const WEBHOOK_VARIABLE = 'TUNNELWATCH_WEBHOOK_URL';

/** Environment variables of the sync function. */
export const ENVIRONMENT = {
  table: 'TUNNELWATCH_TABLE',
  topic: 'TUNNELWATCH_TOPIC_ARN',
  logLevel: 'TUNNELWATCH_LOG_LEVEL',
  installation: 'TUNNELWATCH_INSTALLATION',
} as const;

/** Key attributes of the table, and its index of changes by group and time. */
export const TABLE = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Seconds since 1970; DynamoDB drops the item some time after. */
  timeToLive: 'expires',
  changesByGroup: { index: 'changes-by-group', partitionKey: 'group', sortKey: 'at' },
} as const;

/** Custom metrics, written in CloudWatch's embedded metric format. Each costs money every month, so there are few. */
export const METRICS = {
  namespace: 'Tunnelwatch',
  /** An account may have several. */
  dimensions: { installation: 'Installation' },
  /** Of the installation: age in seconds of the oldest event that is not told yet; 0 where all are. */
  oldestUntold: 'OldestUntoldEventAge',
  /** Of the installation: alerts that could not be published. Written only where there are any: CloudWatch charges by the hour with data. */
  alertsFailed: 'AlertsNotPublished',
} as const;

/** What to store in an organization's secret, as a description may say it. It is never a value. */
export const SECRET_HINT = '{"key":"<API key>","secret":"<API secret>"}';

/** Outputs of the stack: commands find what is deployed by them. docs/deploy.md lists them. */
export const OUTPUTS = {
  /** Table with state and history. */
  table: 'TableName',
  /** Topic for alerts about tunnels. */
  alerts: 'AlertsTopicArn',
  /** Topic for alarms about Tunnelwatch itself. */
  operations: 'OperationsTopicArn',
  /** Function that makes the runs. */
  function: 'FunctionName',
  /** Where the function logs. */
  logGroup: 'LogGroupName',
  /** Group of the schedules. In it each organization's schedule is named by the organization's id. */
  scheduleGroup: 'ScheduleGroupName',
  /** Queue of the slots that never reached the function. */
  deadLetters: 'DeadLetterQueueUrl',
  /** How the name of every alarm of this installation begins. */
  alarmPrefix: 'AlarmNamePrefix',
  /** Version of Tunnelwatch that was deployed. */
  version: 'Version',
} as const;

/** Outputs of a stack that has been asked for what they name. */
export const OPTIONAL_OUTPUTS = {
  /** Role that may read and nothing else. */
  readerRole: 'ReaderRoleArn',
  /** CloudWatch dashboard. */
  dashboard: 'DashboardName',
} as const;

const SECRET_OUTPUT = 'Secret';

/**
 * Name of the output with the ARN of an organization's secret. CloudFormation allows letters and digits only, so hyphens
 * are written out; ids have no capitals, so no two become the same.
 * @example secretOutput('acme-east') // 'SecretAcmeDasheast'
 */
export function secretOutput(organization: string): string {
  const written = organization.replaceAll('-', 'Dash');
  return SECRET_OUTPUT + written.slice(0, 1).toUpperCase() + written.slice(1);
}

/** The organization whose secret an output names; null for any other output. */
export function organizationOfOutput(output: string): string | null {
  if (!output.startsWith(SECRET_OUTPUT)) return null;
  const written = output.slice(SECRET_OUTPUT.length);
  return written.slice(0, 1).toLowerCase() + written.slice(1).replaceAll('Dash', '-');
}

/** How the names of an installation's alarms begin. */
export function alarmPrefix(stackName: string): string {
  return `${stackName}: `;
}

const DEAD_MAN = 'no complete run of ';

/** How the name of an organization's dead-man alarm ends. */
export function deadManTitle(organization: string): string {
  return DEAD_MAN + organization;
}

/** The organization whose dead-man alarm ends so; null for any other alarm. */
export function organizationOfDeadMan(title: string): string | null {
  return title.startsWith(DEAD_MAN) ? title.slice(DEAD_MAN.length) : null;
}
