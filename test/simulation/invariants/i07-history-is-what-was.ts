/** I7: replaying snapshot and changes gives the live state; a past instant rebuilt is what an independent oracle kept. */
import type { Gap } from '../../../lib/core/fleet/change.ts';
import type { Group } from '../../../lib/core/fleet/group.ts';
import type { Reading } from '../../../lib/core/fleet/observation.ts';
import type { Instant } from '../../../lib/core/time.ts';
import type { CreateChecker } from '../checker.ts';
import { factsOf } from '../oracle/facts.ts';
import { ask, isKept, textOf } from './ask.ts';

interface Moment {
  readonly by: Instant;
  readonly presence: string;
  readonly group: Group;
}

export const historyIsWhatWas: CreateChecker = (view, verdict) => {
  const lives = new Map<string, Moment[]>();
  const gaps: Gap[] = [];
  const instants: Instant[] = [];
  /** A run was complete since history was last asked. */
  let isDue = false;

  const fleetOf = (at: Instant): string => {
    const fleet: string[] = [];
    for (const id of [...lives.keys()].sort((a, b) => Number(a) - Number(b))) {
      const last = (lives.get(id) ?? []).findLast(({ by }) => by <= at);
      if (last !== undefined && last.presence !== 'removed')
        fleet.push(`${id} ${last.presence} ${factsOf(last.group)}`);
    }
    const gap = gaps.find(({ from, to }) => from < at && at < to);
    return [...fleet, gap === undefined ? '' : `gap ${gap.from} ${gap.to}`].join('\n');
  };

  const compare = async (at: Instant): Promise<void> => {
    const answer = await ask(view, at);
    // Whether a refusal is right is the thirteenth invariant's question.
    if (!answer.answered) return;
    const [told, was] = [textOf(answer), fleetOf(at)];
    if (told === was) verdict.checked();
    else verdict.violated(`Asked about ${at}, history says:\n${told}\nand it was:\n${was}`);
  };

  /** A hole that history does not admit to is the one thing it must not have. */
  const cover = (from: string | null, { from: begins, to }: Reading): void => {
    if (from === null) return;
    const covered = gaps.reduce((until, gap) => (gap.from <= until && gap.to > until ? gap.to : until), from);
    const hole = Date.parse(begins) - Date.parse(covered);
    if (hole > view.policy.gapIntervals * view.policy.interval)
      verdict.violated(
        `Nobody looked from ${covered} to ${begins}, and the history that goes on at ${to} says nothing of it.`,
      );
  };

  /** No report claims more precision than the polling gave, and none contradicts what was seen when. */
  const bound = (from: Instant | null, by: Instant, at: number, group: string): void => {
    if (!view.clocksAreRight) return;
    if (Date.parse(by) > at + 1 || (from !== null && from >= by))
      verdict.violated(`A change of group ${group} is dated from ${from} to ${by}.`);
  };

  return {
    see: (happening) => {
      if (happening.type !== 'landed') return;
      const { landed } = happening;
      if (landed.call === 'commitGap') gaps.push(landed.args[2]);
      if (landed.call === 'finish' && landed.args[1].complete !== null) {
        cover(view.oracle.lastComplete()?.to ?? null, landed.args[1].complete.reading);
        instants.push(landed.args[1].complete.reading.to);
        isDue = true;
      }
      if (landed.call !== 'commitGroups') return;
      const changes = new Map(landed.args[2].map(({ next, change }) => [next.id, change]));
      for (const { id, presence, group, reading } of landed.result.stored) {
        const life = lives.get(id) ?? [];
        lives.set(id, life);
        if ((life.at(-1)?.by ?? '') >= reading.to)
          verdict.violated(`The history of group ${id} goes back to ${reading.to}.`);
        const change = changes.get(id) ?? null;
        if (change === null) continue;
        bound(change.after, change.by, happening.at, id);
        life.push({ by: change.by, presence, group });
      }
    },
    afterStep: async () => {
      // Asking takes as long as a run: every other time is often enough.
      if (!isDue || view.now() % 2 === 0) return;
      isDue = false;
      const one = instants[(view.now() >>> 4) % instants.length];
      if (one !== undefined && isKept(view, one)) await compare(one);
    },
    atEnd: async () => {
      const there = (await view.groups()).filter(({ presence }) => presence !== 'removed');
      const live = there
        .sort((a, b) => Number(a.id) - Number(b.id))
        .map(({ id, presence, group }) => `${id} ${presence} ${factsOf(group)}`);
      const now = instants.at(-1);
      const told = now === undefined ? null : await ask(view, now);
      if (told?.answered && textOf(told) === [...live, ''].join('\n')) verdict.checked();
      else
        verdict.violated(
          `History ends with\n${told?.answered ? textOf(told) : told?.why}\nand the live state is\n${live.join('\n')}`,
        );
    },
  };
};
