/** What there is to tell. Events are past tense, complete, and carry an id made from their cause: a repeat repeats it. */
import type { Failure } from '../failure.ts';
import type { Differences } from '../fleet/change.ts';
import type { Status, StatusCounts } from '../fleet/group.ts';
import type { Bounds, Instant } from '../time.ts';
import type { Condition } from './redundancy.ts';

/** How bad a status is for people: lost connectivity, lost redundancy (or nothing known), nothing. */
export type Severity = 'critical' | 'warning' | 'ok';

/** What every event has, from the moment it is committed until it is told. */
export interface Envelope {
  /** Unique within the organization, made from the cause. */
  readonly id: string;
  /** The alert it goes into, given at commit, so that a run that takes over finds it in the alert log. */
  readonly alert: string;
  /** The end of the reading that gave rise to it, or the moment the monitor judged. */
  readonly at: Instant;
  /** A silenced event is recorded and never published. */
  readonly silenced: boolean;
  /** Held back until then at the latest, to be told together with others; null where it is told at once. */
  readonly held: Instant | null;
  /** Why it is told, or why not, in words for log, message and alert log. */
  readonly reason: string;
}

/** A group left `connected`, or lost redundancy, or is told of late because a silence ended. */
export interface Opened {
  readonly type: 'opened';
  readonly incident: string;
  readonly status: Condition;
  readonly severity: Severity;
  /** When it left. */
  readonly since: Bounds;
}

/** An open incident got worse, or less bad without being over. */
export interface SeverityChanged {
  readonly type: 'escalated' | 'eased';
  readonly incident: string;
  readonly status: Condition;
  /** The condition before. Where a silence kept it from people, one of the severity that they were last told. */
  readonly previous: Condition;
  readonly severity: Severity;
  readonly since: Bounds;
  /** When the incident began. */
  readonly opened: Bounds;
}

/** The group comes and goes too often to be told each time; from here on only what matters is told. */
export interface FlappingBegan {
  readonly type: 'flapping began';
  readonly incident: string;
  readonly status: Condition;
  readonly severity: Severity;
  /** Openings so far that made it flapping. */
  readonly openings: number;
  readonly since: Bounds;
}

/** A flapping group has been down for a while in one stretch. */
export interface StillDown {
  readonly type: 'still down';
  readonly incident: string;
  readonly status: Condition;
  readonly severity: Severity;
  readonly openings: number;
  readonly since: Bounds;
}

/** The group is connected again (`steady`: for long enough after flapping), or it was removed while its incident was open. */
export interface Ended {
  readonly type: 'ended';
  readonly incident: string;
  readonly how: 'connected' | 'steady' | 'removed';
  /** The worst condition of the incident. */
  readonly worst: Condition;
  /** How often it opened: more than once only where it was flapping. */
  readonly openings: number;
  readonly opened: Bounds;
  readonly ended: Bounds;
}

/** A group with no open incident was removed: somebody may not have meant it. */
export interface Removed {
  readonly type: 'removed';
  readonly status: Status;
  readonly removed: Bounds;
}

/** Its configuration changed; told only where that was asked for. */
export interface Configured {
  readonly type: 'configured';
  readonly differences: Differences;
  readonly changed: Bounds;
}

export type GroupFact = Opened | SeverityChanged | FlappingBegan | StillDown | Ended | Removed | Configured;
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
  /** Sight comes and goes: until it has been steady, only longer losses are told. */
  readonly unsteady: boolean;
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
  /** How often sight was lost: more than once only where it came and went. */
  readonly losses: number;
}

/** A digest of incidents that are open for long. Which ones, the message takes from the state. */
export interface Reminder {
  readonly type: 'reminder';
  readonly about: 'critical' | 'redundancy';
  readonly incidents: readonly string[];
}

/** The API key ends soon. */
export interface KeyExpires {
  readonly type: 'key expires';
  readonly expires: Instant;
  /** Days ahead: the threshold that was reached. */
  readonly days: number;
}

export type MonitorFact = WatchBegan | WentBlind | SightReturned | Reminder | KeyExpires;
/** Something to tell about the monitor; stored with the head until it is told. */
export type MonitorEvent = MonitorFact & Envelope;

export type EventType = GroupFact['type'] | MonitorFact['type'];

/** The kinds of alert. A run sends at most one of each. */
export const ALERT_KINDS = [
  'blind',
  'opened',
  'changed',
  'removed',
  'ended',
  'configured',
  'sighted',
  'began',
  'reminder-critical',
  'reminder-redundancy',
  'key',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

const KIND_OF: Readonly<Record<Exclude<EventType, 'reminder'>, AlertKind>> = {
  opened: 'opened',
  'flapping began': 'opened',
  'still down': 'changed',
  escalated: 'changed',
  eased: 'changed',
  ended: 'ended',
  removed: 'removed',
  configured: 'configured',
  'watch began': 'began',
  'went blind': 'blind',
  'sight returned': 'sighted',
  'key expires': 'key',
};

/** The kind of alert that an event goes into. A removal is one kind of news, whether the group was down or not. */
export function alertKindOf(event: GroupFact | MonitorFact): AlertKind {
  if (event.type === 'ended' && event.how === 'removed') return 'removed';
  return event.type === 'reminder' ? `reminder-${event.about}` : KIND_OF[event.type];
}

/** The id of the one alert of a kind that a run sends, or that is gathered. */
export function alertId(source: string, kind: AlertKind): string {
  return `${source}.${kind}`;
}

/** How bad a condition is. `unknown` is a warning: nobody knows, and somebody should look. */
export function severityOf(condition: Condition): Severity {
  if (condition === 'connected') return 'ok';
  return condition === 'disconnected' ? 'critical' : 'warning';
}

const RANK: Readonly<Record<Severity, number>> = { ok: 0, warning: 1, critical: 2 };

/** Whether the first severity is worse than the second; anything is worse than nothing. */
export function isWorse(severity: Severity, than: Severity | null): boolean {
  return RANK[severity] > (than === null ? 0 : RANK[than]);
}
