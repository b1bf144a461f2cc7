import type { Group } from './fleet/group.ts';
import { type Matcher, matches } from './rules/matcher.ts';
import type { MaintenanceWindow } from './rules/silence.ts';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from './time.ts';

/** The thresholds that can be set otherwise for a selection of groups. */
export interface GroupPolicy {
  /**
   * Complete runs that must agree before a group that left `connected` opens an incident. One: people are told at once,
   * and the vendor's fixed eight minutes are what we are better than. `unknown` waits for three, because the API says it
   * in passing while it gathers data; a lost hub under a connected group waits for two, because the group's own status often
   * follows one poll later and says it better.
   */
  readonly confirmation: {
    readonly 'redundancy lost': number;
    readonly warning: number;
    readonly disconnected: number;
    readonly unknown: number;
  };
  /** Milliseconds for which a group that was never connected counts as being set up. A day: circuits are brought up in working hours. */
  readonly provisioning: number;
  readonly flapping: {
    /**
     * So many openings within so many milliseconds are flapping. The third in two hours: two may be a mended fault that was
     * not; the fourth in a day: slower rhythms wear people out just the same.
     */
    readonly enter: readonly { readonly openings: number; readonly within: number }[];
    /** Observed milliseconds up that end it. Two hours: as long as the window in which three are too many. */
    readonly steady: number;
    /** Milliseconds down in one stretch before "still down" is told. A quarter of an hour: no longer a flap. */
    readonly stillDownAfter: number;
    /** Milliseconds without a message before the first "still down"; doubled by each. An hour: the most anybody reads. */
    readonly quiet: number;
    /** Milliseconds that doubling stops at. A day: as often as a reminder. */
    readonly quietMost: number;
  };
  /** Whether changes of configuration are told as well. They are always recorded; most of them somebody has just made. */
  readonly tellConfiguration: boolean;
}

/**
 * Every threshold of the rules, with its unit, its default and the reason for the default. All are configurable but those that say
 * why not; numbers that are the same for everybody, whatever the schedule, stand in `fixed-policy.ts`.
 */
export interface Policy extends GroupPolicy {
  /** Milliseconds from one scheduled run to the next. A minute where nothing is configured: the shortest there is. */
  readonly interval: number;
  /** Thresholds for a selection of groups; of several that match, the later one stands. */
  readonly overrides: readonly { readonly match: Matcher; readonly set: Partial<GroupPolicy> }[];
  readonly windows: readonly MaintenanceWindow[];
  /** Groups that are not watched at all. */
  readonly leaveOut: readonly Matcher[];
  readonly gathering: {
    /** Messages within `within` milliseconds after which openings and endings are gathered. Twelve an hour: one each five minutes. */
    readonly messages: number;
    readonly within: number;
    /** Milliseconds that are gathered into one message of each kind. Five minutes: at most twelve messages of a kind an hour. */
    readonly slot: number;
  };
  readonly reminders: {
    /** Milliseconds between digests of open critical incidents. A day: so that none is forgotten over a shift. */
    readonly critical: number;
    /** Milliseconds between digests of lost redundancy. A week: it is in the plans of somebody by then, or should be. */
    readonly redundancy: number;
  };
  readonly apiKey: {
    /** When the API key ends; null where that is not known, or never. */
    readonly expires: Instant | null;
    /** Days before that at which people are told. Fourteen to plan, three to act. */
    readonly warnDays: readonly number[];
  };
  /** Milliseconds after its removal in which a new group of the same name takes over the watch. A day: replaced hardware is often re-created the same day. */
  readonly inheritance: number;
  readonly blind: {
    /** Milliseconds without a complete run. Ten minutes: shorter ones are ordinary maintenance of an API. */
    readonly after: number;
    /** Runs without success besides. Three, so that a slow schedule does not cry at its first miss. */
    readonly runs: number;
    /** Runs without success where only a person can mend it. Two: one repeat, to be sure. */
    readonly runsWhenLasting: number;
  };
  /**
   * A hole longer than this many intervals between complete readings is kept as a gap, and counts as not observed. Two and a
   * half: one missed run is jitter. Configured as the runs missed in a
   * row, to which half an interval is added.
   */
  readonly gapIntervals: number;
  readonly removals: {
    /**
     * Milliseconds for which a confirmed removal waits while other groups are missing and not looked up yet. Half an hour:
     * in it some two hundred are looked up of a fleet that is read every minute, so that they are told in one message.
     */
    readonly wait: number;
    /**
     * Look-ups of missing groups in one run at the most. Twelve: what is left of 14 calls a minute beside a page of the list and
     * the request that asks for many. Not configurable: more would use up the API's limit, which pages need; fewer only delay.
     */
    readonly lookUps: number;
  };
  /**
   * Runs in a row whose pages all read but contradict the total, after which the total is no longer believed. Three: groups
   * that are added or removed while paging make a run or two contradict it. Not configurable: fewer would let a list that was
   * torn by chance change groups; more would be blind for longer where the total itself is wrong.
   */
  readonly disagreements: number;
  readonly history: {
    /** Milliseconds for which the past can be asked about. Thirteen months: a year, and the month it is compared with. */
    readonly retention: number;
    /**
     * Milliseconds after which a new epoch begins however little has changed. A quarter of a year: expired epochs are dropped
     * whole, so this bounds what is kept too long. Not configurable: the expiry of every row is fixed from it when an epoch is
     * prepared, so a longer one would let rows expire that are still the newest.
     */
    readonly epoch: number;
    /**
     * Bytes of changes that an epoch may always hold. A quarter of the 1 MB that a query's page has: below it a new snapshot costs
     * more than it saves a reader. Not configurable: it trades writes against reads, and changes no answer.
     */
    readonly epochBytes: number;
  };
}

/** The policy for a schedule, where nothing is configured. `interval` in milliseconds. */
export function defaultPolicy(interval: number): Policy {
  return {
    interval,
    confirmation: { 'redundancy lost': 2, warning: 1, disconnected: 1, unknown: 3 },
    provisioning: DAY,
    flapping: {
      enter: [
        { openings: 3, within: 2 * HOUR },
        { openings: 4, within: DAY },
      ],
      steady: 2 * HOUR,
      stillDownAfter: 15 * MINUTE,
      quiet: HOUR,
      quietMost: DAY,
    },
    tellConfiguration: false,
    overrides: [],
    windows: [],
    leaveOut: [],
    gathering: { messages: 12, within: HOUR, slot: 5 * MINUTE },
    reminders: { critical: DAY, redundancy: 7 * DAY },
    apiKey: { expires: null, warnDays: [14, 3] },
    inheritance: DAY,
    blind: { after: 10 * MINUTE, runs: 3, runsWhenLasting: 2 },
    gapIntervals: 2.5,
    removals: { wait: 30 * MINUTE, lookUps: 12 },
    disagreements: 3,
    history: { retention: 396 * DAY, epoch: 92 * DAY, epochBytes: 256 * 1024 },
  };
}

/** The thresholds for one group. */
export function policyFor(group: Group, policy: Policy): GroupPolicy {
  const set = policy.overrides.filter(({ match }) => matches(match, group)).map((override) => override.set);
  return set.length === 0 ? policy : Object.assign({}, policy, ...set);
}

/** How long a run may take, in milliseconds. */
export interface RunTimes {
  /** Until the run ends itself; the function's time-out is no shorter. */
  readonly run: number;
  /** For which the run keeps others out. */
  readonly lease: number;
}

/** AWS Lambda's longest time-out is 15 minutes; the margin is for starting and for recording a failure. */
const LONGEST_RUN = 14 * MINUTE;

/** Milliseconds of an interval that no run uses: starting one takes up to a few seconds, and the next must find the lease ended. */
const REST = 10 * SECOND;

/** Milliseconds that the lease outlasts the run by, for what it still writes when its time is over. */
const LEASE_MARGIN = 5 * SECOND;

/**
 * Run time + margin < lease < interval: a killed run's lease has ended when the next one is scheduled, so the next one
 * gets in, and no lease ends under a run that is still within its time. Throws a RangeError under one minute.
 */
export function runTimes(interval: number): RunTimes {
  if (interval < MINUTE)
    throw new RangeError(
      'The interval must be at least one minute: EventBridge Scheduler has no shorter one.',
    );
  const run = Math.min(interval - REST, LONGEST_RUN);
  return { run, lease: run + LEASE_MARGIN };
}
