/** What there is to tell. Events are past tense, complete, and carry an id made from their cause: a repeat repeats it. */
import type { Failure } from '../failure.ts';
import type { Status, StatusCounts } from '../fleet/group.ts';
import type { Bounds, Instant } from '../time.ts';

/** How bad a status is for people: lost connectivity, lost redundancy (or nothing known), nothing. */
export type Severity = 'critical' | 'warning' | 'ok';

/** What every event has, from the moment it is committed until it is told. */
export interface Envelope {
  /** Unique within the organization, made from the cause. */
  readonly id: string;
  /** The alert it goes into, given at commit, so that a run that takes over publishes the same one. */
  readonly alert: string;
  /** The end of the reading that gave rise to it, or the moment the monitor judged. */
  readonly at: Instant;
  /** A silenced event is recorded and never published. */
  readonly silenced: boolean;
}

/** A group left `connected`. */
export interface Opened {
  readonly type: 'opened';
  readonly incident: string;
  readonly status: Status;
  readonly severity: Severity;
  /** When it left. */
  readonly since: Bounds;
}

/** An open incident got worse, or less bad without being over. */
export interface SeverityChanged {
  readonly type: 'escalated' | 'eased';
  readonly incident: string;
  readonly status: Status;
  readonly previous: Status;
  readonly severity: Severity;
  readonly since: Bounds;
  /** When the incident began. */
  readonly opened: Bounds;
}

/** The group is connected again, or it was removed while its incident was open. */
export interface Ended {
  readonly type: 'ended';
  readonly incident: string;
  readonly how: 'connected' | 'removed';
  /** The worst status of the incident. */
  readonly worst: Status;
  readonly opened: Bounds;
  readonly ended: Bounds;
}

/** A group with no open incident was removed: somebody may not have meant it. */
export interface Removed {
  readonly type: 'removed';
  readonly status: Status;
  readonly removed: Bounds;
}

export type GroupFact = Opened | SeverityChanged | Ended | Removed;
/** Something to tell about one group; stored with the group's state until it is told. */
export type GroupEvent = GroupFact & Envelope;

/** The first complete run: who is watched from now on. */
export interface WatchBegan {
  readonly type: 'watch began';
  readonly counts: StatusCounts;
}

/** No complete run for too long. */
export interface WentBlind {
  readonly type: 'went blind';
  /** The end of the last complete reading; null where there never was one. */
  readonly since: Instant | null;
  readonly failure: Failure;
  /** Runs without success so far. */
  readonly attempts: number;
}

/** A complete run after blindness, or after a long time in which nothing ran at all. */
export interface SightReturned {
  readonly type: 'sight returned';
  readonly blind: { readonly from: Instant | null; readonly to: Instant };
  /** The cause that was told; null where nothing ran, so nothing could tell. */
  readonly failure: Failure | null;
  /** Incidents that opened and that ended in the reading that regained sight. */
  readonly opened: number;
  readonly ended: number;
}

export type MonitorFact = WatchBegan | WentBlind | SightReturned;
/** Something to tell about the monitor; stored with the head until it is told. */
export type MonitorEvent = MonitorFact & Envelope;

export type EventType = GroupFact['type'] | MonitorFact['type'];

/** The kinds of alert. A run sends at most one of each. */
export const ALERT_KINDS = ['blind', 'opened', 'changed', 'removed', 'ended', 'sighted', 'began'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

const KIND_OF: Readonly<Record<EventType, AlertKind>> = {
  opened: 'opened',
  escalated: 'changed',
  eased: 'changed',
  ended: 'ended',
  removed: 'removed',
  'watch began': 'began',
  'went blind': 'blind',
  'sight returned': 'sighted',
};

/** The kind of alert that an event goes into. */
export function alertKindOf(event: { readonly type: EventType }): AlertKind {
  return KIND_OF[event.type];
}

/**
 * The id of the alert of a kind that a run sends. There is one of each kind, unless so many events are committed at once
 * that the alert log could not name them all in one item (DynamoDB: 400 KB).
 */
export function alertId(run: string, kind: AlertKind, part = 1): string {
  return part === 1 ? `${run}.${kind}` : `${run}.${kind}.${part}`;
}

/** Events that one alert carries at the most: at 60 bytes an id they fill no more than 300 KB of the alert log's item. */
export const EVENTS_PER_ALERT = 5_000;

/** How bad a status is. `unknown` is a warning: nobody knows, and somebody should look. */
export function severityOf(status: Status): Severity {
  if (status === 'connected') return 'ok';
  return status === 'disconnected' ? 'critical' : 'warning';
}
