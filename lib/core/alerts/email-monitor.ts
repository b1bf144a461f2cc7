/** What the e-mail says about the monitor itself. */
import { FAILURES, type Failure } from '../failure.ts';
import { millisecondsBetween } from '../time.ts';
import type { BeganAlert, BlindAlert, MonitorAlert, SightedAlert } from './alert.ts';
import { fleetSentence, totalOf } from './counts.ts';
import { AS_ADJECTIVE } from './describe.ts';
import { duration, number, plural } from './duration.ts';
import { DETAIL_CHARACTERS, LISTED_IN_FULL, LISTED_IN_LINES, NAME_CHARACTERS } from './limits.ts';
import { type MailBody, numbered } from './mail-body.ts';
import { clean, placeOf, word } from './text.ts';
import type { Times } from './time.ts';

/** The e-mail of an alert about the monitor. */
export function monitorMail(alert: MonitorAlert, times: Times): MailBody {
  switch (alert.kind) {
    case 'blind':
      return blindMail(alert, times);
    case 'sighted':
      return sightedMail(alert, times);
    case 'began':
      return beganMail(alert, times);
    case 'reminder-critical':
    case 'reminder-redundancy':
      return { headline: [`${plural(alert.open.length, 'incident')} still open.`], lines: [], list: null };
    case 'key':
      return { headline: [`The API key ends at ${times.moment(alert.event.expires)}.`], lines: [], list: null };
  }
}

function blindMail(alert: BlindAlert, times: Times): MailBody {
  const { since, failure, attempts } = alert.event;
  const { title, meaning, remedy } = FAILURES[failure.kind];
  const seen =
    since === null
      ? `Last seen: never; ${plural(attempts, 'run')} without success so far`
      : `Last seen: ${times.moment(since)}, ${duration(millisecondsBetween(since, alert.at))} before this; ${plural(attempts, 'run')} without success since`;
  return {
    headline: [
      `Tunnelwatch ${since === null ? 'has never seen' : 'cannot see'} the tunnels of ${organization(alert)}: ${title}.`,
      'This says nothing about the tunnels themselves. But while it lasts, nobody is told if one falls.',
    ],
    lines: [
      '',
      seen,
      `What happened: ${clean(failure.detail, DETAIL_CHARACTERS)}`,
      `What it means: ${meaning}`,
      ...supportLines(failure),
      ...numbered('What to do:', [
        remedy,
        'Until sight returns, watch the tunnels in the Secure Access dashboard: Connect > Network Connections > Network Tunnel Groups.',
      ]),
      '',
      'One message will say when sight returns.',
    ],
    list: null,
  };
}

function supportLines({ status, requestId }: Failure): readonly string[] {
  const id = word(requestId ?? null);
  return [
    ...(status === undefined ? [] : [`HTTP status: ${status}`]),
    ...(id === null ? [] : [`Request id, for a support case with Cisco: ${id}`]),
  ];
}

function sightedMail(alert: SightedAlert, times: Times): MailBody {
  const { blind, failure, opened, ended } = alert.event;
  return {
    headline: [`Tunnelwatch sees the tunnels of ${organization(alert)} again.`],
    lines: [
      '',
      blind.from === null
        ? `Not seen: ever before ${times.moment(blind.to)}`
        : `Not seen: for ${duration(millisecondsBetween(blind.from, blind.to))}, ${times.span({ after: blind.from, by: blind.to })}`,
      failure === null
        ? 'Why: no run took place, so nobody could be told at the time. Was the schedule disabled, or the function unable to start? Its log and the alarms of the operations topic say more.'
        : `Why: ${FAILURES[failure.kind].title}.`,
      ...(alert.fleet === null ? [] : [`Fleet: ${fleetSentence(alert.fleet)}`]),
      '',
      meanwhile(opened, ended),
      'What fell and came back in between was not seen, and is not known.',
    ],
    list: null,
  };
}

function meanwhile(opened: number, ended: number): string {
  if (opened === 0 && ended === 0) return 'No incident opened or ended meanwhile, as far as can be seen now.';
  return `Meanwhile ${plural(opened, 'incident')} opened and ${number(ended)} ended; messages of their own tell which, unless they are silenced.`;
}

function beganMail(alert: BeganAlert, times: Times): MailBody {
  const { counts } = alert.event;
  const rest = alert.notConnected;
  return {
    headline: [
      `Tunnelwatch watches ${plural(totalOf(counts), 'network tunnel group')} of ${organization(alert)} from now on.`,
      fleetSentence(counts),
    ],
    lines: [
      '',
      `First seen: ${times.moment(alert.at)}`,
      'From here on you are told when a group leaves connected, and when it is back.',
      ...(rest.length === 0
        ? []
        : ['', 'Not connected now, the worst first; how long already is not known:']),
    ],
    list:
      rest.length === 0
        ? null
        : {
            entries: rest
              .slice(0, LISTED_IN_FULL + LISTED_IN_LINES)
              .map(({ group }) => [`- ${placeOf(group)}: ${AS_ADJECTIVE[group.status]}`]),
            of: rest.length,
          },
  };
}

function organization({ organization: { id, name } }: MonitorAlert): string {
  return clean(name, NAME_CHARACTERS) || id;
}
