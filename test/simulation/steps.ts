/** What each kind of step does. */
import { instant, SECOND } from '../../lib/core/time.ts';
import { createRandom } from './random.ts';
import { begin } from './runs.ts';
import type { Scene } from './scene.ts';
import type { Step, StepKind } from './story.ts';

export async function take(scene: Scene, step: Step): Promise<void> {
  const { clockwork, weather, processes, progress, say } = scene;
  switch (step.kind) {
    case 'fleet':
      return scene.happen(step);
    case 'weather':
      say(`STEP  weather: ${step.condition} for ${step.runs + 1} runs`);
      return weather.set(step.condition, step.runs, step.pick);
    case 'pause':
      say(`STEP  nothing runs for ${step.milliseconds / SECOND} s`);
      clockwork.now += step.milliseconds;
      return;
    case 'clock':
      say(`STEP  the clock of process ${step.process} is off by ${step.offset} ms`);
      return processes.setClock(step.process, step.offset);
    case 'forget':
      return processes.forget(step.process);
    case 'expire':
      return expire(scene, step.pick);
    case 'run':
      progress.meanwhile = step.meanwhile;
      return run(scene, step.id, step);
  }
}

type Run = Pick<Extract<StepKind, { kind: 'run' }>, 'process' | 'twin' | 'late'>;

/** The schedule fires, on time unless `late`, once or twice; the step is over when no run can go on. */
export async function run(scene: Scene, step: number, { process, twin, late }: Run): Promise<void> {
  const { clockwork, progress, weather, crossings, settings } = scene;
  const { interval } = settings.policy;
  clockwork.now = Math.max(clockwork.now, progress.slot + late);
  progress.slot += Math.max(1, Math.ceil((clockwork.now - progress.slot + 1) / interval)) * interval;
  weather.runBegan();
  begin(scene, step, 0, process);
  if (twin !== null) begin(scene, step, 1, twin);
  await crossings.drive();
  progress.meanwhile = null;
}

/** DynamoDB drops what has expired some day, in no order. */
async function expire(
  { settings, clockwork, engine, view, progress, say }: Scene,
  pick: number,
): Promise<void> {
  const random = createRandom(settings.seed, pick, clockwork.calls);
  const dropped = await engine.expire(instant(clockwork.now), () => random.chance(0.5));
  progress.expired += dropped;
  say(`STEP  time-to-live drops ${dropped} items`);
  const there = new Set((await view.groups()).map(({ id }) => id));
  view.oracle.forget([...view.oracle.known.keys()].filter((group) => !there.has(group)));
}
