import { millisecondsBetween } from '../../time.ts';
import type { OpenIncident, ReminderAlert } from '../alert.ts';
import { type Body, EMPTY_BODY } from '../body.ts';
import { COMMANDS } from '../commands.ts';
import { fleetSentence } from '../counts.ts';
import { duration, plural } from '../duration.ts';
import { placeOf } from '../text.ts';
import type { Times } from '../time.ts';
import { AS_ADJECTIVE, isIncidentUnseen, presentWords } from '../words/condition.ts';
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
function leadOf({ open, event, at }: ReminderAlert): string {
  const [longest] = open.map(({ incident }) => incident.opened.by).sort();
  if (longest === undefined) return `nothing is ${STILL[event.about]} any more`;
  const lasted = `for ${duration(millisecondsBetween(longest, at))}`;
  const which = open.length === 1 ? '' : 'the longest ';
  return `${plural(open.length, 'group')} ${STILL[event.about]}, ${which}${lasted}`;
}

const STILL = { critical: 'still down', redundancy: 'still degraded' } as const;

function bodyOf(alert: ReminderAlert, times: Times): Body {
  const { open, others, event, fleet } = alert;
  const [first] = open;
  const facts = [
    ...(fleet === null ? [] : [`Fleet: ${fleetSentence(fleet)}`]),
    ...(others === 0
      ? []
      : [`Beside these: ${plural(others, 'open incident')}, new, silenced, or beyond what is named here`]),
  ];
  if (first === undefined)
    return {
      ...EMPTY_BODY,
      headline: ['The incidents that this was to remind of have ended, or were taken on since.'],
      facts,
    };
  const verb = open.length === 1 ? 'is' : 'are';
  return {
    ...EMPTY_BODY,
    headline: [
      `${plural(open.length, 'network tunnel group')} of ${organizationOf(alert)} ${verb} ${STILL[event.about]}, and nobody has said that they took ${open.length === 1 ? 'it' : 'them'} on.`,
    ],
    facts,
    steps: [
      `Whoever takes one on: ${COMMANDS.acknowledge(first.incident.id)} (with the incident's id) ends reminders of it.`,
      `What is meant to be so for a while: ${COMMANDS.silence}.`,
      `All that is open, silenced or new: ${COMMANDS.incidents}.`,
    ],
    list: {
      heading: 'The worst first, then the longest:',
      entries: open.map((one) => entry(one, alert, times)),
      of: open.length,
      command: COMMANDS.incidents,
    },
  };
}

function entry(open: OpenIncident, alert: ReminderAlert, times: Times): readonly string[] {
  const { incident, state } = open;
  const flapping = incident.episode === null ? '' : ', flapping';
  const now = isIncidentUnseen(incident, state) ? `; now ${presentWords(state)}` : '';
  return [
    `- ${placeOf(state.group)}: ${AS_ADJECTIVE[incident.status]}${flapping} for ${lasted(incident.opened, alert.at)}${now}`,
    `  - since ${times.moment(incident.opened.by)}`,
    `  - incident ${incident.id}`,
  ];
}
