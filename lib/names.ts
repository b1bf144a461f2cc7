/** What the infrastructure and the running code must agree on. */

/** Environment variables of the sync function. */
export const ENVIRONMENT = {
  table: 'TUNNELWATCH_TABLE',
  topic: 'TUNNELWATCH_TOPIC_ARN',
  logLevel: 'TUNNELWATCH_LOG_LEVEL',
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
  dimension: 'Organization',
  /** 1 for a complete run, 0 for any other. */
  completeRuns: 'CompleteRuns',
  /** Groups that are not connected, as of a complete run. */
  notConnected: 'GroupsNotConnected',
  /** Age in seconds of the oldest event that is not told yet; 0 where all are. */
  oldestUntold: 'OldestUntoldEventAge',
} as const;
