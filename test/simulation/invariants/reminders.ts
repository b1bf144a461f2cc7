/**
 * Reminders come when they are due, and name what people were told of long ago and nobody has taken on; an acknowledgement
 * stops them until its incident ends.
 */
import type { Reading } from '../../../lib/core/fleet/observation.ts';
import type { MonitorEvent, Reminder } from '../../../lib/core/rules/event.ts';
import type { GroupState, MonitorState } from '../../../lib/core/rules/state.ts';
import type { Checker, CreateChecker, Verdict, View } from '../checker.ts';
import type { Landed } from '../happening.ts';
import { weight } from '../oracle/known.ts';
import { isSilenced } from '../oracle/outcome.ts';

export const reminders: CreateChecker = (view, verdict) => create(view, verdict, 'reminders');
export const acknowledgements: CreateChecker = (view, verdict) => create(view, verdict, 'acknowledgements');

type About = Reminder['about'];
const WEIGHTS: Readonly<Record<About, number>> = { critical: 2, redundancy: 1 };

function create(
  { oracle, policy }: View,
  verdict: Verdict,
  about: 'reminders' | 'acknowledgements',
): Checker {
  const stored = new Map<string, GroupState>();
  const acknowledged = new Set<string>();
  /** Acknowledged while the present run was under way: it may know, or not. */
  const unsure = new Set<string>();
  const seen = new Set<string>();
  let [before, after]: [MonitorState | null, MonitorState | null] = [null, null];

  /** Incidents that a reminder might name, acknowledged or not. */
  const old = (kind: About, run: string, reading: Reading): readonly string[] => {
    const around = oracle.circumstances(run, reading);
    return [...stored.values()].flatMap(({ incident, presence, group }) => {
      if (incident === null || incident.toldAt === null || presence === 'removed') return [];
      const isDue = Date.parse(reading.to) - Date.parse(incident.toldAt) >= policy.reminders[kind];
      const isOne = isDue && weight(incident.status) === WEIGHTS[kind] && !isSilenced(group, around);
      return isOne ? [incident.id] : [];
    });
  };

  /** Whoever writes the group afterwards, an acknowledgement stands. */
  const keep = (run: string, state: GroupState): void => {
    stored.set(state.id, state);
    const { incident } = state;
    if (about !== 'acknowledgements' || incident === null || !acknowledged.has(incident.id)) return;
    if (incident.acknowledged) verdict.checked();
    else verdict.violated(`${run} wrote group ${state.id} without the acknowledgement of ${incident.id}.`);
  };

  const remind = (run: string, reminder: Reminder & Pick<MonitorEvent, 'id' | 'at'>): void => {
    const around = oracle.circumstances(run, { from: reminder.at, to: reminder.at });
    for (const incident of reminder.incidents) {
      const state = [...stored.values()].find((each) => each.incident?.id === incident);
      if (about === 'acknowledgements' && acknowledged.has(incident) && !unsure.has(incident))
        verdict.violated(`${reminder.id} names incident ${incident}, which somebody has taken on.`);
      if (about === 'reminders' && state === undefined)
        verdict.violated(`${reminder.id} names incident ${incident}, which is not open.`);
      if (about === 'reminders' && state !== undefined && isSilenced(state.group, around))
        verdict.violated(`${reminder.id} names incident ${incident}, which is silenced.`);
    }
  };

  const complete = (run: string, reading: Reading): void => {
    if (before === null || before.watching === null) return;
    for (const kind of ['critical', 'redundancy'] as const) {
      const last = before.reminded[kind];
      if (last !== null && Date.parse(reading.to) - Date.parse(last) < policy.reminders[kind]) continue;
      const all = old(kind, run, reading);
      const open = all.filter((incident) => !acknowledged.has(incident));
      const isReminded = after?.reminded[kind] === reading.to;
      if (about === 'acknowledgements' && open.length < all.length) verdict.checked();
      if (about === 'acknowledgements') continue;
      const mayBe = open.length > 0 || all.some((incident) => unsure.has(incident));
      if (open.length > 0 && !isReminded) verdict.violated(`${run} reminds nobody of ${open.join()}.`);
      else if (isReminded && !mayBe) verdict.violated(`${run} reminds of nothing that is ${kind}.`);
      else if (open.length > 0) verdict.checked();
    }
  };

  const land = (run: string, landed: Landed): void => {
    if (landed.call === 'takeLease' && landed.result.taken) {
      before = landed.result.head.monitor;
      after = before;
      unsure.clear();
    }
    if (landed.call === 'commitGroups') for (const state of landed.result.stored) keep(run, state);
    if (landed.call === 'commitMonitor') {
      after = landed.args[1];
      for (const event of after.untold.filter(({ id }) => !seen.has(id))) {
        seen.add(event.id);
        if (event.type === 'reminder') remind(run, event);
      }
    }
    if (landed.call === 'finish' && landed.args[1].complete !== null)
      complete(run, landed.args[1].complete.reading);
  };

  return {
    see: (happening) => {
      if (happening.type === 'landed') land(happening.run, happening.landed);
      if (happening.type !== 'acknowledged') return;
      acknowledged.add(happening.incident);
      unsure.add(happening.incident);
    },
  };
}
