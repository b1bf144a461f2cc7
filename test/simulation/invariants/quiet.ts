/**
 * Silences and maintenance windows: nothing is told inside one but the end of what people were told of; and what is then
 * worse than what they were told is told by the first complete run after its end.
 */
import type { GroupState } from '../../../lib/core/rules/state.ts';
import type { CreateChecker } from '../checker.ts';
import { isInWindow } from '../oracle/configured.ts';
import { conditionOf, weight } from '../oracle/known.ts';
import { type Circumstances, isInSilence, isSilenced, type Saw } from '../oracle/outcome.ts';

export const silences = quiet('silence', ({ group }, around) => isInSilence(group, around));
export const windows = quiet('maintenance window', ({ group }, { readAt, policy }) =>
  isInWindow(group, Date.parse(readAt), policy),
);

function quiet(what: string, isQuiet: (saw: Saw, around: Circumstances) => boolean): CreateChecker {
  return ({ oracle }, verdict) => {
    const seen = new Set<string>();
    /** Incidents of which something was kept from people. */
    const kept = new Set<string>();
    let refused: ReadonlySet<string> = new Set();

    const commit = (run: string, state: GroupState): void => {
      const news = state.untold.filter(({ id }) => !seen.has(id));
      for (const { id } of news) seen.add(id);
      const around = oracle.circumstances(run, state.reading);
      if (!isQuiet(state, around)) return;
      const open = oracle.known.get(state.id)?.incident ?? null;
      const loud = news.find((event) => !(event.type === 'ended' && (open?.told ?? 0) > 0));
      if (loud !== undefined) verdict.violated(`${loud.id} is told inside a ${what}.`);
      const { incident } = state;
      const told = incident?.told ?? 'ok';
      if (incident === null || SEVERITIES.indexOf(told) >= weight(incident.status)) return;
      kept.add(incident.id);
      verdict.checked();
    };

    /** Nothing that was kept from people goes on being kept from them. */
    const complete = (run: string, around: Circumstances): void => {
      for (const [id, saw] of oracle.saw(run)) {
        const known = oracle.known.get(id);
        if (!known?.incident || !kept.has(known.incident.id) || refused.has(id)) continue;
        if (saw.presence !== 'listed' || saw.group.status === 'unknown' || isSilenced(saw.group, around))
          continue;
        kept.delete(known.incident.id);
        const condition = conditionOf(saw.group, known.baseline);
        if (known.incident.told >= weight(condition)) verdict.checked();
        else
          verdict.violated(
            `The ${what} of group ${id} has ended, it is ${condition}, and ${run} tells nobody.`,
          );
      }
    };

    return {
      see: (happening) => {
        if (happening.type !== 'landed') return;
        const { landed, run } = happening;
        if (landed.call === 'takeLease') refused = new Set();
        if (landed.call === 'commitGroups') {
          refused = new Set([...refused, ...landed.result.refused.map(({ id }) => id)]);
          for (const state of landed.result.stored) commit(run, state);
        }
        if (landed.call === 'finish' && landed.args[1].complete !== null)
          complete(run, oracle.circumstances(run, landed.args[1].complete.reading));
      },
    };
  };
}

/** By their weight. */
const SEVERITIES: readonly string[] = ['ok', 'warning', 'critical'];
