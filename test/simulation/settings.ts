/** What is drawn once for a seed. Swarm distributions: each seed turns some faults off and others up. */
import { defaultPolicy, type Policy } from '../../lib/core/policy.ts';
import { DAY, HOUR, type Instant, instant, MINUTE, plus } from '../../lib/core/time.ts';
import { configured, drawBeginning } from './configuration.ts';
import { FAULT_KINDS, type FaultKind } from './faults.ts';
import { createRandom, type Random } from './random.ts';
import { CONDITIONS, type Condition } from './world/conditions.ts';
import { DEEDS, type Deed } from './world/deeds.ts';
import { FLEET_CHANGES, type FleetChange } from './world/truth.ts';

export interface Settings {
  readonly seed: number;
  readonly policy: Policy;
  /** When the story begins. */
  readonly begins: Instant;
  /** Groups at the beginning. */
  readonly groups: number;
  /** Probability that a group begins disconnected. */
  readonly downAtFirst: number;
  readonly pageSize: number;
  readonly processes: number;
  /** Scheduled runs before faults stop. */
  readonly runs: number;
  /** Probability of each fault at a call. */
  readonly faults: Readonly<Record<FaultKind, number>>;
  /** Probability of each thing between two runs. */
  readonly rates: Readonly<Record<Rate, number>>;
  readonly fleetChanges: readonly (FleetChange | Deed)[];
  readonly conditions: readonly Condition[];
  /** Lengths of the pauses in which nothing runs, in milliseconds. */
  readonly pauses: readonly number[];
  /** Whether processes' clocks may be wrong. */
  readonly wrongClocks: boolean;
}

export const RATES = [
  'fleet',
  'weather',
  'pause',
  'twice',
  'late',
  'clock',
  'forget',
  'meanwhile',
  'expire',
] as const;
/** What may happen between two runs, or beside one (`twice`, `late`, `meanwhile`). */
export type Rate = (typeof RATES)[number];

export function drawSettings(seed: number): Settings {
  const random = createRandom(seed, 0x5e77);
  const calm = random.chance(0.15);
  const longLived = random.chance(0.12);
  const wrongClocks = random.chance(0.15);
  const large = random.chance(0.001);
  const pageSize = random.pick([1, 2, 2, 3, 5, 8]);
  const begins = instant(drawBeginning(seed));
  const rates = swarm(RATES, random, [0, 0.05, 0.2]);
  return {
    seed,
    policy: configured(seed, drawPolicy(random, longLived, begins), begins, longLived),
    begins,
    groups: large ? random.between(201, 230) : random.pick([0, 1, 2, 2, 3, 3, 4, 5, 6, 9]),
    downAtFirst: random.pick([0, 0, 0.2, 0.6]),
    pageSize: large ? 200 : pageSize,
    processes: random.pick([1, 1, 2, 3]),
    runs: large ? 4 : random.between(longLived ? 10 : 4, longLived ? 20 : 14),
    faults: calm ? none() : swarm(FAULT_KINDS, random, [0, 0, 0, 0.005, 0.03]),
    rates: {
      ...rates,
      fleet: random.pick([0.1, 0.4, 0.9]),
      pause: longLived ? 0.6 : rates.pause,
      expire: longLived ? 0.4 : 0,
      clock: wrongClocks ? 0.2 : 0,
    },
    fleetChanges: [...FLEET_CHANGES, ...DEEDS].filter(() => random.chance(0.5)),
    conditions: calm ? [] : CONDITIONS.filter(() => random.chance(0.25)),
    pauses: longLived
      ? [HOUR, 8 * HOUR, 15 * HOUR, DAY, 3 * DAY, 6 * DAY]
      : [MINUTE, 3 * MINUTE, 12 * MINUTE, 2 * HOUR],
    wrongClocks,
  };
}

function drawPolicy(random: Random, longLived: boolean, begins: Instant): Policy {
  const policy = defaultPolicy(random.pick([1, 1, 1, 5, 15]) * MINUTE);
  const retention = longLived ? random.pick([2, 5, 10]) * DAY : policy.history.retention;
  const epoch = longLived ? random.pick([1, 2]) * DAY : policy.history.epoch;
  return {
    ...policy,
    confirmation: {
      'redundancy lost': random.pick([1, 2, 2]),
      warning: random.pick([1, 1, 2]),
      disconnected: random.pick([1, 1, 1, 2]),
      unknown: random.pick([1, 3, 3]),
    },
    provisioning: random.pick([policy.provisioning, 5 * MINUTE]),
    inheritance: random.pick([policy.inheritance, 5 * MINUTE]),
    removals: { wait: random.pick([0, 5 * MINUTE, policy.removals.wait]), lookUps: random.pick([1, 2, 5]) },
    apiKey: { ...policy.apiKey, expires: random.pick([null, null, plus(begins, 3 * DAY + 10 * MINUTE)]) },
    flapping: random.chance(0.3) ? quick(policy) : policy.flapping,
    gathering: { ...policy.gathering, messages: random.pick([2, policy.gathering.messages]) },
    history: { retention, epoch, epochBytes: random.pick([300, 1_500, policy.history.epochBytes]) },
  };
}

/** Flapping that is entered, told and left within a story. */
function quick({ interval, flapping }: Policy): Policy['flapping'] {
  return {
    ...flapping,
    enter: [{ openings: 2, within: 20 * interval }],
    steady: 3 * interval,
    stillDownAfter: 2 * interval,
    quiet: 3 * interval,
    quietMost: 5 * interval,
  };
}

/** Each kind gets one of the values. */
function swarm<Kind extends string>(
  kinds: readonly Kind[],
  random: Random,
  values: readonly number[],
): Record<Kind, number> {
  const drawn: Partial<Record<Kind, number>> = {};
  for (const kind of kinds) drawn[kind] = random.pick(values);
  return drawn as Record<Kind, number>;
}

function none(): Record<FaultKind, number> {
  return swarm(FAULT_KINDS, createRandom(0), [0]);
}
