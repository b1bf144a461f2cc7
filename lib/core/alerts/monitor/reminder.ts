import { millisecondsBetween } from '../../time.ts';
import type { OpenIncident, ReminderAlert } from '../alert.ts';
import { type Body, EMPTY_BODY } from '../body.ts';
import { commandsFor } from '../commands.ts';
import { fleetSentence } from '../counts.ts';
import { duration, number, plural } from '../duration.ts';
import { placeOf } from '../text.ts';
import type { Times } from '../time.ts';
import { AS_ADJECTIVE, IN_SHORT, isIncidentUnseen, presentWords } from '../words/condition.ts';
import { lasted } from '../words/course.ts';
import { type MonitorWords, organizationOf } from './words.ts';

export function reminderWords(alert: ReminderAlert): MonitorWords {
  const isCritical = alert.event.about === 'critical';
  return {
    tag: 'REMINDER',
    lead: leadOf(alert),
    severity: isCritical ? 'critical' : 'warning',
    when: (minute) => `at ${minute(alert.at)}`,
    body: (times) => bodyOf(alert, times),
  };
}

/** `2 groups still down, the longest for 3 days 1 hour`. */
function leadOf({ open, at }: ReminderAlert): string {
  const [first] = open;
  const [longest] = open.map(({ incident }) => incident.opened.by).sort();
  if (first === undefined || longest === undefined) return `nothing is left to remind of`;
  const lasted = `for ${duration(millisecondsBetween(longest, at))}`;
  if (open.length === 1) return `${placeOf(first.state.group)} ${still(open)}, ${lasted}`;
  return `${plural(open.length, 'group')} ${still(open)}, the longest ${lasted}`;
}

/** What all of them are; the digest of lost redundancy may name several conditions. */
function still(open: ReminderAlert['open']): string {
  const [first, ...others] = new Set(open.map(({ incident }) => IN_SHORT[incident.status]));
  return `still ${first === undefined || others.length > 0 ? 'not well' : first}`;
}

function bodyOf(alert: ReminderAlert, times: Times): Body {
  const { open, others, fleet } = alert;
  const commands = commandsFor(alert.organization);
  const [first] = open;
  const facts = [
    ...(fleet === null ? [] : [`Fleet: ${fleetSentence(fleet)}`]),
    ...(others === 0
      ? []
      : [`Also open: ${number(others)} (new, silenced, or beyond those that one message names)`]),
  ];
  if (first === undefined)
    return {
      ...EMPTY_BODY,
      headline: ['The incidents that this was to remind of have ended, or were taken on since.'],
      facts,
    };
  const [what, verb, them] =
    open.length === 1
      ? [placeOf(first.state.group), 'is', 'it']
      : [`${plural(open.length, 'network tunnel group')} of ${organizationOf(alert)}`, 'are', 'them'];
  return {
    ...EMPTY_BODY,
    headline: [`${what} ${verb} ${still(open)}, and nobody has said that they took ${them} on.`],
    facts,
    steps: [
      open.length === 1
        ? `Taken on? ${commands.acknowledge(first.incident.id)} stops reminders of it.`
        : `Whoever takes one on: ${commands.acknowledge(first.incident.id)} (with the incident's id) stops reminders of it.`,
      `What is meant to be so for a while: ${commands.silence}.`,
      `All that is open, silenced or new: ${commands.incidents}.`,
    ],
    list: {
      heading: open.length === 1 ? 'The incident:' : 'The worst first, then the longest:',
      entries: open.map((one) => entry(one, alert, times)),
      of: open.length,
      command: commands.incidents,
    },
  };
}

function entry(open: OpenIncident, alert: ReminderAlert, times: Times): readonly string[] {
  const { incident, state } = open;
  const flapping = incident.episode === null ? '' : ', flapping';
  const now = isIncidentUnseen(incident, state) ? `; now ${presentWords(state)}` : '';
  return [
    `- ${placeOf(state.group)}: ${AS_ADJECTIVE[incident.status]}${flapping}, ${lasted(incident.opened, alert.at)} so far${now}`,
    `  - began ${times.span(incident.opened)}`,
    `  - incident ${incident.id}`,
  ];
}
