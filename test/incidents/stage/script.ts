/** The language that incidents are written in: a fleet, then what happens to it, minute by minute. */
import type { Failure } from '../../../lib/core/failure.ts';
import type { Group } from '../../../lib/core/fleet/group.ts';
import type { Policy } from '../../../lib/core/policy.ts';
import type { Matcher } from '../../../lib/core/rules/matcher.ts';
import type { Silence } from '../../../lib/core/rules/silence.ts';
import { type Instant, MINUTE, plus } from '../../../lib/core/time.ts';
import { withHubs } from './branches.ts';

/** One scripted incident. */
export interface Incident {
  /** Names its golden file. */
  readonly name: string;
  /** What happens, in a sentence, as the golden file tells it. */
  readonly story: string;
  /** Before minute 0, when the watch begins. */
  readonly fleet: readonly Group[];
  readonly steps: readonly Step[];
  /** Until when it is played. */
  readonly minutes: number;
  /** Minute 0; a Monday afternoon where it does not matter. */
  readonly starts?: string;
  /** What is set otherwise than by default. */
  readonly policy?: Partial<Policy>;
}

/** What happens just before the run of a minute. */
export interface Step {
  readonly minute: number;
  readonly actions: readonly Action[];
}

export type Action = (scene: Scene) => void;

/** What goes wrong with a run, besides the fleet. */
export type Trouble =
  | { readonly what: 'API fails'; readonly failure: Failure }
  | { readonly what: 'list empty' }
  | { readonly what: 'no runs' }
  | { readonly what: 'killed'; readonly before: 'api.page' | 'alerts.publish' | 'store.recordAlerts' }
  | { readonly what: 'topic gone' };

/** Everything that actions may change. */
export interface Scene {
  readonly minute: number;
  readonly now: Instant;
  /** What the API has, by id. */
  readonly fleet: Map<string, Group>;
  readonly troubles: { readonly trouble: Trouble; readonly until: number }[];
  readonly silences: Silence[];
  /** Ids of groups whose open incident somebody takes on. */
  readonly takenOn: Set<string>;
  /** An operator wrote to the table: what processes remember is stale. */
  touched: boolean;
  /** By how much the machine's clock is wrong, in milliseconds. */
  skew: number;
}

export function at(minute: number, ...actions: readonly Action[]): Step {
  return { minute, actions };
}

/** The same actions every so many minutes. */
export function every(
  minutes: number,
  from: number,
  until: number,
  ...actions: readonly Action[]
): readonly Step[] {
  const steps: Step[] = [];
  for (let minute = from; minute < until; minute += minutes) steps.push(at(minute, ...actions));
  return steps;
}

type Which = string | ((group: Group) => boolean);

function change(which: Which, to: (group: Group, scene: Scene) => Group): Action {
  return (scene) => {
    const meant = [...scene.fleet.values()].filter((group) =>
      typeof which === 'string' ? group.name === which : which(group),
    );
    if (meant.length === 0) throw new Error(`Minute ${scene.minute}: the fleet has no such group: ${which}.`);
    for (const group of meant) scene.fleet.set(group.id, to(group, scene));
  };
}

/** Both hubs go down. */
export const fall = (which: Which): Action =>
  change(which, (group, { now }) => withHubs(group, 'down', 'down', 'disconnected', now));

/** Both hubs are up. */
export const comeBack = (which: Which): Action =>
  change(which, (group, { now }) => withHubs(group, 'up', 'up', 'connected', now));

/** One hub goes down, and the API says `warning`. */
export const loseHub = (which: Which, hub: 'primary' | 'secondary' = 'secondary'): Action =>
  change(which, (group, { now }) =>
    withHubs(group, hub === 'primary' ? 'down' : 'up', hub === 'primary' ? 'up' : 'down', 'warning', now),
  );

/** One hub goes down, and the API goes on saying `connected`. */
export const loseHubQuietly = (which: Which): Action =>
  change(which, (group, { now }) => withHubs(group, 'up', 'down', 'connected', now));

/** The API says this word, which nobody has seen before. */
export const say = (which: Which, word: string): Action =>
  change(which, (group) => ({ ...group, status: 'unknown', statusSeen: word }));

/** The group gets another name; its id stays. */
export const rename = (from: string, to: string): Action => change(from, (group) => ({ ...group, name: to }));

export const moveHub = (which: Which, datacenter: string): Action =>
  change(which, (group) => ({
    ...group,
    hubs: group.hubs.map((hub) => (hub.primary ? { ...hub, datacenter } : hub)),
  }));

export const remove =
  (which: Which): Action =>
  (scene) => {
    for (const group of [...scene.fleet.values()])
      if (typeof which === 'string' ? group.name === which : which(group)) scene.fleet.delete(group.id);
  };

export const add =
  (group: Group): Action =>
  ({ fleet }) => {
    fleet.set(group.id, group);
  };

const troubleFor =
  (trouble: Trouble) =>
  (minutes: number): Action =>
  ({ troubles, minute }) => {
    troubles.push({ trouble, until: minute + minutes });
  };

const apiFails = (failure: Failure) => troubleFor({ what: 'API fails', failure });

export const apiDownFor = apiFails({
  kind: 'API unavailable',
  detail: 'GET /deployments/v2/networktunnelgroups answered 503 four times.',
  status: 503,
});
export const credentialsRefusedFor = apiFails({
  kind: 'credentials refused',
  detail: 'POST https://api.sse.cisco.com/auth/v2/token answered 401: unauthorized.',
  status: 401,
});
export const scopeMissingFor = apiFails({
  kind: 'not permitted',
  detail: 'GET /deployments/v2/networktunnelgroups answered 403: Access Forbidden.',
  status: 403,
});
/** The list answers 200 with no groups; by id they are all found. */
export const listEmptyFor = troubleFor({ what: 'list empty' });
/** The schedule starts no run. */
export const noRunsFor = troubleFor({ what: 'no runs' });
export const runsKilledFor = troubleFor({ what: 'killed', before: 'api.page' });
export const killedBeforePublishingFor = troubleFor({ what: 'killed', before: 'alerts.publish' });
export const killedAfterPublishingFor = troubleFor({ what: 'killed', before: 'store.recordAlerts' });
export const topicGoneFor = troubleFor({ what: 'topic gone' });

/** Somebody makes a silence that lasts so many minutes from now. */
export const silence =
  (match: Matcher, minutes: number, reason: string): Action =>
  (scene) => {
    const id = `s${scene.silences.length + 1}`;
    scene.silences.push({
      id,
      match,
      from: scene.now,
      to: plus(scene.now, minutes * MINUTE),
      reason,
      by: 'ops',
    });
    scene.touched = true;
  };

/** Somebody ends the last silence now. */
export const endSilence: Action = (scene) => {
  const last = scene.silences.pop();
  if (last === undefined) throw new Error('There is no silence to end.');
  scene.silences.push({ ...last, to: scene.now });
  scene.touched = true;
};

/** Somebody takes on the open incident of a group. */
export const acknowledge =
  (name: string): Action =>
  (scene) => {
    for (const { id } of [...scene.fleet.values()].filter((group) => group.name === name))
      scene.takenOn.add(id);
    scene.touched = true;
  };

/** The machine's clock is wrong by so many minutes from now on. */
export const clockOff =
  (minutes: number): Action =>
  (scene) => {
    scene.skew = minutes * MINUTE;
  };
