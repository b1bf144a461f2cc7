/** Begins runs: the production `sync`, plugged into the world. */
import { jsonLog } from '../../lib/adapters/system/log.ts';
import { runTimes } from '../../lib/core/policy.ts';
import { sync } from '../../lib/sync/sync.ts';
import type { RunRequest, World } from '../../lib/sync/world.ts';
import type { Ending } from './happening.ts';
import { ORGANIZATION, type Scene } from './scene.ts';
import { secureAccessOf } from './world/secure-access.ts';
import { storeOf } from './world/store.ts';
import type { Thread } from './world/thread.ts';
import { alertsOf } from './world/topic.ts';

/** Begins a run in a process, the preferred one if it is free. It goes as far as its first call. */
export function begin(scene: Scene, step: number, twin: 0 | 1, preferred: number): void {
  const { progress, clockwork, processes } = scene;
  progress.runs += 1;
  const process = processes.take(preferred);
  const thread: Thread = {
    run: `run-${progress.runs}`,
    step,
    twin,
    process,
    beganAt: clockwork.now,
    calls: 0,
    state: 'running',
    thawed: false,
  };
  const finished = (how: Ending): void => {
    if (thread.state === 'killed') return;
    thread.state = 'ended';
    processes.release(process);
    scene.ended(thread, how);
  };
  scene.see({ type: 'began', run: thread.run, at: clockwork.now });
  const { request, world } = plug(scene, thread);
  sync(request, world).then(
    ({ outcome }) => finished(outcome),
    () => finished('thrown'),
  );
}

function plug(scene: Scene, thread: Thread): { readonly request: RunRequest; readonly world: World } {
  const { clockwork, settings, crossings, weather, engine, api, progress, see } = scene;
  const { policy } = settings;
  const { run, process } = thread;
  const clock = {
    now: () => clockwork.now + process.offset,
    sleep: async (milliseconds: number) => {
      clockwork.now += milliseconds;
    },
  };
  return {
    request: {
      organization: ORGANIZATION,
      policy,
      run,
      deadline: { at: clock.now() + runTimes(policy.interval).run },
    },
    world: {
      clock,
      cache: process.cache,
      log: jsonLog({
        write: (line) => see({ run, at: clockwork.now, type: 'logged', line }),
        clock,
        level: 'info',
        common: { run },
      }),
      store: storeOf({
        store: engine.store,
        crossings,
        thread,
        weather,
        landed: (landed, late) =>
          see({ run, at: clockwork.now, type: 'landed', landed, clock: clock.now(), late }),
      }),
      api: secureAccessOf({
        api,
        crossings,
        thread,
        answered: (answer) => see({ run, at: clockwork.now, type: 'answered', answer }),
      }),
      heartbeats: [
        {
          listener: 'the simulation',
          beat: async () => {
            see({ run, at: clockwork.now, type: 'heard' });
            return null;
          },
        },
      ],
      alerts: alertsOf({
        crossings,
        thread,
        weather,
        published: (alert, late) => {
          for (const type of [alert.attributes.event ?? []].flat())
            progress.told[type] = (progress.told[type] ?? 0) + 1;
          see({ run, at: clockwork.now, type: 'published', alert, late });
        },
      }),
    },
  };
}
