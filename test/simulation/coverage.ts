/** What the seeds came to, in numbers: what was injected, what happened, what was checked. */
import type { EventType } from '../../lib/core/rules/event.ts';
import { INVARIANTS } from './checker.ts';
import { FAULT_KINDS } from './faults.ts';
import { RULES } from './rules-fired.ts';
import type { Simulated } from './simulate.ts';
import { CONDITIONS } from './world/conditions.ts';
import { DEEDS } from './world/deeds.ts';
import { FLEET_CHANGES } from './world/truth.ts';

/** Counts by name, in groups. Plain data, so that workers can send it. */
export interface Coverage {
  seeds: number;
  readonly counts: Record<Topic, Record<string, number>>;
}

export const TOPICS = [
  'runs',
  'faults',
  'calls struck',
  'around the runs',
  'weather',
  'fleet',
  'events published',
  'rules fired beside them',
  'checked',
] as const;
export type Topic = (typeof TOPICS)[number];

export function noCoverage(): Coverage {
  const counts = Object.fromEntries(TOPICS.map((topic) => [topic, {}]));
  return { seeds: 0, counts: counts as Coverage['counts'] };
}

export function cover(
  coverage: Coverage,
  { endings, injected, story, told, rules, checked }: Simulated,
): void {
  coverage.seeds += 1;
  const count = (topic: Topic, name: string, times = 1): void => {
    const counts = coverage.counts[topic];
    counts[name] = (counts[name] ?? 0) + times;
  };
  for (const how of endings) count('runs', how);
  for (const { kind, call } of injected) {
    count('faults', kind);
    count('calls struck', call);
  }
  for (const step of story) {
    if (step.kind === 'weather') count('weather', step.condition);
    else if (step.kind === 'fleet') count('fleet', step.change);
    else if (step.kind === 'clock') count('around the runs', clockOf(step.offset));
    else if (step.kind !== 'run') count('around the runs', step.kind);
    else {
      if (step.twin !== null) count('around the runs', 'twice at once');
      if (step.late > 0) count('around the runs', 'late');
      if (step.meanwhile !== null) count('around the runs', 'fleet changes meanwhile');
    }
  }
  for (const [type, times] of Object.entries(told)) count('events published', type, times);
  for (const [rule, times] of Object.entries(rules)) count('rules fired beside them', rule, times);
  for (const [invariant, times] of Object.entries(checked)) count('checked', invariant, times);
}

function clockOf(offset: number): string {
  if (offset === 0) return 'clock right';
  return offset > 0 ? 'clock ahead' : 'clock behind';
}

export function add(into: Coverage, more: Coverage): void {
  into.seeds += more.seeds;
  for (const topic of TOPICS)
    for (const [name, times] of Object.entries(more.counts[topic]))
      into.counts[topic][name] = (into.counts[topic][name] ?? 0) + times;
}

const EVENTS: readonly EventType[] = [
  'opened',
  'escalated',
  'eased',
  'flapping began',
  'still down',
  'ended',
  'removed',
  'configured',
  'watch began',
  'went blind',
  'sight returned',
  'reminder',
  'key expires',
];

/** Seeds that are enough for everything to have happened. */
const ENOUGH = 1_000;

/** What every one of these topics must have met. */
const MUST: readonly (readonly [Topic, readonly string[]])[] = [
  ['checked', INVARIANTS],
  ['faults', FAULT_KINDS],
  ['weather', CONDITIONS],
  ['fleet', [...FLEET_CHANGES, ...DEEDS]],
  ['events published', EVENTS],
  ['rules fired beside them', RULES],
];

/**
 * What never happened in so many seeds: an invariant that never had anything to check, a fault that was never injected, a
 * rule that never fired. A check that cannot fail is a failure of its own.
 */
export function neverHappened({ seeds, counts }: Coverage): readonly string[] {
  if (seeds < ENOUGH) return [];
  return MUST.flatMap(([topic, names]) =>
    names.filter((name) => (counts[topic][name] ?? 0) === 0).map((name) => `${topic}: ${name}`),
  );
}
