/** What happens, step by step: plain data drawn from the seed, so that it can be told again with steps left out. */
import { createRandom, type Random } from './random.ts';
import type { Settings } from './settings.ts';
import type { Condition } from './world/conditions.ts';
import type { Deed } from './world/deeds.ts';
import type { FleetChange } from './world/truth.ts';

/** A change of the fleet in the middle of a run, after so many calls. */
export interface Meanwhile {
  readonly afterCalls: number;
  readonly change: FleetChange | Deed;
  readonly pick: number;
}

export type StepKind =
  | { readonly kind: 'fleet'; readonly change: FleetChange | Deed; readonly pick: number }
  | { readonly kind: 'weather'; readonly condition: Condition; readonly runs: number; readonly pick: number }
  | { readonly kind: 'pause'; readonly milliseconds: number }
  | { readonly kind: 'clock'; readonly process: number; readonly offset: number }
  | { readonly kind: 'forget'; readonly process: number }
  | { readonly kind: 'expire'; readonly pick: number }
  | {
      readonly kind: 'run';
      readonly process: number;
      /** The process of a second run begun at the same time; null where the schedule fires once. */
      readonly twin: number | null;
      readonly late: number;
      readonly meanwhile: Meanwhile | null;
    };

/** `id` names the step for ever: faults are drawn by it, so leaving one step out changes nothing about the others. */
export type Step = StepKind & { readonly id: number };

export function drawStory(settings: Settings): readonly Step[] {
  const random = createRandom(settings.seed, 0x570);
  const steps: Step[] = [];
  const add = (step: StepKind): void => {
    steps.push({ ...step, id: steps.length + 1 });
  };
  for (let run = 0; run < settings.runs; run += 1) {
    for (const step of between(settings, random)) add(step);
    add(aRun(settings, random));
  }
  return steps;
}

function between(settings: Settings, random: Random): readonly StepKind[] {
  const { rates, fleetChanges, conditions, pauses } = settings;
  const steps: StepKind[] = [];
  const pick = (): number => random.between(0, 997);
  for (let times = 0; times < 3 && random.chance(rates.fleet) && fleetChanges.length > 0; times += 1)
    steps.push({ kind: 'fleet', change: random.pick(fleetChanges), pick: pick() });
  if (random.chance(rates.weather) && conditions.length > 0)
    steps.push({
      kind: 'weather',
      condition: random.pick(conditions),
      runs: random.pick([0, 0, 1, 2, 4, 13]),
      pick: pick(),
    });
  if (random.chance(rates.pause)) steps.push({ kind: 'pause', milliseconds: random.pick(pauses) });
  if (random.chance(rates.clock))
    steps.push({
      kind: 'clock',
      process: pick(),
      offset: random.pick([0, 2, -2, 20, -20, 240, -240, 4_000, -4_000]) * 1_000,
    });
  if (random.chance(rates.forget)) steps.push({ kind: 'forget', process: pick() });
  if (random.chance(rates.expire)) steps.push({ kind: 'expire', pick: pick() });
  return steps;
}

function aRun({ rates, fleetChanges, policy }: Settings, random: Random): StepKind {
  const late = random.chance(rates.late) ? random.between(0, policy.interval) : 0;
  const meanwhile =
    random.chance(rates.meanwhile) && fleetChanges.length > 0
      ? { afterCalls: random.between(1, 6), change: random.pick(fleetChanges), pick: random.between(0, 997) }
      : null;
  const twin = random.chance(rates.twice) ? random.between(0, 3) : null;
  return { kind: 'run', process: random.between(0, 3), twin, late, meanwhile };
}
