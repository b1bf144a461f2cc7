/** Plays a script: the production run over a store in memory, an API and a topic that the script holds. */
import { createWarmCache } from '../../../lib/adapters/system/warm-cache.ts';
import type { RenderedAlert } from '../../../lib/core/alerts/alert.ts';
import { type Failure, RunFailure } from '../../../lib/core/failure.ts';
import type { Group } from '../../../lib/core/fleet/group.ts';
import { defaultPolicy, type Policy, runTimes } from '../../../lib/core/policy.ts';
import { type Instant, instant, later, MINUTE, plus } from '../../../lib/core/time.ts';
import { createMemoryStore, type MemoryStore } from '../../../lib/memory-store/memory-store.ts';
import { sync } from '../../../lib/sync/sync.ts';
import type { World } from '../../../lib/sync/world.ts';
import { type Answers, scriptedApi } from './api.ts';
import { Killed, mortal } from './mortal.ts';
import type { Played, Poll, Sent } from './record.ts';
import type { Incident, Scene, Trouble } from './script.ts';

/** What a test changes behind the judge's back, to see whether it notices. */
export interface Meddling {
  /** The run follows these instead of what was promised. */
  readonly policy?: Partial<Policy>;
  /** A message as it is sent instead; null where it is dropped. */
  edit?(alert: RenderedAlert): RenderedAlert | null;
  /** A group as the run is given it, where the API shows another. */
  distort?(group: Group, minute: number): Group;
}

const ORGANIZATION = { id: '8204417', name: 'Acme', timeZone: 'Europe/Berlin' };
/** A Monday, three in the afternoon in Berlin. */
const START = '2026-03-02T14:00:00.000Z';
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

interface Stage {
  readonly scene: Scene & { minute: number; now: Instant };
  readonly store: MemoryStore;
  readonly polls: Poll[];
  readonly sent: Sent[];
  readonly acknowledged: Set<string>;
  readonly meddling: Meddling;
  readonly policy: Policy;
  cache: World['cache'];
}

export async function play(incident: Incident, meddling: Meddling = {}): Promise<Played> {
  const policy = { ...defaultPolicy(incident.policy?.interval ?? MINUTE), ...incident.policy };
  const start = instant(Date.parse(incident.starts ?? START));
  const stage: Stage = {
    scene: {
      minute: 0,
      now: start,
      fleet: new Map(incident.fleet.map((group) => [group.id, group])),
      troubles: [],
      silences: [],
      takenOn: new Set(),
      touched: false,
      skew: 0,
    },
    store: createMemoryStore(),
    polls: [],
    sent: [],
    acknowledged: new Set(),
    meddling,
    policy: { ...policy, ...meddling.policy },
    cache: createWarmCache(),
  };
  const steps = [...incident.steps].sort((a, b) => a.minute - b.minute);
  for (let minute = 0; minute <= incident.minutes; minute += policy.interval / MINUTE) {
    stage.scene.minute = minute;
    stage.scene.now = plus(start, minute * MINUTE);
    while ((steps[0]?.minute ?? Number.POSITIVE_INFINITY) <= minute)
      for (const action of steps.shift()?.actions ?? []) action(stage.scene);
    await poll(stage);
  }
  if (steps.length > 0)
    throw new Error(`${incident.name} ends before its step of minute ${steps[0]?.minute}.`);
  return { polls: stage.polls, sent: stage.sent, policy };
}

async function poll(stage: Stage): Promise<void> {
  const { scene, store } = stage;
  const troubles = scene.troubles.filter(({ until }) => scene.minute < until).map(({ trouble }) => trouble);
  if (troubles.some(({ what }) => what === 'no runs')) return;
  takeOn(stage);
  const silences = [...scene.silences];
  let now = Date.parse(scene.now) + scene.skew;
  const began = instant(now);
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const answers: Answers = { shown: new Map(), listed: 0, gone: new Set() };
  const process = mortal(killed(troubles));
  const world: World = {
    clock,
    log: SILENT,
    cache: stage.cache,
    api: process.wrap('api', scriptedApi(scene, troubles, answers, clock, stage.meddling.distort)),
    alerts: process.wrap('alerts', topic(stage, troubles, clock, now)),
    store: process.wrap('store', {
      ...store,
      loadSilences: async () => silences,
      loadGroups: async (organization) =>
        (await store.loadGroups(organization)).map((state) =>
          state.incident !== null && stage.acknowledged.has(state.incident.id)
            ? { ...state, incident: { ...state.incident, acknowledged: true } }
            : state,
        ),
    }),
  };
  const deadline = { at: now + runTimes(stage.policy.interval).run };
  const request = { organization: ORGANIZATION, policy: stage.policy, run: `run-${scene.minute}`, deadline };
  await sync(request, world).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
  const failure = answers.failure ?? contradictionIn(answers);
  const readInVain = process.died() && killed(troubles) === 'api.page';
  const latest = stage.polls.at(-1)?.to ?? null;
  const from = later(latest, began);
  stage.polls.push({
    minute: scene.minute,
    from,
    to: later(latest === null ? null : plus(latest, 1), later(from, instant(now))),
    ended: instant(now),
    shown: failure === null && !readInVain ? answers.shown : null,
    gone: answers.gone,
    failure,
    diedAfterPublishing: process.died() && killed(troubles) === 'store.recordAlerts',
    couldTell: tellable(troubles, process.died()),
    silences,
    takenOn: new Set(scene.takenOn),
  });
}

function contradictionIn({ shown, listed }: Answers): Failure | null {
  return listed === 0 && shown.size > 0 ? { kind: 'incomplete', detail: 'Listed none, found some.' } : null;
}

function tellable(troubles: readonly Trouble[], died: boolean): Poll['couldTell'] {
  if (troubles.some(({ what }) => what === 'topic gone')) return 'nothing';
  if (!died) return 'everything';
  return killed(troubles) === 'api.page' ? 'blindness' : 'nothing';
}

function killed(troubles: readonly Trouble[]): string | null {
  return troubles.flatMap((trouble) => (trouble.what === 'killed' ? trouble.before : []))[0] ?? null;
}

/** Whoever takes an incident on names it as the message did; like every write beside the runs it makes memories stale. */
function takeOn(stage: Stage): void {
  const { scene, store, acknowledged } = stage;
  if (!scene.touched) return;
  for (const { id, incident } of store.contents(ORGANIZATION.id).groups)
    if (scene.takenOn.has(id) && incident !== null) acknowledged.add(incident.id);
  stage.cache = createWarmCache();
  scene.touched = false;
}

function topic(
  stage: Stage,
  troubles: readonly Trouble[],
  clock: { now(): number },
  began: number,
): World['alerts'] {
  const { sent, scene, meddling } = stage;
  return {
    destination: 'arn:aws:sns:eu-central-1:123456789012:tunnelwatch-alerts',
    publish: async (alert) => {
      if (troubles.some(({ what }) => what === 'topic gone'))
        throw new RunFailure({ kind: 'unexpected', detail: 'SNS answered NotFound: Topic does not exist.' });
      const edited = meddling.edit === undefined ? alert : meddling.edit(alert);
      const [poll, now] = [stage.polls.length, clock.now()];
      if (edited !== null)
        sent.push({ poll, minute: scene.minute, at: instant(now), after: now - began, alert: edited });
      return { messageId: `message-${sent.length}` };
    },
  };
}
