/** From what was measured and counted to a month's bill. */
import { ALLOWANCES, PRICES } from './prices.ts';

/** As AWS's calculator has it: 730 hours. */
export const MINUTES_A_MONTH = 730 * 60;

/** What one organization uses, by measurement. */
export interface Measured {
  readonly groups: number;
  /** Of a run that finds nothing new, in a process that has run before. */
  readonly unchanged: RunUse;
  /** What a new process reads beside that. */
  readonly coldReads: number;
  /** What a change that is told writes beside that, index included. */
  readonly changeWrites: number;
  /** Bytes in the table when the watch has begun, and what each change adds. */
  readonly tableBytes: number;
  readonly changeBytes: number;
}

export interface RunUse {
  readonly writes: number;
  readonly reads: number;
  /** Milliseconds of processor, on a whole one. */
  readonly processorMilliseconds: number;
  readonly pages: number;
  /** Calls of AWS. */
  readonly calls: number;
  readonly logBytes: number;
  /** Sent to the API. */
  readonly sentBytes: number;
  /** Messages to queues. */
  readonly queued: number;
}

/** What is deployed, by the template and the metrics that runs write. */
export interface Counted {
  readonly organizations: number;
  readonly secrets: number;
  readonly alarms: number;
  readonly metrics: number;
  readonly dashboards: number;
  readonly schedules: number;
  /** Of the function. */
  readonly memoryMegabytes: number;
  readonly logDays: number;
}

/** What was not measured here, because only AWS and Cisco know it, or because people decide it. */
export const ASSUMED = {
  /** Milliseconds that the API takes for a page. */
  page: 100,
  /** Milliseconds that AWS takes for a call. */
  call: 10,
  /** Processes that AWS starts in a day for one organization; it keeps one for a few hours. */
  processesADay: 12,
  /** Changes of a group in a day: 20 in a fleet of 1,000. Each is told to so many addresses. */
  changesADay: 0.02,
  addresses: 1,
  /** Lambda gives a whole processor at so many megabytes, and less in proportion. */
  wholeProcessorMegabytes: 1769,
  /** Bytes of the lines that Lambda itself writes about a run: START, END and REPORT. */
  platformLogBytes: 340,
  /** Days that the past is kept, and snapshots that lie in them. */
  keptDays: 396,
  snapshots: 6,
} as const;

const DAYS = 730 / 24;
const GIGABYTE = 1024 ** 3;

/** One line of the bill, in dollars a month. */
export interface BillLine {
  readonly what: string;
  readonly dollars: number;
}

/** Milliseconds that Lambda charges for a run. */
export function billedMilliseconds(run: RunUse, memoryMegabytes: number): number {
  const share = Math.min(1, memoryMegabytes / ASSUMED.wholeProcessorMegabytes);
  return run.pages * ASSUMED.page + run.calls * ASSUMED.call + run.processorMilliseconds / share;
}

/** A month's bill of so many organizations alike. */
export function billOf(measured: Measured, counted: Counted, everyMinutes: number): readonly BillLine[] {
  const { unchanged } = measured;
  const each = counted.organizations;
  const runs = (MINUTES_A_MONTH / everyMinutes) * each;
  const changesADay = ASSUMED.changesADay * measured.groups;
  const changes = changesADay * DAYS * each;
  const starts = ASSUMED.processesADay * DAYS * each;
  const seconds = (billedMilliseconds(unchanged, counted.memoryMegabytes) / 1000) * runs;
  const stored =
    each * (measured.tableBytes * ASSUMED.snapshots + measured.changeBytes * changesADay * ASSUMED.keptDays);
  const logged = ((unchanged.logBytes + ASSUMED.platformLogBytes) * runs) / GIGABYTE;
  const beyond = (used: number, free: number): number => Math.max(0, used - free);
  return [
    { what: 'metrics', dollars: counted.metrics * PRICES.metricMonth },
    { what: 'secrets', dollars: counted.secrets * PRICES.secretMonth + starts * PRICES.secretCall },
    { what: 'alarms', dollars: counted.alarms * PRICES.alarmMonth },
    {
      what: 'function',
      dollars:
        seconds * (counted.memoryMegabytes / 1024) * PRICES.lambdaGigabyteSecond +
        runs * PRICES.lambdaRequest,
    },
    {
      what: 'table',
      dollars:
        (unchanged.writes * runs + measured.changeWrites * changes) * PRICES.writeUnit +
        (unchanged.reads * runs + measured.coldReads * starts) * PRICES.readUnit +
        (stored / GIGABYTE) * (PRICES.tableGigabyteMonth + PRICES.recoveryGigabyteMonth),
    },
    {
      what: 'log',
      dollars: logged * PRICES.logGigabyte + logged * (counted.logDays / DAYS) * PRICES.logGigabyteMonth,
    },
    { what: 'queues', dollars: unchanged.queued * runs * PRICES.queueMessage },
    {
      what: 'messages',
      dollars: changes * (PRICES.topicPublish + ASSUMED.addresses * PRICES.topicEmail),
    },
    {
      what: 'schedules',
      dollars: beyond(runs, ALLOWANCES.schedulerInvocations) * PRICES.schedulerInvocation,
    },
    {
      what: 'transfer',
      dollars:
        beyond((unchanged.sentBytes * runs) / GIGABYTE, ALLOWANCES.transferGigabytes) *
        PRICES.transferGigabyte,
    },
    { what: 'dashboard', dollars: beyond(counted.dashboards, ALLOWANCES.dashboards) * PRICES.dashboardMonth },
  ];
}

export function totalOf(lines: readonly BillLine[]): number {
  return lines.reduce((sum, { dollars }) => sum + dollars, 0);
}

/** What the allowances that are counted as free would cost, where something else in the account has used them up. */
export function withoutAllowances({ unchanged }: Measured, counted: Counted, everyMinutes: number): number {
  const runs = (MINUTES_A_MONTH / everyMinutes) * counted.organizations;
  return (
    runs * PRICES.schedulerInvocation +
    ((unchanged.sentBytes * runs) / GIGABYTE) * PRICES.transferGigabyte +
    counted.dashboards * PRICES.dashboardMonth
  );
}
