/** Which events were told, and when: from the alert log, and from what still waits with the groups. */
import type { PublishedAlert } from '../alerts/alert.ts';
import type { GroupState } from '../rules/state.ts';
import type { Instant } from '../time.ts';

/** An event of an incident and what became of it. */
export interface EventTold {
  readonly id: string;
  /** As in messages: `opened`, `still down`, `ended`, … */
  readonly type: string;
  /** `not told`: it was silenced, or people had not heard of the incident to begin with. */
  readonly fate: 'told' | 'waiting' | 'not told';
  /** The alert it was told in; null where it was not. */
  readonly alert: string | null;
  /** When that was published. */
  readonly at: Instant | null;
}

/** An event's id taken apart: the group, the number of its change, and the type. */
interface NamedEvent {
  readonly group: string;
  readonly seq: number;
  readonly type: string;
}

/** The incident's own id is made like that of an event. */
const EVENT_ID = /^(.+?)-(\d+)\.(.+)$/;
const INCIDENT_ID = /^(.+)-(\d+)$/;

/** null for the monitor's own events. */
export function eventNamed(id: string): NamedEvent | null {
  const parts = EVENT_ID.exec(id);
  if (parts === null) return null;
  const [, group, seq, name] = parts as string[] as [string, string, string, string];
  return { group, seq: Number(seq), type: name.replace(/-at-.*/, '').replaceAll('-', ' ') };
}

/** The group that an incident's id names, and the number of the change that began it; null for any other text. */
export function incidentNamed(id: string): { readonly group: string; readonly seq: number } | null {
  const parts = INCIDENT_ID.exec(id);
  if (parts === null) return null;
  const [, group, seq] = parts as string[] as [string, string, string];
  return { group, seq: Number(seq) };
}

/** What is known of events, by group and number of change. */
export interface ToldEvents {
  /** Those that belong to changes of a group, in the order of time. */
  of(group: string, belongs: (seq: number) => boolean): readonly EventTold[];
}

/** Everything that was told in some alerts, or waits to be told. */
export function toldEvents(groups: Iterable<GroupState>, alerts: readonly PublishedAlert[]): ToldEvents {
  const byGroup = new Map<string, Map<string, EventTold & { readonly seq: number }>>();
  const note = (id: string, fate: EventTold['fate'], alert: string | null, at: Instant | null): void => {
    const named = eventNamed(id);
    if (named === null) return;
    const { group, seq, type } = named;
    const events = byGroup.get(group) ?? new Map<string, EventTold & { readonly seq: number }>();
    byGroup.set(group, events);
    if (!events.has(id)) events.set(id, { id, type, fate, alert, at, seq });
  };
  for (const { id, at, events } of alerts) for (const event of events) note(event, 'told', id, at);
  for (const { untold } of groups)
    for (const { id, silenced } of untold) note(id, silenced ? 'not told' : 'waiting', null, null);
  return {
    of: (group, belongs) =>
      [...(byGroup.get(group)?.values() ?? [])]
        .filter(({ seq }) => belongs(seq))
        .sort((a, b) => a.seq - b.seq)
        .map(({ seq: _number, ...event }) => event),
  };
}
