/** What the infrastructure and the running code must agree on. */

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
  /** Together they are one metric each: an organization's id may be used in two installations. */
  dimensions: { installation: 'Installation', organization: 'Organization' },
  /** 1 for a complete run, 0 for any other. */
  completeRuns: 'CompleteRuns',
  /** Groups that are not connected, as of a complete run. */
  notConnected: 'GroupsNotConnected',
  /** Age in seconds of the oldest event that is not told yet; 0 where all are. */
  oldestUntold: 'OldestUntoldEventAge',
} as const;

/** What to store in an organization's secret, as a description may say it. It is never a value. */
export const SECRET_HINT = '{"key":"<API key>","secret":"<API secret>"}';
