import { DAY, MINUTE } from './time.ts';

/** Every threshold of the rules, with its unit, its default and the reason for the default. */
export interface Policy {
  /** Milliseconds from one scheduled run to the next. */
  readonly interval: number;
  /**
   * Complete runs that must agree before a group that left `connected` opens an incident. One: people are told at once,
   * and the vendor's fixed eight minutes are what we are better than. `unknown` waits for three, because the API says it
   * in passing while it gathers data.
   */
  readonly confirmation: {
    readonly warning: number;
    readonly disconnected: number;
    readonly unknown: number;
  };
  /** Milliseconds for which a group that was never connected counts as being set up. A day: circuits are brought up in working hours. */
  readonly provisioning: number;
  /** Milliseconds after its removal in which a new group of the same name takes over the watch: replaced hardware is often re-created the same day. */
  readonly inheritance: number;
  readonly blind: {
    /** Milliseconds without a complete run. Ten minutes: shorter ones are ordinary maintenance of an API. */
    readonly after: number;
    /** Runs without success, so that a slow schedule does not cry at its first miss. */
    readonly runs: number;
    /** Runs without success where only a person can mend it: one repeat, to be sure. */
    readonly runsWhenLasting: number;
  };
  /** A hole longer than this many intervals between complete readings is kept as a gap. Two and a half: one missed run is jitter. */
  readonly gapIntervals: number;
  /** Look-ups of absent groups in one run: a few, since 14 calls a minute are for everything. */
  readonly lookUps: number;
  /** Runs in a row whose pages all read but contradict the total, after which the total is no longer believed. */
  readonly disagreements: number;
  readonly history: {
    /** Milliseconds for which the past can be asked about. Thirteen months: a year, and the month it is compared with. */
    readonly retention: number;
    /** Milliseconds after which a new epoch begins however little has changed: expired epochs are dropped whole, so this bounds what is kept too long. */
    readonly epoch: number;
    /** Bytes of changes that an epoch may always hold: below it a new snapshot costs more than it saves a reader (a query's page is 1 MB). */
    readonly epochBytes: number;
  };
}

/** The policy for a schedule, where nothing is configured. `interval` in milliseconds. */
export function defaultPolicy(interval: number): Policy {
  return {
    interval,
    confirmation: { warning: 1, disconnected: 1, unknown: 3 },
    provisioning: DAY,
    inheritance: DAY,
    blind: { after: 10 * MINUTE, runs: 3, runsWhenLasting: 2 },
    gapIntervals: 2.5,
    lookUps: 5,
    disagreements: 3,
    history: { retention: 396 * DAY, epoch: 92 * DAY, epochBytes: 256 * 1024 },
  };
}

/** Milliseconds past an epoch's longest age before its rows may expire: roll-over waits for a complete run, and an outage may delay it. */
export const EPOCH_SLACK = 14 * DAY;

/** How long a run may take, in milliseconds. */
export interface RunTimes {
  /** Until the run ends itself; the function's time-out is no shorter. */
  readonly run: number;
  /** For which the run keeps others out. */
  readonly lease: number;
}

/** AWS Lambda's longest time-out is 15 minutes; the margin is for starting and for recording a failure. */
const LONGEST_RUN = 14 * MINUTE;

/**
 * Run time + margin < lease < interval: a killed run's lease has ended when the next one is scheduled, so the next one
 * gets in, and no lease ends under a run that is still within its time. Throws a RangeError under one minute.
 */
export function runTimes(interval: number): RunTimes {
  if (interval < MINUTE)
    throw new RangeError(
      'The interval must be at least one minute: EventBridge Scheduler has no shorter one.',
    );
  const run = Math.min(interval - 10_000, LONGEST_RUN);
  return { run, lease: run + 5_000 };
}
