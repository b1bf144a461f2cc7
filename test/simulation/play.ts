/** Plays a story: the production run over a simulated world, under the eyes of the referee. */
import { jsonLog } from '../../lib/adapters/system/log.ts';
import { runTimes } from '../../lib/core/policy.ts';
import { epochMilliseconds, instant, SECOND } from '../../lib/core/time.ts';
import { sync } from '../../lib/sync/sync.ts';
import type { RunRequest, World } from '../../lib/sync/world.ts';
import type { Invariant, View } from './checker.ts';
import { type Engine, memoryEngine } from './engine.ts';
import { type FaultSource, type Injected, scriptedFaults } from './faults.ts';
import type { Ending, Happening, Landed } from './happening.ts';
import { createOracle } from './oracle/oracle.ts';
import { createRandom } from './random.ts';
import { createReferee, type Violation } from './referee.ts';
import { BEGINNING, type Settings } from './settings.ts';
import type { Meanwhile, Step } from './story.ts';
import { createApi } from './world/api.ts';
import { createWeather } from './world/conditions.ts';
import { createCrossings, type Thread } from './world/crossings.ts';
import { createProcesses } from './world/processes.ts';
import { secureAccessOf } from './world/secure-access.ts';
import { storeOf } from './world/store.ts';
import { alertsOf } from './world/topic.ts';
import { createTruth } from './world/truth.ts';

/** What became of a story. */
export interface Played {
  readonly violation: Violation | null;
  readonly injected: readonly Injected[];
  readonly endings: readonly Ending[];
  /** Alerts published that carry an event of a type, by type. */
  readonly told: Readonly<Record<string, number>>;
  readonly checked: Readonly<Record<Invariant, number>>;
}

export interface PlayOptions {
  readonly settings: Settings;
  readonly story: readonly Step[];
  readonly faults: FaultSource;
  readonly engine?: Engine;
  /** Takes a line for everything that happens, for a person to read. */
  readonly tell?: (line: string) => void;
  /** Everything that the checkers see. */
  readonly watch?: (happening: Happening) => void;
}

const ORGANIZATION = { id: 'acme', name: 'Acme', timeZone: 'UTC' };
/** Clean polls at the end: two for what is told at once, the others for confirmation and for look-ups in turn. */
const QUIET_POLLS_MAX = 16;
const NO_FAULTS = scriptedFaults([]);

export async function play(options: PlayOptions): Promise<Played> {
  const scene = createScene(options);
  for (const step of options.story) {
    await scene.take(step);
    if (scene.violation() !== null) break;
  }
  if (scene.violation() === null) await scene.comeToRest();
  return scene.outcome();
}

function createScene(options: PlayOptions) {
  const { settings, tell } = options;
  const { policy, seed } = settings;
  const engine = options.engine ?? memoryEngine();
  const clockwork = { now: epochMilliseconds(BEGINNING), calls: 0 };
  const truth = createTruth(settings.groups, firstDown(settings));
  const weather = createWeather();
  const processes = createProcesses(settings.processes);
  const api = createApi(truth, weather, settings.pageSize);
  const injected: Injected[] = [];
  const endings: Ending[] = [];
  const told: Record<string, number> = {};
  let [faults, quietRuns, runs, expired, slot] = [options.faults, 0, 0, 0, clockwork.now];
  let meanwhile: Meanwhile | null = null;

  const view: View = {
    organization: ORGANIZATION.id,
    policy,
    truth,
    oracle: createOracle(policy),
    history: engine.history,
    groups: () => engine.store.loadGroups(ORGANIZATION.id),
    contents: () => engine.contents(ORGANIZATION.id),
    now: () => clockwork.now,
    clocksAreRight: !settings.wrongClocks,
    quietRuns: () => quietRuns,
    expires: options.story.some(({ kind }) => kind === 'expire'),
    expired: () => expired,
  };
  const referee = createReferee(view);
  const say = (line: string): void => tell?.(`${instant(clockwork.now).slice(5, 23)}  ${line}`);
  const see = (happening: Happening): void => {
    referee.see(happening);
    options.watch?.(happening);
    if (tell !== undefined) say(lineOf(happening));
  };
  const happen = ({ change, pick }: Pick<Meanwhile, 'change' | 'pick'>): void => {
    const what = truth.happen(change, pick);
    if (what !== null) say(`${what} ${change}`);
  };

  const crossings = createCrossings({
    seed,
    clockwork,
    faults: () => faults,
    functionTime: runTimes(policy.interval).run + SECOND,
    over: () => referee.violation() !== null,
    killed: (thread) => {
      processes.end(thread.process);
      ended(thread, 'killed');
    },
    injected: (fault) => {
      injected.push(fault);
    },
    passed: (thread, call, fault) => {
      if (fault !== '') say(`${thread.run}: ${call} ${fault}`);
      if (meanwhile !== null && thread.calls >= meanwhile.afterCalls) {
        const now = meanwhile;
        meanwhile = null;
        happen(now);
      }
    },
  });

  const ended = (thread: Thread, how: Ending): void => {
    endings.push(how);
    see({ type: 'ended', run: thread.run, at: clockwork.now, how });
  };

  const begin = (step: number, twin: 0 | 1, preferred: number): void => {
    runs += 1;
    const run = `run-${runs}`;
    const process = processes.take(preferred);
    const thread: Thread = {
      run,
      step,
      twin,
      process,
      beganAt: clockwork.now,
      calls: 0,
      state: 'running',
      thawed: false,
    };
    see({ type: 'began', run, at: clockwork.now });
    const { request, world } = plugged(thread);
    const finished = (how: Ending): void => {
      if (thread.state === 'killed') return;
      thread.state = 'ended';
      processes.release(process);
      ended(thread, how);
    };
    sync(request, world).then(
      ({ outcome }) => finished(outcome),
      () => finished('thrown'),
    );
  };

  const plugged = (thread: Thread): { readonly request: RunRequest; readonly world: World } => {
    const { run, process } = thread;
    const clock = {
      now: () => clockwork.now + process.offset,
      sleep: async (milliseconds: number) => void (clockwork.now += milliseconds),
    };
    const at = (): number => clockwork.now;
    const log = jsonLog({
      write: (line) => see({ type: 'logged', run, at: at(), line }),
      clock,
      level: 'info',
      common: { run },
    });
    const landed = (what: Landed): void =>
      see({ type: 'landed', run, at: at(), landed: what, clock: clock.now() });
    return {
      request: {
        organization: ORGANIZATION,
        policy,
        run,
        deadline: { at: clock.now() + runTimes(policy.interval).run },
      },
      world: {
        clock,
        log,
        cache: process.cache,
        store: storeOf({ store: engine.store, crossings, thread, weather, landed }),
        api: secureAccessOf({
          api,
          crossings,
          thread,
          answered: (answer) => see({ type: 'answered', run, at: at(), answer }),
        }),
        alerts: alertsOf({
          crossings,
          thread,
          weather,
          published: (alert, late) => {
            for (const type of [alert.attributes['event'] ?? []].flat()) told[type] = (told[type] ?? 0) + 1;
            see({ type: 'published', run, at: at(), alert, late });
          },
        }),
      },
    };
  };

  const runStep = async (id: number, process: number, twin: number | null, late: number): Promise<void> => {
    clockwork.now = Math.max(clockwork.now, slot + late);
    slot += Math.max(1, Math.ceil((clockwork.now - slot + 1) / policy.interval)) * policy.interval;
    weather.runBegan();
    begin(id, 0, process);
    if (twin !== null) begin(id, 1, twin);
    await crossings.drive();
    meanwhile = null;
  };

  const expire = async (pick: number): Promise<void> => {
    const random = createRandom(seed, pick, clockwork.calls);
    expired += await engine.expire(instant(clockwork.now), () => random.chance(0.5));
    const there = new Set((await view.groups()).map(({ id }) => id));
    view.oracle.forget([...view.oracle.known.keys()].filter((group) => !there.has(group)));
  };

  const act = async (step: Step): Promise<void> => {
    switch (step.kind) {
      case 'fleet':
        return happen(step);
      case 'weather':
        say(`weather: ${step.condition} for ${step.runs + 1} runs`);
        return weather.set(step.condition, step.runs, step.pick);
      case 'pause':
        say(`nothing runs for ${step.milliseconds / SECOND} s`);
        clockwork.now += step.milliseconds;
        return;
      case 'clock':
        say(`process ${step.process}: clock off by ${step.offset} ms`);
        return processes.setClock(step.process, step.offset);
      case 'forget':
        return processes.forget(step.process);
      case 'expire':
        return expire(step.pick);
      case 'run':
        meanwhile = step.meanwhile;
        return runStep(step.id, step.process, step.twin, step.late);
    }
  };

  return {
    take: async (step: Step): Promise<void> => {
      await act(step);
      await referee.afterStep();
    },
    /** Faults stop, what was given up arrives, and clean polls follow until nothing waits for confirmation. */
    comeToRest: async (): Promise<void> => {
      faults = NO_FAULTS;
      await crossings.drain();
      say('faults stop');
      weather.clear();
      processes.setClocksRight();
      clockwork.now += 2 * policy.interval;
      for (let poll = 1; poll <= QUIET_POLLS_MAX && referee.violation() === null; poll += 1) {
        quietRuns = poll;
        await runStep(-poll, 0, null, 0);
        await referee.afterStep();
        const waiting = (await view.groups()).some(
          ({ pending, presence, untold }) => pending !== null || presence === 'missing' || untold.length > 0,
        );
        if (poll >= 2 && !waiting) break;
      }
      if (referee.violation() === null) await referee.atEnd();
    },
    violation: referee.violation,
    outcome: (): Played => ({
      violation: referee.violation(),
      injected,
      endings,
      told,
      checked: referee.checked,
    }),
  };
}

function firstDown({ seed, downAtFirst }: Settings): (index: number) => boolean {
  const random = createRandom(seed, 0xd0);
  return () => random.chance(downAtFirst);
}

function lineOf(happening: Happening): string {
  const { run } = happening;
  switch (happening.type) {
    case 'began':
      return `${run} begins`;
    case 'answered':
      return `${run}: API ${happening.answer.to} ${summaryOf(happening.answer)}`;
    case 'landed':
      return `${run}: ${happening.landed.call} takes effect`;
    case 'published':
      return `${run}: published "${happening.alert.subject}" ${happening.alert.events.join()}`;
    case 'logged':
      return `${run}: logs ${happening.line}`;
    case 'ended':
      return `${run} ends ${happening.how}`;
  }
}

function summaryOf(answer: Extract<Happening, { type: 'answered' }>['answer']): string {
  if (answer.to === 'page')
    return `${answer.page.records.length} from ${answer.offset} of ${answer.page.total}`;
  return answer.to === 'ids'
    ? `${answer.records.length} found`
    : `${answer.id} ${answer.record === null ? '404' : 'found'}`;
}
