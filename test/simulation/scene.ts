/** Everything there is in a simulation: the world, the monitor's processes, and the referee who watches. */
import { runTimes } from '../../lib/core/policy.ts';
import { epochMilliseconds, instant, SECOND } from '../../lib/core/time.ts';
import type { View } from './checker.ts';
import { type Engine, memoryEngine } from './engine.ts';
import type { FaultSource, Injected } from './faults.ts';
import type { Ending, Happening } from './happening.ts';
import { createOracle } from './oracle/oracle.ts';
import { createRandom } from './random.ts';
import { createReferee, type Referee } from './referee.ts';
import { rulesFired } from './rules-fired.ts';
import type { Settings } from './settings.ts';
import type { Meanwhile, Step } from './story.ts';
import { lineOf } from './telling.ts';
import { createApi, type SimulatedApi } from './world/api.ts';
import { createWeather, type Weather } from './world/conditions.ts';
import { type Clockwork, type Crossings, createCrossings } from './world/crossings.ts';
import { incidentOf, isDeed, type Silencing, silenceOf, silenceToEnd } from './world/deeds.ts';
import { createProcesses, type Processes } from './world/processes.ts';
import type { Thread } from './world/thread.ts';
import { createTruth, type Truth } from './world/truth.ts';

export interface SceneOptions {
  readonly settings: Settings;
  readonly story: readonly Step[];
  readonly faults: FaultSource;
  readonly engine?: Engine;
  /** Takes a line for everything that happens, for a person to read. */
  readonly tell?: (line: string) => void;
  /** No checker looks: the story is played for what it leaves. */
  readonly unwatched?: boolean;
  /** Everything that the checkers see. */
  readonly watch?: (happening: Happening) => void;
}

export const ORGANIZATION = { id: 'acme', name: 'Acme', timeZone: 'UTC' };

/** What changes while a story is played, and what is counted. */
export interface Progress {
  faults: FaultSource;
  /** When the next run is scheduled. */
  slot: number;
  runs: number;
  quietRuns: number;
  /** Silences that people asked for. */
  silences: number;
  expired: number;
  /** A change of the fleet that waits for its moment in a run. */
  meanwhile: Meanwhile | null;
  readonly injected: Injected[];
  readonly endings: Ending[];
  /** Alerts published that carry an event of a type, by type. */
  readonly told: Record<string, number>;
  /** How often each rule fired that no event speaks of. */
  readonly rules: Record<string, number>;
}

export interface Scene {
  readonly settings: Settings;
  readonly engine: Engine;
  readonly clockwork: Clockwork;
  readonly truth: Truth;
  readonly weather: Weather;
  readonly processes: Processes;
  readonly api: SimulatedApi;
  readonly crossings: Crossings;
  readonly view: View;
  readonly referee: Referee;
  readonly progress: Progress;
  /** For a person to read. */
  say(line: string): void;
  /** For the checkers. */
  see(happening: Happening): void;
  /** Something happens to the fleet. */
  happen(change: Pick<Meanwhile, 'change' | 'pick'>): Promise<void>;
  ended(thread: Thread, how: Ending): void;
}

export function createScene(options: SceneOptions): Scene {
  const { settings, tell } = options;
  const engine = options.engine ?? memoryEngine();
  const clockwork: Clockwork = { now: epochMilliseconds(settings.begins), calls: 0 };
  const truth = createTruth(settings.groups, firstDown(settings));
  const weather = createWeather();
  const processes = createProcesses(settings.processes);
  const progress: Progress = {
    faults: options.faults,
    slot: clockwork.now,
    runs: 0,
    quietRuns: 0,
    silences: 0,
    expired: 0,
    meanwhile: null,
    injected: [],
    endings: [],
    told: {},
    rules: {},
  };
  const view = viewOf(options, { engine, clockwork, truth, progress });
  const referee = options.unwatched === true ? createReferee(view, []) : createReferee(view);
  const say = (line: string): void => tell?.(`${instant(clockwork.now).slice(5, 23)}  ${line}`);
  const see = (happening: Happening): void => {
    referee.see(happening);
    for (const rule of rulesFired(happening)) progress.rules[rule] = (progress.rules[rule] ?? 0) + 1;
    options.watch?.(happening);
    if (tell === undefined) return;
    const line = lineOf(happening);
    if (line !== null) say(line);
  };
  const happen: Scene['happen'] = async ({ change, pick }) => {
    if (change === 'is acknowledged') return acknowledge(pick);
    if (change === 'silence is ended before its time') return endSilence(pick);
    if (isDeed(change)) return silence(change, pick);
    const what = truth.happen(change, pick);
    if (what !== null) say(`STEP  ${what} ${change}`);
  };
  const acknowledge = async (pick: number): Promise<void> => {
    const incident = incidentOf(await view.groups(), pick);
    if (incident === null) return;
    const at = instant(clockwork.now);
    if (await engine.acknowledge(ORGANIZATION.id, incident.id, at))
      see({ type: 'acknowledged', run: 'somebody', at: clockwork.now, incident: incident.id });
  };
  const silence = async (change: Silencing, pick: number): Promise<void> => {
    progress.silences += 1;
    const around = { truth, policy: settings.policy, now: clockwork.now, number: progress.silences };
    const asked = silenceOf(change, pick, around);
    // The command refuses an organization that was never tried.
    if (asked === null || (await engine.history.head(ORGANIZATION.id)) === null) return;
    const made = await engine.addSilence(ORGANIZATION.id, asked);
    see({ type: 'silenced', run: 'somebody', at: clockwork.now, silence: made });
  };
  const endSilence = async (pick: number): Promise<void> => {
    const now = instant(clockwork.now);
    const one = silenceToEnd(await engine.store.loadSilences(ORGANIZATION.id), pick, now);
    const silence = one === null ? null : await engine.endSilence(ORGANIZATION.id, one.id, now);
    if (silence !== null) see({ type: 'unsilenced', run: 'somebody', at: clockwork.now, silence });
  };
  const ended: Scene['ended'] = (thread, how) => {
    progress.endings.push(how);
    see({ type: 'ended', run: thread.run, at: clockwork.now, how });
  };
  const crossings = createCrossings({
    seed: settings.seed,
    clockwork,
    faults: () => progress.faults,
    functionTime: runTimes(settings.policy.interval).run + SECOND,
    over: () => referee.violation() !== null,
    killed: (thread) => {
      processes.end(thread.process);
      ended(thread, 'killed');
    },
    injected: (fault) => progress.injected.push(fault),
    passed: (thread, call, fault) => {
      if (fault !== '') say(`FAULT  ${call} of ${thread.run}: ${fault}`);
      const { meanwhile } = progress;
      if (meanwhile === null || thread.calls < meanwhile.afterCalls) return undefined;
      progress.meanwhile = null;
      return happen(meanwhile);
    },
  });
  const api = createApi(truth, weather, settings.pageSize);
  return {
    settings,
    engine,
    clockwork,
    truth,
    weather,
    processes,
    api,
    crossings,
    view,
    referee,
    progress,
    say,
    see,
    happen,
    ended,
  };
}

function viewOf(
  { settings, story }: SceneOptions,
  { engine, clockwork, truth, progress }: Pick<Scene, 'engine' | 'clockwork' | 'truth' | 'progress'>,
): View {
  return {
    organization: ORGANIZATION.id,
    policy: settings.policy,
    truth,
    oracle: createOracle(settings.policy),
    history: engine.history,
    groups: () => engine.store.loadGroups(ORGANIZATION.id),
    contents: () => engine.contents(ORGANIZATION.id),
    now: () => clockwork.now,
    clocksAreRight: !settings.wrongClocks,
    quietRuns: () => progress.quietRuns,
    expires: story.some(({ kind }) => kind === 'expire'),
    expired: () => progress.expired,
  };
}

function firstDown({ seed, downAtFirst }: Settings): (index: number) => boolean {
  const random = createRandom(seed, 0xd0);
  return () => random.chance(downAtFirst);
}
