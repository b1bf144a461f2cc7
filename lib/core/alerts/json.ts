/** The alert as a document for programs: `docs/alert.schema.json` describes it. */
import { FAILURES, type Failure } from '../failure.ts';
import type { Hub, StatusCounts } from '../fleet/group.ts';
import type { GroupEvent } from '../rules/event.ts';
import type { GroupState } from '../rules/state.ts';
import { parseInstant } from '../time.ts';
import type { Alert, AlertItem, MonitorAlert } from './alert.ts';
import { totalOf } from './counts.ts';
import { roleOf } from './describe.ts';
import { isLate } from './late.ts';
import { DETAIL_CHARACTERS, JSON_BYTES, NAME_CHARACTERS } from './limits.ts';
import { subject } from './subject.ts';
import { clean, embeddedBytes, nameOf, word } from './text.ts';

/** Raised when a program that reads the document would have to be changed. */
const SCHEMA = 'tunnelwatch.alert/1';

/**
 * The document, never larger than its share of an SNS message: of the events, or of the groups that a first run found
 * not connected, as many as fit; `truncated` says how many are left out.
 */
export function json(alert: Alert): string {
  switch (alert.kind) {
    case 'opened':
    case 'changed':
    case 'ended':
    case 'removed':
    case 'configured':
      return fitted(envelope(alert), 'events', alert.items, itemDocument);
    case 'began': {
      const base = { ...envelope(alert), events: [monitorEvent(alert)] };
      return fitted(base, 'notConnected', alert.notConnected, groupDocument);
    }
    default:
      return JSON.stringify({ ...envelope(alert), events: [monitorEvent(alert)], truncated: 0 });
  }
}

/** The document with as many entries of a list as there is room for. */
function fitted<Entry>(
  base: object,
  list: 'events' | 'notConnected',
  entries: readonly Entry[],
  toDocument: (entry: Entry) => object,
): string {
  let room = JSON_BYTES - embeddedBytes(JSON.stringify({ ...base, [list]: [], truncated: entries.length }));
  const kept: object[] = [];
  for (const entry of entries) {
    const document = toDocument(entry);
    room -= embeddedBytes(JSON.stringify(document)) + COMMA;
    if (room < 0) break;
    kept.push(document);
  }
  return JSON.stringify({ ...base, [list]: kept, truncated: entries.length - kept.length });
}

const COMMA = 1;

function envelope(alert: Alert): object {
  const { id, name } = alert.organization;
  return {
    schema: SCHEMA,
    id: alert.id,
    kind: alert.kind,
    summary: subject(alert),
    organization: { id, name: clean(name, NAME_CHARACTERS) },
    at: alert.at,
    asOf: alert.asOf,
    late: isLate(alert),
    fleet: alert.fleet === null ? null : fleetDocument(alert.fleet),
  };
}

function fleetDocument(counts: StatusCounts): object {
  return { total: totalOf(counts), counts };
}

function itemDocument({ event, state, holds }: AlertItem): object {
  const { id, type, at, reason } = event;
  return { id, type, at, reason, holds, ...factDocument(event), group: groupDocument(state) };
}

function factDocument(event: GroupEvent): object {
  switch (event.type) {
    case 'opened': {
      const { incident, status, severity, since } = event;
      return { incident, status, severity, since };
    }
    case 'escalated':
    case 'eased': {
      const { incident, status, previous, severity, since, opened } = event;
      return { incident, status, previous, severity, since, opened };
    }
    case 'ended': {
      const { incident, how, worst, openings, opened, ended } = event;
      return { incident, how, worst, openings, opened, ended };
    }
    case 'removed': {
      const { status, removed } = event;
      return { status, removed };
    }
    case 'flapping began':
    case 'still down': {
      const { incident, status, severity, openings, since } = event;
      return { incident, status, severity, openings, since };
    }
    case 'configured': {
      const { differences, changed } = event;
      return { differences, changed };
    }
  }
}

function groupDocument({ id, presence, group, since }: GroupState): object {
  return {
    id,
    name: nameOf(group),
    region: word(group.region),
    deviceType: word(group.deviceType),
    presence,
    status: group.status,
    statusSeen: word(group.statusSeen),
    statusSince: since,
    hubs: group.hubs.map(hubDocument),
  };
}

function hubDocument(hub: Hub): object {
  return {
    id: hub.id,
    role: roleOf(hub),
    dataCenter: word(hub.datacenter),
    status: hub.status,
    tunnels: hub.tunnels,
    lastReport: parseInstant(hub.carried.reportedAt ?? ''),
    peers: (hub.carried.peers ?? []).map(({ ip, status }) => ({ ip: word(ip), status: word(status) })),
  };
}

function monitorEvent({ event }: MonitorAlert): object {
  const { id, type, at } = event;
  switch (event.type) {
    case 'went blind': {
      const { since, attempts, failure } = event;
      return { id, type, at, since, attempts, failure: failureDocument(failure) };
    }
    case 'sight returned': {
      const { blind, opened, ended, failure } = event;
      return { id, type, at, blind, opened, ended, failure: failure && failureDocument(failure) };
    }
    case 'watch began':
      return { id, type, at, fleet: fleetDocument(event.counts) };
    case 'reminder':
      return { id, type, at, about: event.about, incidents: event.incidents };
    case 'key expires':
      return { id, type, at, expires: event.expires, days: event.days };
  }
}

function failureDocument({ kind, detail }: Failure): object {
  const { title, meaning, remedy } = FAILURES[kind];
  return { kind, title, meaning, remedy, detail: clean(detail, DETAIL_CHARACTERS) };
}
