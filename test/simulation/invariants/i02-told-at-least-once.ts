/** I2: every event not silenced is published at least once; published again only with the same event id. */
import type { RenderedAlert } from '../../../lib/core/alerts/alert.ts';
import type { GroupEvent, MonitorEvent } from '../../../lib/core/rules/event.ts';
import type { CreateChecker } from '../checker.ts';
import type { Landed } from '../happening.ts';

export const toldAtLeastOnce: CreateChecker = (view, verdict) => {
  /** Events that took effect, with the alert each goes into; the monitor's may be judged anew by a run that knows nothing of the first. */
  const committed = new Map<string, readonly string[]>();
  const published = new Set<string>();
  /** Events in the alert log, by the happening that put them there. */
  const logged = new Map<string, number>();
  const begun = new Map<string, number>();
  /** When a run last looked an alert up in the log. */
  const consulted = new Map<string, number>();
  /** Groups whose incident was opened by the first run, and is told by the digest alone. */
  const inDigest = new Map<string, number>();
  /** A tombstone expires weeks after its removal, and what was not told by then goes with it, whoever has the id afterwards. */
  const gone = new Set<string>();
  let [count, expired] = [0, 0];

  const commit = (events: readonly (GroupEvent | MonitorEvent)[]): void => {
    for (const { id, alert, silenced } of events) {
      const before = committed.get(id) ?? [];
      if (silenced || before.includes(alert)) continue;
      committed.set(id, [...before, alert]);
      if (before.length === 0) continue;
      if (!isMonitors(id)) verdict.violated(`Event ${id} was in alert ${before} and is now in ${alert}.`);
    }
  };

  const land = (run: string, landed: Landed): void => {
    if (landed.call === 'takeLease' && landed.result.taken) begun.set(run, count);
    if (landed.call === 'findAlert') consulted.set(`${run} ${landed.args[1]}`, count);
    if (landed.call === 'recordAlerts')
      for (const { events } of landed.args[1])
        for (const id of events) logged.set(id, logged.get(id) ?? count);
    if (landed.call === 'commitMonitor') commit(landed.args[1].untold);
    if (landed.call !== 'commitGroups') return;
    for (const state of landed.result.stored) {
      commit(state.untold);
      if (state.incident === null) inDigest.delete(state.id);
      else if (!view.oracle.watching() && !inDigest.has(state.id)) inDigest.set(state.id, count);
    }
  };

  const publish = (run: string, alert: RenderedAlert, late: boolean): void => {
    // What earlier runs left is told with what this one saw, under an id of its own; else under the id it was stored with.
    const isJoined = alert.id.startsWith(`${run}.${alert.kind}.joined`);
    const known = (id: string): number =>
      Math.max(
        begun.get(run) ?? 0,
        ...(committed.get(id) ?? []).map((stored) => consulted.get(`${run} ${stored}`) ?? 0),
      );
    for (const id of alert.events) {
      const stored = committed.get(id);
      if (stored === undefined || !(isJoined || stored.includes(alert.id)))
        verdict.violated(`${run} published event ${id} in ${alert.id}, which was never committed.`);
    }
    const isLogged = alert.events.every(
      (id) => published.has(id) && (logged.get(id) ?? known(id)) < known(id),
    );
    const isJudgedAnew = alert.events.every((id) => (committed.get(id)?.length ?? 0) > 1);
    if (isLogged && !late && !isJudgedAnew)
      verdict.violated(`${run} published ${alert.id} again, although the alert log had it.`);
    for (const id of alert.events) published.add(id);
    if (alert.kind !== 'began') return;
    for (const [id, at] of inDigest)
      if (at < (begun.get(run) ?? 0) && !alert.json.includes(`"id":"${id}"`))
        verdict.violated(
          `The digest of ${run} does not name group ${id}, whose incident nothing else will tell.`,
        );
  };

  return {
    see: (happening) => {
      count += 1;
      if (happening.type === 'landed') land(happening.run, happening.landed);
      if (happening.type === 'published') publish(happening.run, happening.alert, happening.late);
    },
    afterStep: async () => {
      if (view.expired() === expired) return;
      expired = view.expired();
      // The log's rows expire as well.
      logged.clear();
      const there = new Set((await view.groups()).map(({ id }) => id));
      for (const id of committed.keys())
        if (!isMonitors(id) && !there.has(id.split('-')[0] ?? '')) gone.add(id);
    },
    atEnd: async () => {
      const groups = await view.groups();
      const later = groups.flatMap(({ untold }) =>
        untold.filter(({ held }) => held !== null && Date.parse(held) > view.now()),
      );
      const isLater = new Set(later.map(({ id }) => id));
      for (const [id, alerts] of committed) {
        if (published.has(id) || isLater.has(id) || gone.has(id)) verdict.checked();
        else verdict.violated(`Event ${id} of alert ${alerts.join()} was never published.`);
      }
    },
  };
};

function isMonitors(event: string): boolean {
  return !/^\d+-\d+\./.test(event);
}
