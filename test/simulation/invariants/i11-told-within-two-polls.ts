/** I11: when faults stop, every outstanding transition is told within two polls, beyond what confirmation and look-ups take. */

import type { Group } from '../../../lib/core/fleet/group.ts';
import type { CreateChecker } from '../checker.ts';
import { thresholdsOf } from '../oracle/configured.ts';
import { sameFacts } from '../oracle/facts.ts';
import { conditionOf, NOTHING_YET } from '../oracle/known.ts';

/** Polls after which everything must have been told that needs no confirmation. */
const POLLS = 2;

export const toldWithinTwoPolls: CreateChecker = (view, verdict) => {
  const { truth, policy, oracle } = view;
  /** Connected, and with everything it ever had. */
  const isWhole = (group: Group): boolean =>
    conditionOf(group, oracle.known.get(group.id)?.baseline ?? NOTHING_YET) === 'connected';

  const nothingOutstanding = async (): Promise<void> => {
    const head = await view.history.head(view.organization);
    if (head === null) return verdict.violated('Nothing was ever stored.');
    if (head.monitor.untold.length > 0)
      verdict.violated(`Still untold: ${head.monitor.untold.map(({ id }) => id).join()}.`);
    if (head.monitor.blind !== null) verdict.violated('Faults stopped, and the monitor is blind.');
    const stored = new Map((await view.groups()).map((state) => [state.id, state]));
    for (const state of stored.values()) {
      const due = state.untold.filter(
        ({ held }) => held === null || Date.parse(held) < view.now() - policy.interval,
      );
      if (due.length > 0) verdict.violated(`Still untold: ${due.map(({ id }) => id).join()}.`);
    }
    for (const group of truth.listed) {
      const state = stored.get(group.id);
      if (state?.presence !== 'listed' || !sameFacts(state.group, group))
        verdict.violated(
          `Group ${group.id} is ${group.status} and stored as ${state?.presence} ${state?.group.status}.`,
        );
      const { confirmation } = thresholdsOf(group, policy);
      const isDown = group.status === 'disconnected' && confirmation.disconnected <= POLLS;
      if (isDown && state?.watch === 'watched' && state.pending === null && state.incident === null)
        verdict.violated(`Group ${group.id} is down without an incident.`);
      if (isWhole(group) && state?.incident?.episode === null)
        verdict.violated(`Group ${group.id} is up, and its incident is open.`);
      verdict.checked();
    }
  };

  return {
    afterStep: async () => {
      if (view.quietRuns() === POLLS) await nothingOutstanding();
    },
    atEnd: async () => {
      await nothingOutstanding();
      const there = new Set(truth.listed.map(({ id }) => id));
      for (const { id, presence, pending, watch, group, incident } of await view.groups()) {
        if (!there.has(id) && presence !== 'removed')
          verdict.violated(`Group ${id} was removed and is stored as ${presence}.`);
        if (pending !== null) verdict.violated(`Group ${id} is still waiting for confirmation.`);
        const isDown = group.status === 'connected' ? !isWhole(group) : true;
        if (there.has(id) && watch === 'watched' && incident?.episode === undefined && isDown)
          verdict.violated(`Group ${id} is ${group.status}, incident ${incident?.id ?? 'none'}.`);
        verdict.checked();
      }
    },
  };
};
