/** The report of a simulation, for people. */
import { type Coverage, neverHappened, TOPICS } from './coverage.ts';
import type { Finding, Report } from './worker.ts';

const COLUMNS = 96;

/** How long it took: on the clock, and on all cores together, which a busy machine hardly changes. */
export interface Took {
  readonly seconds: number;
  readonly processorSeconds: number;
}

/** Measures from now on. */
export function stopwatch(): () => Took {
  const [begun, used] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(used);
    return { seconds: (performance.now() - begun) / 1e3, processorSeconds: (user + system) / 1e6 };
  };
}

/** Lines for the screen. */
export function reportLines(
  { coverage, findings }: Report,
  { seconds, processorSeconds }: Took,
  command: string,
): readonly string[] {
  const runs = Object.values(coverage.counts.runs).reduce((sum, count) => sum + count, 0);
  const { seeds } = coverage;
  const perSeed = ((1_000 * processorSeconds) / seeds).toFixed(2);
  return [
    ...findings.flatMap((finding) => findingLines(finding, command)),
    `${seeds} seeds, ${runs} runs, ${seconds.toFixed(1)} s, ${(seeds / seconds).toFixed(0)} seeds a second`,
    `${processorSeconds.toFixed(1)} s of processor time, ${perSeed} ms a seed, ${(seeds / processorSeconds).toFixed(0)} seeds a second of one core`,
    ...coverageLines(coverage),
    '',
    ...neverHappened(coverage).map((what) => `Never in all these seeds: ${what}.`),
    findings.length === 0 ? 'Every invariant held.' : `${findings.length} seeds broke an invariant.`,
  ];
}

function findingLines({ seed, invariant, detail, left, story }: Finding, command: string): readonly string[] {
  return [
    `Seed ${seed} breaks ${invariant}: ${detail}`,
    `The shortest story found in which it still breaks (${left.steps} steps, ${left.faults} faults; then faults stop, and clean polls follow):`,
    ...story.map((line) => `  ${line}`),
    `To replay the whole seed: ${command} --from ${seed} --seeds 1`,
    '',
  ];
}

function coverageLines({ counts }: Coverage): readonly string[] {
  return TOPICS.flatMap((topic) => {
    const entries = Object.entries(counts[topic]).sort(([a], [b]) => byName(a, b));
    return ['', `${topic}:`, ...folded(entries.map(([name, times]) => `${name} ${times}`))];
  });
}

/** `I2` before `I10`. */
function byName(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function folded(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 2 > COLUMNS) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${last}, ${word}`;
  }
  return lines;
}
