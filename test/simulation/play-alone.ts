/**
 * I5, by comparison: where the schedule fired twice and one of the two runs found the lease taken, the same story with one
 * run in that place must leave the same state.
 */
import { MINUTE } from '../../lib/core/time.ts';
import { type FaultKind, scriptedFaults } from './faults.ts';
import { thresholdsOf } from './oracle/configured.ts';
import { factsOf } from './oracle/facts.ts';
import { type AfterStep, playSteps } from './play.ts';
import type { Violation } from './referee.ts';
import { createScene, type Scene, type SceneOptions } from './scene.ts';
import type { Step } from './story.ts';

/** What the comparison came to; null where the story has no such place. */
export interface Compared {
  readonly violation: Violation | null;
}

/** What is stored of each group, as far as it can be compared. */
type Standing = ReadonlyMap<string, string>;

export interface Comparison {
  /** To be called after each step of the story. */
  readonly afterStep: AfterStep;
  /** To be called when the story has been played, with everything as it was played. */
  compare(options: Omit<SceneOptions, 'faults'>): Promise<Compared | null>;
}

/** Notes what the first two undisturbed runs at once left, and holds it against what one of them leaves. */
export function createComparison(): Comparison {
  let isOver = false;
  let noted: {
    readonly index: number;
    readonly left: Standing;
    readonly faults: Scene['progress']['injected'];
  } | null = null;
  return {
    afterStep: async (scene, step, index) => {
      if (isOver || !isUndisturbedTwin(step, scene)) return;
      isOver = true;
      const { endings, injected } = scene.progress;
      if (endings.slice(-2).sort().join() !== 'complete,skipped') return;
      noted = { index, left: await standing(scene), faults: [...injected] };
    },
    compare: async (options) => {
      if (noted === null) return null;
      const { index, left, faults } = noted;
      const alone = createScene({ ...options, faults: scriptedFaults(faults), unwatched: true });
      const story = options.story.slice(0, index + 1);
      await playSteps(
        alone,
        story.map((step, place) => (place === index ? { ...step, twin: null } : step)),
      );
      // To a clock that is behind the lease of a run that was killed may still hold: then the other one was the run that counts.
      if (alone.progress.endings.at(-1) !== 'complete') return null;
      return { violation: differenceOf(left, await standing(alone)) };
    },
  };
}

function differenceOf(left: Standing, wanted: Standing): Violation | null {
  for (const [id, state] of wanted) {
    const twice = left.get(id);
    if (twice === state || twice === DEPENDS || state === DEPENDS) continue;
    const detail = `Two runs at once left group ${id} "${twice}", and one alone leaves it "${state}".`;
    return { invariant: 'I5', detail };
  }
  return null;
}

/** Two runs, and nothing else that could make a difference: no fault in the step, and nothing still under way from before. */
function isUndisturbedTwin(step: Step, { progress: { injected } }: Scene): boolean {
  if (step.kind !== 'run' || step.twin === null || step.meanwhile !== null) return false;
  return injected.every((fault) => fault.step !== step.id && !LINGERING.has(fault.kind));
}

/** Nothing can be said of the group. */
const DEPENDS = 'depends on seconds';

const LINGERING: ReadonlySet<FaultKind> = new Set(['stalled', 'arrives late']);

/**
 * What is stored of each group. No times, since the other run took some; and so nothing of a group that ceases to be set up
 * just then, which is a matter of seconds.
 */
async function standing({ view }: Scene): Promise<Standing> {
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
