/** What AWS charges, in US dollars, before taxes. Look them up anew before you rely on them: AWS changes them. */

/** When and for which region the prices were noted. They differ by region, mostly by less than a third. */
export const PRICED = { date: '2026-11-24', region: 'us-east-1' } as const;

/** List prices. Sources: the pricing page of each service on aws.amazon.com. */
export const PRICES = {
  /** On demand: a unit is up to 1 KB written. */
  writeUnit: 0.625 / 1e6,
  /** On demand: a unit is up to 4 KB read consistently. */
  readUnit: 0.125 / 1e6,
  tableGigabyteMonth: 0.25,
  /** Point-in-time recovery, of the same bytes. */
  recoveryGigabyteMonth: 0.2,
  /** On Arm. */
  lambdaGigabyteSecond: 0.0000133334,
  lambdaRequest: 0.2 / 1e6,
  schedulerInvocation: 1 / 1e6,
  secretMonth: 0.4,
  secretCall: 0.05 / 1e4,
  metricMonth: 0.3,
  /** Standard resolution, for each metric that it looks at. */
  alarmMonth: 0.1,
  /** A message sent to a standard queue. Its metrics cost nothing. */
  queueMessage: 0.4 / 1e6,
  dashboardMonth: 3,
  logGigabyte: 0.5,
  logGigabyteMonth: 0.03,
  topicPublish: 0.5 / 1e6,
  topicEmail: 2 / 1e5,
  /** From AWS to the internet. */
  transferGigabyte: 0.09,
} as const;

/**
 * What AWS gives every account each month for ever, of the things that few accounts use up. They are counted as free; the other
 * allowances (of Lambda, DynamoDB, metrics, alarms, logs, queues, messages) are not, because whoever has an account has mostly used them.
 */
export const ALLOWANCES = {
  dashboards: 3,
  schedulerInvocations: 14e6,
  transferGigabytes: 100,
} as const;
