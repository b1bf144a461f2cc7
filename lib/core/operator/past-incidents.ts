/** Incidents that have ended, put together from the changes that carry their ids. */
import type { Change } from '../fleet/change.ts';
import type { Status } from '../fleet/group.ts';
import type { Condition } from '../rules/redundancy.ts';
import type { Bounds, Instant } from '../time.ts';
import { type IncidentReport, type Knowledge, order } from './report.ts';
import { type EventTold, eventNamed, incidentNamed } from './told.ts';

/** Where an incident began before the changes at hand: so many more changes of its group are needed, from before an instant. */
export interface UnseenBeginning {
  readonly group: string;
  readonly before: Instant;
  readonly count: number;
}

/** What is missing to tell of each incident when it began. A group's changes are numbered without a hole. */
export function unseenBeginnings(changes: readonly Change[]): readonly UnseenBeginning[] {
  const first = new Map<string, Change>();
  for (const change of changes) if (!first.has(change.group)) first.set(change.group, change);
  const reaching = new Map<string, number>();
  for (const { incident } of changes) {
    const named = incident === null ? null : incidentNamed(incident);
    if (named !== null)
      reaching.set(named.group, Math.min(named.seq, reaching.get(named.group) ?? named.seq));
  }
  return [...reaching].flatMap(([group, seq]) => {
    const known = first.get(group);
    if (known === undefined || known.seq <= seq) return [];
    return [{ group, before: known.by, count: known.seq - seq }];
  });
}

/** The incidents that some changes speak of and that are not open now; those that ended last come first. */
export function pastIncidents(changes: readonly Change[], known: Knowledge): readonly IncidentReport[] {
  const reports = [...groupedBy(changes, ({ group }) => group)].flatMap(([group, ofGroup]) => {
    const open = known.groups.get(group)?.incident?.id ?? null;
    const ids = new Set(ofGroup.flatMap(({ incident }) => incident ?? []));
    return [...ids].filter((id) => id !== open).map((id) => report(id, group, ofGroup, known));
  });
  return reports.sort((a, b) => order(b.ended?.by ?? '', a.ended?.by ?? '') || order(a.id, b.id));
}

function report(
  id: string,
  group: string,
  ofGroup: readonly Change[],
  { groups, events, acknowledgements, now }: Knowledge,
): IncidentReport {
  const began = incidentNamed(id)?.seq;
  // An incident that had to be confirmed opened after its first change, which does not carry its id yet.
  const rows = ofGroup.filter(({ incident, seq }) => incident === id || seq === began);
  const numbers = new Set(rows.map(({ seq }) => seq));
  const told = events.of(group, (seq) => numbers.has(seq) || seq === began);
  const acknowledgement = acknowledgements.get(id) ?? null;
  return {
    id,
    group,
    record: groups.get(group)?.group ?? null,
    open: false,
    opened: openedBy(rows, began),
    ended: endedBy(rows, ofGroup, told, now),
    status: null,
    worst: worstOf(rows, began),
    told: null,
    events: allEvents(rows, told),
    acknowledged: acknowledgement !== null,
    acknowledgement,
  };
}

function openedBy(rows: readonly Change[], began: number | undefined): Bounds {
  const [first] = rows;
  if (first === undefined) throw new Error('An incident that no change speaks of.');
  return { after: first.seq === began ? first.after : null, by: first.by };
}

/**
 * The change that ended it, where one did. Flapping ends without a change, when the group has been up for long enough: by the
 * alert that said so; where nobody was told, at some time before the group's next change.
 */
function endedBy(
  rows: readonly Change[],
  ofGroup: readonly Change[],
  told: readonly EventTold[],
  now: Instant,
): Bounds | null {
  const last = rows.at(-1);
  if (last === undefined) return null;
  const { after, by } = last;
  if (last.events.some(isEnd)) return { after, by };
  const said = told.find((event) => isEnd(event.id))?.at;
  const next = ofGroup.find(({ seq }) => seq > last.seq)?.by;
  return { after, by: said ?? next ?? now };
}

function isEnd(event: string): boolean {
  return eventNamed(event)?.type === 'ended';
}

/** What the alert log says of the events, and those beside that only the changes name: nobody was told of them. */
function allEvents(rows: readonly Change[], told: readonly EventTold[]): readonly EventTold[] {
  const known = new Set(told.map(({ id }) => id));
  const silent = rows
    .flatMap(({ events }) => events)
    .filter((id) => !known.has(id))
    .map(
      (id): EventTold => ({
        id,
        type: eventNamed(id)?.type ?? id,
        fate: 'not told',
        alert: null,
        at: null,
      }),
    );
  const number = ({ id }: EventTold): number => eventNamed(id)?.seq ?? 0;
  return [...told, ...silent].sort((a, b) => number(a) - number(b));
}

const WORST_FIRST: readonly Status[] = ['disconnected', 'warning', 'unknown'];

/** The worst status that its changes went to or came from. Where they name none, the group was connected all the while. */
function worstOf(rows: readonly Change[], began: number | undefined): Condition {
  const seen = new Set<unknown>();
  for (const { seq, differences } of rows) {
    const [before, after] = differences.status ?? [];
    seen.add(after);
    if (seq !== began) seen.add(before);
    const whole = differences.group?.[1];
    if (typeof whole === 'object' && whole !== null && 'status' in whole) seen.add(whole.status);
  }
  return WORST_FIRST.find((status) => seen.has(status)) ?? 'redundancy lost';
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const list = groups.get(keyOf(item)) ?? [];
    groups.set(keyOf(item), list);
    list.push(item);
  }
  return groups;
}
