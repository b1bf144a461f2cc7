/** Plays a story under the eyes of the referee. */
import type { Invariant } from './checker.ts';
import { type Injected, scriptedFaults } from './faults.ts';
import type { Ending } from './happening.ts';
import type { Violation } from './referee.ts';
import { createScene, type Scene, type SceneOptions } from './scene.ts';
import { run, take } from './steps.ts';
import type { Step } from './story.ts';

/** What became of a story. */
export interface Played {
  readonly violation: Violation | null;
  readonly injected: readonly Injected[];
  readonly endings: readonly Ending[];
  /** Alerts published that carry an event of a type, by type. */
  readonly told: Readonly<Record<string, number>>;
  /** How often each rule fired that no event speaks of. */
  readonly rules: Readonly<Record<string, number>>;
  readonly checked: Readonly<Record<Invariant, number>>;
}

/** Clean polls at the end: two for what is told at once, the others for confirmation and for look-ups in turn. */
const QUIET_POLLS_MAX = 16;
const NO_FAULTS = scriptedFaults([]);

/** Looks at the scene after a step. */
export type AfterStep = (scene: Scene, step: Step, index: number) => Promise<void>;

/** Plays a story to its end, and on until nothing is outstanding; or to the first violation. */
export async function play(options: SceneOptions, afterStep?: AfterStep): Promise<Played> {
  const scene = createScene(options);
  await playSteps(scene, options.story, afterStep);
  if (scene.referee.violation() === null) await comeToRest(scene);
  return outcomeOf(scene);
}

/** Plays a story's steps and leaves everything as it is after the last. */
export async function playSteps(scene: Scene, story: readonly Step[], afterStep?: AfterStep): Promise<void> {
  for (const [index, step] of story.entries()) {
    await take(scene, step);
    await scene.referee.afterStep();
    if (scene.referee.violation() !== null) return;
    await afterStep?.(scene, step, index);
  }
}

/** Faults stop, what was given up arrives, and clean polls follow until nothing waits for confirmation. */
async function comeToRest(scene: Scene): Promise<void> {
  const { progress, crossings, weather, processes, clockwork, settings, referee, view, say } = scene;
  progress.faults = NO_FAULTS;
  await crossings.drain();
  say('STEP  faults stop');
  weather.clear();
  processes.setClocksRight();
  clockwork.now += 2 * settings.policy.interval;
  for (let poll = 1; poll <= QUIET_POLLS_MAX && referee.violation() === null; poll += 1) {
    progress.quietRuns = poll;
    await run(scene, -poll, { process: 0, twin: null, late: 0 });
    await referee.afterStep();
    const isWaiting = (await view.groups()).some(
      ({ pending, presence, untold }) => pending !== null || presence === 'missing' || untold.length > 0,
    );
    if (poll >= 2 && !isWaiting) break;
  }
  if (referee.violation() === null) await referee.atEnd();
}

export function outcomeOf({ referee, progress }: Scene): Played {
  const { injected, endings, told, rules } = progress;
  return { violation: referee.violation(), injected, endings, told, rules, checked: referee.checked };
}
