/** The API as a script has it, and a note of everything it answered. */
import { type Failure, RunFailure } from '../../../lib/core/failure.ts';
import { compareIds } from '../../../lib/core/fleet/change.ts';
import type { Group } from '../../../lib/core/fleet/group.ts';
import { instant } from '../../../lib/core/time.ts';
import type { SecureAccess } from '../../../lib/sync/ports.ts';
import type { Scene, Trouble } from './script.ts';

/** What the API answered in one run. */
export interface Answers {
  readonly shown: Map<string, Group>;
  /** Groups that the list named. */
  listed: number;
  readonly gone: Set<string>;
  failure?: Failure;
}

const PAGE = 200;
/** Milliseconds that a call takes. */
const CALL = 200;
/** Milliseconds since a hub that is up has reported. */
const REPORTED_AGO = 13_000;

export function scriptedApi(
  scene: Scene,
  troubles: readonly Trouble[],
  answers: Answers,
  clock: { now(): number; sleep(milliseconds: number): Promise<void> },
  distort: (group: Group, minute: number) => Group = (group) => group,
): SecureAccess {
  const answer = (group: Group) => {
    const shown = asReported(group, clock.now() - REPORTED_AGO);
    answers.shown.set(group.id, shown);
    return { group: distort(shown, scene.minute) };
  };
  const call = async (): Promise<void> => {
    await clock.sleep(CALL);
    const fails = troubles.find((trouble) => trouble.what === 'API fails');
    if (fails === undefined) return;
    answers.failure = fails.failure;
    throw new RunFailure(fails.failure);
  };
  const isEmpty = troubles.some(({ what }) => what === 'list empty');
  let listed: readonly Group[] | null = null;
  return {
    page: async (offset) => {
      await call();
      listed ??= isEmpty ? [] : [...scene.fleet.values()].sort((a, b) => compareIds(a.id, b.id));
      answers.listed = listed.length;
      return { records: listed.slice(offset, offset + PAGE).map(answer), total: listed.length };
    },
    groupsWithIds: async (ids) => {
      await call();
      if (isEmpty) return [];
      return ids.flatMap((id) => scene.fleet.get(id) ?? []).map(answer);
    },
    group: async (id) => {
      await call();
      const group = scene.fleet.get(id);
      if (group !== undefined) return answer(group);
      answers.gone.add(id);
      return null;
    },
    takeUsage: () => ({ calls: 0, tokenRequests: 0, retries: 0 }),
  };
}

/** Hubs that are up report all the time. */
function asReported(group: Group, at: number): Group {
  const reportedAt = instant(at);
  const hubs = group.hubs.map((hub) =>
    hub.status === 'up' ? { ...hub, carried: { ...hub.carried, reportedAt } } : hub,
  );
  return { ...group, hubs };
}
