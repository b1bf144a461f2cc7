/** What is configured beside the thresholds: maintenance windows, overrides, how often is reminded. */
import type { GroupPolicy, Policy } from '../../lib/core/policy.ts';
import { WEEKDAYS } from '../../lib/core/rules/silence.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../lib/core/time.ts';
import { onTheWall, ZONES } from './oracle/wall-clock.ts';
import { createRandom, type Random } from './random.ts';

type Window = Policy['windows'][number];
type Override = Policy['overrides'][number];

/** Selections of some of a fleet whose first groups have the ids 101, 102, … and are called `Branch 1`, `Branch 2`, … */
const SELECTIONS: readonly Window['match'][] = [
  {},
  { ids: ['101', '103', '105', '107'] },
  { name: 'Branch 1*' },
  { name: 'Branch 2*', region: 'us-east-1' },
  { region: 'eu-central-1' },
];

/** When stories begin: a Monday; a Monday just before midnight in Berlin; and before each change of the clocks. */
const BEGINNINGS = [
  Date.UTC(2026, 2, 2, 14, 0),
  Date.UTC(2026, 2, 2, 14, 0),
  Date.UTC(2026, 2, 2, 22, 50),
  Date.UTC(2026, 2, 8, 6, 50),
  Date.UTC(2026, 2, 29, 0, 50),
  Date.UTC(2026, 9, 25, 0, 50),
  Date.UTC(2026, 10, 1, 5, 50),
];

export function drawBeginning(seed: number): number {
  return createRandom(seed, 0xbe9).pick(BEGINNINGS);
}

/** The policy with what is configured; draws of its own, so that nothing else about a seed depends on them. */
export function configured(seed: number, policy: Policy, begins: Instant, longLived: boolean): Policy {
  const random = createRandom(seed, 0xc0f);
  const around = { begins: Date.parse(begins), longLived };
  const windows = random.chance(0.3) ? several(random, () => drawWindow(random, around)) : [];
  const overrides = random.chance(0.3) ? several(random, () => drawOverride(random, policy)) : [];
  const reminders = random.chance(0.3)
    ? { critical: 2 * policy.interval, redundancy: 3 * policy.interval }
    : policy.reminders;
  return { ...policy, windows, overrides, reminders, tellConfiguration: random.chance(0.15) };
}

function several<T>(random: Random, draw: () => T): readonly T[] {
  return Array.from({ length: random.pick([1, 1, 2]) }, draw);
}

/** Begins about when the story does, and recurs each day or on some. */
function drawWindow(
  random: Random,
  around: { readonly begins: number; readonly longLived: boolean },
): Window {
  const timeZone = random.pick(ZONES);
  const from = onTheWall(timeZone, around.begins) + random.between(-10, 30) * MINUTE;
  const length = around.longLived ? random.between(1, 20) * HOUR : random.between(2, 75) * MINUTE;
  const days = random.chance(0.7) ? WEEKDAYS : WEEKDAYS.filter(() => random.chance(0.5));
  return {
    name: 'works',
    match: random.pick(SELECTIONS),
    timeZone,
    days,
    from: timeOf(from),
    to: timeOf(from + length),
  };
}

function timeOf(wall: number): string {
  const minutes = Math.floor((wall % DAY) / MINUTE);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function drawOverride(random: Random, { interval, flapping }: Policy): Override {
  const sets: readonly Partial<GroupPolicy>[] = [
    { confirmation: { 'redundancy lost': 3, warning: 3, disconnected: 3, unknown: 2 } },
    { confirmation: { 'redundancy lost': 1, warning: 1, disconnected: 1, unknown: 1 } },
    { flapping: { ...flapping, enter: [{ openings: 2, within: HOUR }], steady: 2 * interval } },
    { provisioning: 3 * interval },
    { tellConfiguration: true },
  ];
  return { match: random.pick(SELECTIONS), set: { ...random.pick(sets), ...random.pick(sets) } };
}
