import { FAILURES } from '../../failure.ts';
import type { MonitorEvent } from '../../rules/event.ts';
import { millisecondsBetween } from '../../time.ts';
import type { SightedAlert } from '../alert.ts';
import { type Body, EMPTY_BODY } from '../body.ts';
import { fleetSentence } from '../counts.ts';
import { duration, number, plural } from '../duration.ts';
import type { Times } from '../time.ts';
import { earlierLines, type MonitorWords, organizationOf } from './words.ts';

export function sightedWords(alert: SightedAlert): MonitorWords {
  const { blind, losses } = alert.event;
  const after = blind.from === null ? null : duration(millisecondsBetween(blind.from, blind.to));
  return {
    tag: alert.holds ? 'SIGHT RETURNED' : 'SIGHT HAD RETURNED',
    lead: leadOf(after, losses),
    severity: 'ok',
    when: (minute) => `at ${minute(alert.at)}`,
    body: (times) => (losses > 1 ? steadyBody(alert, times) : bodyOf(alert, times)),
  };
}

function leadOf(after: string | null, losses: number): string {
  if (losses > 1) return `steady again, after ${number(losses)} losses`;
  return after === null ? 'first complete run' : `after ${after}`;
}

function bodyOf(alert: SightedAlert, times: Times): Body {
  const { blind, failure, opened, ended } = alert.event;
  return {
    ...EMPTY_BODY,
    headline: [
      alert.holds
        ? `Tunnelwatch sees the tunnels of ${organizationOf(alert)} again.`
        : `Tunnelwatch saw the tunnels of ${organizationOf(alert)} again, and does not now.`,
    ],
    facts: [
      blind.from === null
        ? `Not seen: ever before ${times.moment(blind.to)}`
        : `Not seen: for ${duration(millisecondsBetween(blind.from, blind.to))}, ${times.span({ after: blind.from, by: blind.to })}`,
      failure === null
        ? 'Why: no run took place, so nobody could be told at the time. Was the schedule disabled, or the function unable to start? Its log and the alarms of the operations topic say more.'
        : `Why: ${FAILURES[failure.kind].title}.`,
      ...earlierLines(alert.earlier, beforeThat(times)),
      ...fleetLines(alert),
    ],
    closing: [meanwhile(opened, ended), NOT_SEEN],
  };
}

/** Sight came and went: what is told is the end of that, not of one loss. */
function steadyBody(alert: SightedAlert, times: Times): Body {
  const { blind, losses } = alert.event;
  return {
    ...EMPTY_BODY,
    headline: [`Tunnelwatch sees the tunnels of ${organizationOf(alert)} steadily again.`],
    facts: [
      ...(blind.from === null ? [] : [`Called unsteady: ${times.moment(blind.from)}`]),
      `Called steady: ${times.moment(alert.at)}`,
      `Lost: ${number(losses)} times in all`,
      ...earlierLines(alert.earlier, beforeThat(times)),
      ...fleetLines(alert),
    ],
    closing: ['What happened to groups was told whenever they could be seen.', NOT_SEEN],
  };
}

/** An earlier return, in a line. */
function beforeThat(times: Times): (event: MonitorEvent) => string | null {
  return (event) => {
    if (event.type !== 'sight returned') return null;
    const { from, to } = event.blind;
    return from === null
      ? `not seen ever before ${times.moment(to)}`
      : `not seen for ${duration(millisecondsBetween(from, to))}, ${times.span({ after: from, by: to })}`;
  };
}

const NOT_SEEN = 'What fell and came back in between was not seen, and is not known.';

function fleetLines({ fleet }: SightedAlert): readonly string[] {
  return fleet === null ? [] : [`Fleet: ${fleetSentence(fleet)}`];
}

function meanwhile(opened: number, ended: number): string {
  if (opened === 0 && ended === 0) return 'No incident opened or ended meanwhile, as far as can be seen now.';
  return `Meanwhile ${opened === 0 ? 'no incident' : plural(opened, 'incident')} opened and ${ended === 0 ? 'none' : number(ended)} ended; messages of their own tell which, unless they are silenced.`;
}
