/** One seed: its settings, its story, what became of it; and the shortest story in which the same still goes wrong. */
import { loadWords } from '../../lib/sync/tell.ts';
import { drawnFaults, type Injected, scriptedFaults } from './faults.ts';
import { type Played, play } from './play.ts';
import { createComparison } from './play-alone.ts';
import type { SceneOptions } from './scene.ts';
import { drawSettings, type Settings } from './settings.ts';
import { drawStory, type Step } from './story.ts';

export interface Simulated extends Played {
  readonly settings: Settings;
  readonly story: readonly Step[];
}

/** Plays a seed. The same seed plays the same, whatever was played before. */
export async function simulate(
  seed: number,
  more: Pick<SceneOptions, 'engine' | 'watch' | 'tell'> = {},
): Promise<Simulated> {
  // Loading a module takes real time, of which the world knows nothing.
  await loadWords();
  const settings = drawSettings(seed);
  const story = drawStory(settings);
  const played = await playAndCompare({ settings, story, faults: drawnFaults(settings.faults), ...more });
  return { ...played, settings, story };
}

/** One seed in so many is played again with one run where two were at once: that takes half as long as playing it did. */
const COMPARED_EVERY = 5;

async function playAndCompare(options: SceneOptions): Promise<Played> {
  const { settings, story, engine } = options;
  if (engine !== undefined || settings.seed % COMPARED_EVERY !== 0) return play(options);
  const comparison = createComparison();
  const played = await play(options, comparison.afterStep);
  const compared = played.violation === null ? await comparison.compare({ settings, story }) : null;
  if (compared === null) return played;
  return { ...played, ...compared, checked: { ...played.checked, I5: played.checked.I5 + 1 } };
}

/** A story and the faults in it: all that is needed to tell it again. */
export interface Case {
  readonly settings: Settings;
  readonly story: readonly Step[];
  readonly injected: readonly Injected[];
}

/** Rounds of leaving things out; two are nearly always enough. */
const ROUNDS = 4;

/** Leaves out steps and faults, halves first and then one by one, as long as the same invariant is still violated. */
export async function shrink(simulated: Simulated): Promise<Case> {
  const { settings, violation } = simulated;
  const fails = async (story: readonly Step[], injected: readonly Injected[]): Promise<boolean> => {
    const { violation: found } = await playAndCompare({ settings, story, faults: scriptedFaults(injected) });
    return found?.invariant === violation?.invariant;
  };
  let { story, injected } = simulated;
  if (!(await fails(story, injected))) return { settings, story, injected };
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = story.length + injected.length;
    injected = await without(injected, (rest) => fails(story, rest));
    story = await without(story, (rest) => fails(rest, injected));
    story = await simpler(story, (rest) => fails(rest, injected));
    if (story.length + injected.length === before) break;
  }
  return { settings, story, injected };
}

async function without<T>(
  items: readonly T[],
  stillFails: (rest: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let kept = items;
  for (let size = Math.ceil(items.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = kept.length - size; from > -size; from -= size) {
      const rest = kept.filter((_item, index) => index < from || index >= from + size);
      if (rest.length < kept.length && (await stillFails(rest))) kept = rest;
    }
  }
  return kept;
}

/** Runs that fire once, on time and with nothing happening meanwhile are easier to read. */
async function simpler(
  story: readonly Step[],
  stillFails: (story: readonly Step[]) => Promise<boolean>,
): Promise<readonly Step[]> {
  let kept = story;
  for (const { id } of story) {
    for (const change of [{ twin: null }, { meanwhile: null }, { late: 0 }]) {
      const next = kept.map((step) =>
        step.id === id && step.kind === 'run' ? { ...step, ...change } : step,
      );
      if (await stillFails(next)) kept = next;
    }
  }
  return kept;
}

/** Everything that happens in a case, line by line, up to where an invariant breaks. */
export async function tellCase({ settings, story, injected }: Case): Promise<readonly string[]> {
  const lines: string[] = [];
  const options = {
    settings,
    story,
    faults: scriptedFaults(injected),
    tell: (line: string) => lines.push(line),
  };
  const { violation } = await play(options);
  return violation === null ? lines : [...lines, `BROKEN  ${violation.invariant}: ${violation.detail}`];
}
