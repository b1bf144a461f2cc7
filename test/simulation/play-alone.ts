/**
 * I5, by comparison: where the schedule fired twice and one of the two runs found the lease taken, the same story with one
 * run in that place must leave the same state.
 */
import { MINUTE } from '../../lib/core/time.ts';
import { type FaultKind, type Injected, scriptedFaults } from './faults.ts';
import { thresholdsOf } from './oracle/configured.ts';
import { factsOf } from './oracle/facts.ts';
import { playSteps } from './play.ts';
import type { Violation } from './referee.ts';
import { createScene, type Scene, type SceneOptions } from './scene.ts';
import type { Step } from './story.ts';

/** What the comparison came to; null where the story has no such place. */
export interface Compared {
  readonly violation: Violation | null;
}

export async function compareAlone(
  options: Omit<SceneOptions, 'faults'> & { readonly injected: readonly Injected[] },
): Promise<Compared | null> {
  const { settings, injected, story } = options;
  const place = story.findIndex((step) => isUndisturbedTwin(step, injected));
  const step = story[place];
  if (step === undefined || step.kind !== 'run') return null;
  const before = story.slice(0, place);
  const faults = scriptedFaults(injected);
  const both = createScene({ settings, story, faults });
  await playSteps(both, { story: [...before, step] });
  const ends = both.progress.endings.slice(-2).sort();
  if (both.referee.violation() !== null || ends.join() !== 'complete,skipped') return null;
  const alone = createScene({ settings, story, faults });
  await playSteps(alone, { story: [...before, { ...step, twin: null }] });
  const [left, wanted] = [await standing(both), await standing(alone)];
  for (const [id, state] of wanted) {
    const twice = left.get(id);
    if (twice === state || twice === DEPENDS || state === DEPENDS) continue;
    const detail = `Two runs at once left group ${id} "${twice}", and one alone leaves it "${state}".`;
    return { violation: { invariant: 'I5', detail } };
  }
  return { violation: null };
}

/** Two runs, and nothing else that could make a difference: no fault in the step, and nothing still under way from before. */
function isUndisturbedTwin(step: Step, injected: readonly Injected[]): boolean {
  if (step.kind !== 'run' || step.twin === null || step.meanwhile !== null) return false;
  return (
    injected.every((fault) => fault.step > step.id || !LINGERING.has(fault.kind)) &&
    injected.every((fault) => fault.step !== step.id)
  );
}

/** Nothing can be said of the group. */
const DEPENDS = 'depends on seconds';

const LINGERING: ReadonlySet<FaultKind> = new Set(['stalled', 'arrives late']);

/**
 * What is stored of each group. No times, since the other run took some; and so nothing of a group that ceases to be set up
 * just then, which is a matter of seconds.
 */
async function standing({ view }: Scene): Promise<ReadonlyMap<string, string>> {
  const groups = await view.groups();
  return new Map(
    groups.map(({ id, presence, group, seq, firstSeen, incident }) => {
      const untilWatched =
        thresholdsOf(group, view.policy).provisioning - (view.now() - Date.parse(firstSeen));
      const state = [presence, factsOf(group), seq, incident?.id, incident?.status].join(' ');
      return [id, Math.abs(untilWatched) < 5 * MINUTE ? DEPENDS : state];
    }),
  );
}
