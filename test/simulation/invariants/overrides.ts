/** Overrides: the thresholds of a selection of groups hold for these groups. */
import type { GroupState } from '../../../lib/core/rules/state.ts';
import type { CreateChecker } from '../checker.ts';
import { thresholdsOf } from '../oracle/configured.ts';

export const overrides: CreateChecker = ({ policy, oracle }, verdict) => {
  // Where nothing is overridden there is nothing to watch.
  if (policy.overrides.length === 0) return {};
  const seen = new Set<string>();
  /** Readings in a row, as far as they were stored, in which a group was not up. */
  const streaks = new Map<string, number>();

  const judge = (state: GroupState): void => {
    const { id, group, presence, pending, untold } = state;
    const isWhole = group.hubs.every((hub) => hub.status !== 'down' && hub.tunnels !== 'none');
    const isUp = presence === 'listed' && group.status === 'connected' && isWhole;
    const streak = isUp ? 0 : (streaks.get(id) ?? 0) + 1;
    streaks.set(id, streak);
    const thresholds = thresholdsOf(group, policy);
    const news = untold.filter((event) => !seen.has(event.id));
    for (const event of news) seen.add(event.id);
    if (thresholds.confirmation === policy.confirmation) return;
    if (pending !== null && pending.status !== 'connected') {
      const needed = thresholds.confirmation[pending.status];
      if (presence === 'listed' && group.status === pending.status && pending.polls >= needed)
        verdict.violated(`Group ${id} waits for more than ${needed} polls.`);
      else verdict.checked();
    }
    // What was open before is told of late, because a silence ended.
    if (oracle.known.get(id)?.incident) return;
    for (const event of news) {
      if (event.type !== 'opened' && event.type !== 'flapping began') continue;
      const needed = event.status === 'connected' ? 0 : thresholds.confirmation[event.status];
      if (streak < needed) verdict.violated(`${event.id} was told after ${streak} polls, not ${needed}.`);
      else verdict.checked();
    }
  };

  return {
    see: ({ type, ...happening }) => {
      if (type !== 'landed' || !('landed' in happening)) return;
      const { landed } = happening;
      if (landed.call === 'commitGroups') for (const state of landed.result.stored) judge(state);
    },
  };
};
