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
  const groups = new Map<string, { readonly first: Change; readonly began: number }>();
  for (const change of changes) {
    const { first, began } = groups.get(change.group) ?? { first: change, began: change.seq };
    const named = change.incident && incidentNamed(change.incident);
    groups.set(change.group, { first, began: named ? Math.min(began, named.seq) : began });
  }
  return [...groups].flatMap(([group, { first, began }]) =>
    began < first.seq ? [{ group, before: first.by, count: first.seq - began }] : [],
  );
}

/** The incidents that some changes speak of and that are not open now; those that ended last come first. */
export function pastIncidents(changes: readonly Change[], known: Knowledge): readonly IncidentReport[] {
  const reports = [...groupedBy(changes, ({ group }) => group)].flatMap(([group, ofGroup]) => {
    const open = known.groups.get(group)?.incident?.id;
    return [...groupedBy(ofGroup, ({ incident }) => incident)].flatMap(([id, ofIncident]) =>
      id === null || id === open ? [] : [report(id, ofIncident, ofGroup, known)],
    );
  });
  return reports.sort((a, b) => order(b.ended.by, a.ended.by) || order(a.id, b.id));
}

function report(
  id: string,
  ofIncident: NonEmpty<Change>,
  ofGroup: NonEmpty<Change>,
  { groups, events, acknowledgements, now }: Knowledge,
): IncidentReport & { readonly ended: Bounds } {
  const [{ group, by }] = ofIncident;
  // An incident that had to be confirmed opened with a change that does not carry its id yet.
  const began = ofGroup.find(({ seq }) => seq === incidentNamed(id)?.seq);
  const rows = began === undefined || ofIncident.includes(began) ? ofIncident : [began, ...ofIncident];
  const numbers = new Set([incidentNamed(id)?.seq, ...rows.map(({ seq }) => seq)]);
  const told = events.of(group, (seq) => numbers.has(seq));
  const acknowledgement = acknowledgements.get(id) ?? null;
  return {
    id,
    group,
    record: groups.get(group)?.group ?? null,
    open: false,
    opened: began === undefined ? { after: null, by } : { after: began.after, by: began.by },
    ended: endedBy(ofIncident, ofGroup, told, now),
    status: null,
    worst: worstOf(rows, began),
    told: null,
    events: allEvents(rows, told),
    acknowledged: acknowledgement !== null,
    acknowledgement,
  };
}

/**
 * The change that ended it, where one did. Flapping ends without a change, when the group has been up for long enough: by the
 * alert that said so; where nobody was told, at some time before the group's next change.
 */
function endedBy(
  ofIncident: NonEmpty<Change>,
  ofGroup: readonly Change[],
  told: readonly EventTold[],
  now: Instant,
): Bounds {
  const last = ofIncident.reduce((_, later) => later);
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
function worstOf(rows: readonly Change[], began: Change | undefined): Condition {
  const seen = new Set<unknown>();
  for (const change of rows) {
    const { status, group } = change.differences;
    seen.add(status?.[1]);
    if (change !== began) seen.add(status?.[0]);
    const whole = group?.[1];
    if (typeof whole === 'object' && whole !== null && 'status' in whole) seen.add(whole.status);
  }
  return WORST_FIRST.find((status) => seen.has(status)) ?? 'redundancy lost';
}

type NonEmpty<T> = readonly [T, ...T[]];

function groupedBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, NonEmpty<T>> {
  const groups = new Map<K, [T, ...T[]]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known === undefined) groups.set(keyOf(item), [item]);
    else known.push(item);
  }
  return groups;
}
