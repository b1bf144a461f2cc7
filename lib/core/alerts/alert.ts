import type { StatusCounts } from '../fleet/group.ts';
import type { AlertKind, Envelope, GroupEvent, MonitorEvent, MonitorFact, Severity } from '../rules/event.ts';
import type { GroupState, Incident } from '../rules/state.ts';
import type { Instant } from '../time.ts';

/** The organization as people know it. */
export interface AlertOrganization {
  readonly id: string;
  readonly name: string;
  /** IANA name of the zone that times are shown in; UTC where this machine does not know it. */
  readonly timeZone: string;
  /** How commands name it: by its id, or the folder of its data. Left out where a stack has it alone. */
  readonly named?: { readonly flag: '--org' | '--data'; readonly value: string };
}

/** What an alert tells of one group, with the group as it is known now. */
export interface AlertItem {
  /** The latest of its events in this alert. */
  readonly event: GroupEvent;
  /** Those before it, the oldest first: only where a gathered alert has any. */
  readonly earlier?: readonly GroupEvent[];
  /** The group's record and open incident as of now, which for a late alert is after the event. */
  readonly state: GroupState;
  /** Whether what the latest event says is still so. A message must not call a group down that is up again. */
  readonly holds: boolean;
}

/** Something that the openings of one alert share, and that most of the groups there have in common. */
export interface SharedCause {
  readonly where: 'data center' | 'region';
  readonly name: string;
  /** Groups there that it concerns now, also those told of before. */
  readonly affected: number;
  /** All watched groups with a hub in that data center, or in that region. */
  readonly of: number;
}

/** The time over which events were gathered; and whether because messages came thick, or until all missing groups were looked up. */
export interface Gathered {
  readonly from: Instant;
  readonly to: Instant;
  readonly why: 'crowded' | 'looked up';
}

interface AlertEnvelope {
  /** The same for every repeat. */
  readonly id: string;
  readonly organization: AlertOrganization;
  /** When what it tells of was seen; of several runs, the last of it. */
  readonly at: Instant;
  /** When the first of it was to be told: at once, or when the time was over in which it was gathered with others. */
  readonly due: Instant;
  /** From its first event until it was due: only where it was held back to be told together with others. */
  readonly gathered?: Gathered;
  /** When it is about to be published. */
  readonly asOf: Instant;
  /** Groups in each status as of this run; null where this run did not see the fleet. */
  readonly fleet: StatusCounts | null;
  /** Ids of the events it carries. */
  readonly events: readonly string[];
  /** The stored alerts that it carries together, under an id of its own; empty where it is one of them. */
  readonly joins: readonly { readonly id: string; readonly events: readonly string[] }[];
  /** Why they are told, each reason once, and no more than ten. */
  readonly reasons: readonly string[];
}

export interface GroupAlert extends AlertEnvelope {
  readonly kind: Extract<AlertKind, 'opened' | 'changed' | 'removed' | 'ended' | 'configured'>;
  /** What still holds first, then the worst first, then by name. */
  readonly items: readonly [AlertItem, ...AlertItem[]];
  /** The most telling first; empty where nothing true and informative can be said. */
  readonly causes: readonly SharedCause[];
}

interface MonitorEnvelope extends AlertEnvelope {
  /** Events of the kind before the latest, the oldest first: what earlier runs could not tell. */
  readonly earlier: readonly MonitorEvent[];
}

type MonitorEventOf<Type extends MonitorFact['type']> = Extract<MonitorFact, { type: Type }> & Envelope;

export interface BlindAlert extends MonitorEnvelope {
  readonly kind: 'blind';
  /** Whether there is sight when it is told. */
  readonly seesNow: boolean;
  /** Whether it is still so when it is told. */
  readonly holds: boolean;
  readonly event: MonitorEventOf<'went blind'>;
}

export interface SightedAlert extends MonitorEnvelope {
  readonly kind: 'sighted';
  /** Whether it is still so when it is told. */
  readonly holds: boolean;
  readonly event: MonitorEventOf<'sight returned'>;
}

export interface BeganAlert extends MonitorEnvelope {
  readonly kind: 'began';
  readonly event: MonitorEventOf<'watch began'>;
  /** Groups that are not connected now, the worst first, then by name. */
  readonly notConnected: readonly GroupState[];
}

export interface ReminderAlert extends MonitorEnvelope {
  readonly kind: 'reminder-critical' | 'reminder-redundancy';
  readonly event: MonitorEventOf<'reminder'>;
  /** Of the incidents it names those that are still so and not taken on: the worst first, then the longest. */
  readonly open: readonly OpenIncident[];
  /** Incidents of that severity beside these: new, silenced, or more than a reminder names. */
  readonly others: number;
}

/** A group with an open incident. */
export interface OpenIncident {
  readonly state: GroupState;
  readonly incident: Incident;
}

export interface KeyAlert extends MonitorEnvelope {
  readonly kind: 'key';
  readonly event: MonitorEventOf<'key expires'>;
}

export type MonitorAlert = BlindAlert | SightedAlert | BeganAlert | ReminderAlert | KeyAlert;

/** One message before it is worded: plain data. */
export type Alert = GroupAlert | MonitorAlert;

/** One message as it is handed to SNS: every channel's text, and the attributes that subscriptions filter by. */
export interface RenderedAlert {
  readonly id: string;
  readonly kind: AlertKind;
  /** Ids of the events it carries. */
  readonly events: readonly string[];
  /** ASCII, no control characters, fewer than 100 characters: SNS refuses anything else. */
  readonly subject: string;
  readonly email: string;
  /** One line. */
  readonly sms: string;
  /** For programs: a JSON document (SQS, Lambda, http). */
  readonly json: string;
  /** For chat channels, and for webhooks (https): what makes a custom notification together with the subject. */
  readonly chat: ChatText;
  /** Message attributes: a text, or a list of texts (`String.Array`). Never names of groups, which would not fit. */
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
}

/** What a chat message says beside the subject; none of it is markup in any chat program. */
export interface ChatText {
  /** Lines, the first says it all. */
  readonly description: string;
  /** What to do, in order. */
  readonly steps: readonly string[];
  readonly severity: Severity;
  readonly organization: { readonly id: string; readonly name: string };
  /** The same for messages that belong together. */
  readonly thread: string;
  /** Ids of the first groups it is about. */
  readonly groups: readonly string[];
  /** The document for programs, cut to a few kilobytes. */
  readonly document: string;
}

/** What the alert log keeps of a published alert. */
export interface PublishedAlert {
  readonly id: string;
  readonly kind: AlertKind;
  readonly at: Instant;
  readonly run: string;
  readonly subject: string;
  readonly events: readonly string[];
  /** Why they were told, each reason once. */
  readonly reasons: readonly string[];
  /** Where it went: the topic's ARN. */
  readonly destination: string;
  /** The id that SNS gave it. */
  readonly messageId: string;
  /** The alert in which it went, together with others; absent where it was sent by itself. */
  readonly toldIn?: string;
}
