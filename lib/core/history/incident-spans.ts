/** Incidents as history has them: put together from the changes that carry their ids, while these stream by. */
import type { Change } from '../fleet/change.ts';
import type { Status } from '../fleet/group.ts';
import type { Incident } from '../rules/state.ts';
import type { Bounds } from '../time.ts';

/** An incident as far as it is in the changes that were read. */
export interface IncidentSpan {
  /** As in messages: `<group id>-<number of the change that opened it>`. */
  readonly id: string;
  readonly group: string;
  /** The bounds of the change that its id names; null where that came before what was read. */
  readonly opened: Bounds | null;
  /**
   * null while it is open. Where no change marks its end (a flapping one ends by staying up), it ended after its last change
   * and no later than the group's next one, which belongs to it no more.
   */
  readonly ended: Bounds | null;
  /** The worst status that its changes name; `redundancy lost` where the group stayed connected. */
  readonly worst: Status | 'redundancy lost';
  /** How many changes belong to it. */
  readonly changes: number;
}

/** Takes changes in the order of time and gives incidents as soon as it is known that they are over. */
export interface IncidentFold {
  /** Incidents that this change shows to have ended: one at the most, except where it also begins and ends one. */
  take(change: Change): readonly IncidentSpan[];
  /** Those that have not ended, by group and id. */
  open(): readonly IncidentSpan[];
}

interface Track {
  span: Mutable<IncidentSpan> | null;
  /** The group's last change, and its number. */
  last: Bounds;
  seq: number;
  status: Status | null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Memory grows with the groups, not with the changes. */
export function createIncidentFold(): IncidentFold {
  const tracks = new Map<string, Track>();
  return {
    take(change) {
      const { group, seq, after, by, incident } = change;
      const before = tracks.get(group) ?? null;
      const bounds = { after, by };
      const over: IncidentSpan[] = [];
      let span = before?.span ?? null;
      if (span !== null && span.id !== incident) {
        over.push({ ...span, ended: { after: before?.last.by ?? null, by } });
        span = null;
      }
      const status = statusAfter(change) ?? before?.status ?? null;
      if (incident !== null) {
        span = { ...(span ?? began(incident, change, before)) };
        span.changes += 1;
        span.worst = worse(span.worst, status);
        if (change.events.some((event) => event.endsWith('.ended'))) {
          over.push({ ...span, ended: bounds });
          span = null;
        }
      }
      tracks.set(group, { span, last: bounds, seq, status });
      return over;
    },
    open: () =>
      [...tracks.values()]
        .flatMap(({ span }) => (span === null ? [] : [{ ...span }]))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** The incident that a group's state has open, where no change that was read carries its id. */
export function spanOf(group: string, { id, opened, worst }: Incident): IncidentSpan {
  return {
    id,
    group,
    opened,
    ended: null,
    worst: worst === 'connected' ? 'redundancy lost' : worst,
    changes: 0,
  };
}

/** An incident that was confirmed opened with a change that does not carry its id yet: the last one before, if that was read. */
function began(id: string, change: Change, before: Track | null): Mutable<IncidentSpan> {
  const { group, after, by } = change;
  const number = Number(id.slice(id.lastIndexOf('-') + 1));
  const opened = change.seq === number ? { after, by } : before?.seq === number ? before.last : null;
  const worst = worse('redundancy lost', before?.seq === number ? before.status : null);
  return { id, group, opened, ended: null, worst, changes: 0 };
}

/** What is none of these lost redundancy. */
const WORST_FIRST = ['disconnected', 'warning', 'unknown'] as const;

function worse(a: IncidentSpan['worst'], status: Status | null): IncidentSpan['worst'] {
  return WORST_FIRST.find((one) => one === a || one === status) ?? a;
}

/** The status that a change went to; null where it does not name one. */
function statusAfter({ differences }: Change): Status | null {
  const whole = differences.group?.[1];
  const status =
    typeof whole === 'object' && whole !== null && 'status' in whole ? whole.status : differences.status?.[1];
  return STATUS_WORDS.find((word) => word === status) ?? null;
}

const STATUS_WORDS: readonly Status[] = ['connected', 'warning', 'disconnected', 'unknown'];
