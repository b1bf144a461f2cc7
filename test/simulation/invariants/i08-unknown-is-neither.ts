/** I8: `unknown` and gaps never count as up or as down. */
import type { GroupEvent } from '../../../lib/core/rules/event.ts';
import type { CreateChecker } from '../checker.ts';
import type { Landed } from '../happening.ts';
import { thresholdsOf } from '../oracle/configured.ts';
import type { Saw } from '../oracle/outcome.ts';

export const unknownIsNeither: CreateChecker = ({ oracle, policy }, verdict) => {
  const told = new Set<string>();
  /** Readings in a row, as far as they were stored, in which a group was not connected. */
  const streaks = new Map<string, number>();

  const judge = (event: GroupEvent, saw: Saw, streak: number): string | null => {
    if (!('status' in event) || event.type === 'removed') return null;
    const status = event.status === 'redundancy lost' ? 'connected' : event.status;
    if (saw.presence !== 'listed' || saw.group.status !== status)
      return `${event.id} says ${event.status}, and the API said ${saw.presence} ${saw.group.status}`;
    if (event.status !== 'unknown') return null;
    if (event.type !== 'opened' && event.type !== 'flapping began')
      return `${event.id} takes unknown for a change of severity`;
    if (event.severity !== 'warning') return `${event.id} takes unknown for ${event.severity}`;
    return streak < thresholdsOf(saw.group, policy).confirmation.unknown
      ? `${event.id} opened on unknown after ${streak} runs`
      : null;
  };

  const commit = (run: string, { result }: Extract<Landed, { call: 'commitGroups' }>): void => {
    for (const state of result.stored) {
      const saw = oracle.saw(run).get(state.id);
      if (saw === undefined) continue;
      const isWhole = saw.group.hubs.every(({ status, tunnels }) => status !== 'down' && tunnels !== 'none');
      const up = saw.presence === 'listed' && saw.group.status === 'connected' && isWhole;
      const down = saw.presence === 'listed' && !up;
      const streak = up ? 0 : (streaks.get(state.id) ?? 0) + (down ? 1 : 0);
      streaks.set(state.id, streak);
      for (const event of state.untold.filter(({ id }) => !told.has(id))) {
        told.add(event.id);
        const wrong = judge(event, saw, streak);
        if (wrong === null) verdict.checked();
        else verdict.violated(wrong);
      }
    }
  };

  return {
    see: (happening) => {
      if (happening.type !== 'landed') return;
      const { landed, run } = happening;
      if (landed.call === 'commitGroups') commit(run, landed);
      if (landed.call !== 'finish' || landed.args[1].complete === null) return;
      const { counts } = landed.args[1].complete;
      const there = [...oracle.known.values()].filter(({ presence }) => presence !== 'removed');
      const unknown = there.filter(
        ({ presence, group }) => presence === 'missing' || group.status === 'unknown',
      ).length;
      const up = there.filter(
        ({ presence, group }) => presence === 'listed' && group.status === 'connected',
      ).length;
      const sum = counts.connected + counts.warning + counts.disconnected + counts.unknown;
      if (counts.unknown !== unknown || counts.connected !== up || sum !== there.length)
        verdict.violated(
          `${run} counts ${JSON.stringify(counts)}; ${up} of ${there.length} are connected and ${unknown} unknown.`,
        );
      else verdict.checked();
    },
  };
};
