/** Which message carries which stored alerts: what earlier runs could not tell goes with what this run has to tell. */
import { EVENTS_PER_ALERT } from '../fixed-policy.ts';
import { compareIds } from '../fleet/change.ts';
import { type AlertKind, alertId, alertKindOf, type GroupEvent, type MonitorEvent } from '../rules/event.ts';

/**
 * The id of the message for each stored alert of these events. One that goes alone keeps its id, so that a repeat of it is the
 * same alert; several of one kind go together under an id of the run that tells them, because no two messages of one id may
 * differ. A stored alert is never divided: the log notes for each of them in which message it was told.
 */
export function messageIds(
  events: Iterable<GroupEvent | MonitorEvent>,
  run: string,
): ReadonlyMap<string, string> {
  const kinds = new Map<AlertKind, Map<string, number>>();
  for (const event of events) {
    const kind = alertKindOf(event);
    const sizes = kinds.get(kind) ?? new Map<string, number>();
    kinds.set(kind, sizes.set(event.alert, (sizes.get(event.alert) ?? 0) + 1));
  }
  const ids = new Map<string, string>();
  for (const [kind, sizes] of kinds)
    for (const [index, pack] of packs(sizes).entries()) {
      const part = index === 0 ? '' : `.${index + 1}`;
      for (const stored of pack)
        ids.set(stored, pack.length === 1 ? stored : `${alertId(run, kind)}.joined${part}`);
    }
  return ids;
}

/** Stored alerts in the order of their ids, as many together as one message may carry. */
function packs(sizes: ReadonlyMap<string, number>): readonly (readonly string[])[] {
  const all: string[][] = [];
  let room = 0;
  for (const [stored, size] of [...sizes].sort(([a], [b]) => compareIds(a, b))) {
    room -= size;
    const last = all.at(-1);
    if (last !== undefined && room >= 0) last.push(stored);
    else {
      all.push([stored]);
      room = EVENTS_PER_ALERT - size;
    }
  }
  return all;
}
