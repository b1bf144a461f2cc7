import { severityOf } from '../../rules/event.ts';
import type { GroupState } from '../../rules/state.ts';
import type { BeganAlert } from '../alert.ts';
import { type Body, EMPTY_BODY } from '../body.ts';
import { type Commands, commandsFor } from '../commands.ts';
import { fleetSentence, standingOf, totalOf } from '../counts.ts';
import { plural } from '../duration.ts';
import { LISTED_IN_FULL, LISTED_IN_LINES } from '../limits.ts';
import { worst } from '../order.ts';
import { placeOf } from '../text.ts';
import type { Times } from '../time.ts';
import { AS_ADJECTIVE, conditionNow } from '../words/condition.ts';
import { type MonitorWords, organizationOf } from './words.ts';

export function beganWords(alert: BeganAlert): MonitorWords {
  const { counts } = alert.event;
  return {
    tag: 'WATCHING',
    lead: `${plural(totalOf(counts), 'group')}, ${standingOf(counts)}`,
    severity: worst(alert.notConnected.map((state) => severityOf(conditionNow(state)))),
    when: (minute) => `at ${minute(alert.at)}`,
    body: (times) => bodyOf(alert, times),
  };
}

function bodyOf(alert: BeganAlert, times: Times): Body {
  const { counts } = alert.event;
  const rest = alert.notConnected;
  const commands = commandsFor(alert.organization);
  return {
    ...EMPTY_BODY,
    headline: [
      `Tunnelwatch watches ${plural(totalOf(counts), 'network tunnel group')} of ${organizationOf(alert)} from now on.`,
      fleetSentence(counts),
    ],
    facts: [
      `First seen: ${times.moment(alert.at)}`,
      'From here on you are told when a group leaves connected, and when it is back.',
    ],
    steps: rest.length === 0 ? [] : steps(commands),
    list:
      rest.length === 0
        ? null
        : {
            heading: `${rest.some(isConnected) ? 'Not connected, or connected with less than it had,' : 'Not connected'} now, the worst first; how long already is not known:`,
            entries: rest
              .slice(0, LISTED_IN_FULL + LISTED_IN_LINES)
              .map((state) => [`- ${placeOf(state.group)}: ${AS_ADJECTIVE[conditionNow(state)]}`]),
            of: rest.length,
            command: commands.incidents,
          },
  };
}

const steps = (commands: Commands): readonly string[] => [
  'Look at those that you do not expect to be so: their incidents are open, and you are reminded of them.',
  `Known, and taken on? ${commands.incidents} shows their ids; ${commands.acknowledge('INCIDENT')} stops reminders of one.`,
];

function isConnected({ group }: GroupState): boolean {
  return group.status === 'connected';
}
