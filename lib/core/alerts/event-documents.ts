/** Events as documents for programs. */
import type { GroupEvent, MonitorEvent } from '../rules/event.ts';
import type { GroupState } from '../rules/state.ts';
import type { AlertItem, OpenIncident } from './alert.ts';
import { failureDocument, fleetDocument, groupDocument, valueDocument } from './documents.ts';
import { eventsOf, holds } from './items.ts';
import { WORD_CHARACTERS } from './limits.ts';
import { clean } from './text.ts';

/** The events of one group, each with the group: the latest first. */
export function itemDocuments(item: AlertItem): readonly object[] {
  return eventsOf(item)
    .toReversed()
    .map((event) => eventDocument(event, item.state));
}

function eventDocument(event: GroupEvent, state: GroupState): object {
  const { id, type, at, reason } = event;
  const common = { id, type, at, reason, holds: holds(event, state) };
  return { ...common, ...factDocument(event), group: groupDocument(state) };
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
    case 'flapping began':
    case 'still down': {
      const { incident, status, severity, openings, since } = event;
      return { incident, status, severity, openings, since };
    }
    case 'ended': {
      const { incident, how, worst, openings, opened, ended } = event;
      return { incident, how, worst, openings, opened, ended };
    }
    case 'removed': {
      const { status, removed } = event;
      return { status, removed };
    }
    case 'configured': {
      const differences = Object.entries(event.differences).map(([path, [before, after]]) => ({
        path: clean(path, WORD_CHARACTERS),
        before: valueDocument(before),
        after: valueDocument(after),
      }));
      return { differences, changed: event.changed };
    }
  }
}

export function monitorEventDocument(event: MonitorEvent): object {
  const { id, type, at, reason } = event;
  const common = { id, type, at, reason };
  switch (event.type) {
    case 'went blind': {
      const { since, attempts, unsteady, failure } = event;
      return { ...common, since, attempts, unsteady, failure: failureDocument(failure) };
    }
    case 'sight returned': {
      const { blind, opened, ended, losses, failure } = event;
      return { ...common, blind, opened, ended, losses, failure: failure && failureDocument(failure) };
    }
    case 'watch began':
      return { ...common, fleet: fleetDocument(event.counts) };
    case 'reminder':
      return { ...common, about: event.about, incidents: event.incidents };
    case 'key expires':
      return { ...common, expires: event.expires, days: event.days };
  }
}

/** An open incident that a reminder names. */
export function openDocument({ incident, state }: OpenIncident): object {
  const { id, status, worst, opened } = incident;
  return {
    incident: id,
    status,
    worst,
    opened,
    flapping: incident.episode !== null,
    group: groupDocument(state),
  };
}
