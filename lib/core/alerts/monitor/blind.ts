import { FAILURES } from '../../failure.ts';
import { HERE } from '../../failure-here.ts';
import type { MonitorEvent } from '../../rules/event.ts';
import { type Instant, millisecondsBetween } from '../../time.ts';
import type { BlindAlert } from '../alert.ts';
import { type Body, EMPTY_BODY } from '../body.ts';
import { isWatchedHere, remedyFor } from '../commands.ts';
import { duration, plural } from '../duration.ts';
import { DETAIL_CHARACTERS } from '../limits.ts';
import { clean, word } from '../text.ts';
import type { Times } from '../time.ts';
import { DASHBOARD, earlierLines, type MonitorWords, organizationOf } from './words.ts';

export function blindWords(alert: BlindAlert): MonitorWords {
  const { since, failure } = alert.event;
  return {
    tag: alert.holds ? 'BLIND' : 'WAS BLIND',
    lead: `${alert.holds ? 'cannot' : 'could not'} see the tunnels: ${FAILURES[failure.kind].title}`,
    /** While it lasts a fallen tunnel is told to nobody. */
    severity: 'critical',
    when: (minute) => (since === null ? 'never seen yet' : `last seen ${minute(since)}`),
    body: (times) => bodyOf(alert, times),
  };
}

function bodyOf(alert: BlindAlert, times: Times): Body {
  const { since, failure, attempts, unsteady } = alert.event;
  const { organization } = alert;
  const { title, meaning, remedy } = {
    ...FAILURES[failure.kind],
    ...(isWatchedHere(organization) && HERE[failure.kind]),
  };
  // Where what happened does not say it already.
  const id = failure.detail.includes(failure.requestId ?? '') ? null : word(failure.requestId ?? null);
  const seen =
    since === null
      ? `Last seen: never; ${plural(attempts, 'run')} without success so far`
      : lastSeen(since, alert, times);
  return {
    ...EMPTY_BODY,
    headline: [
      `Tunnelwatch ${verbOf(alert)} the tunnels of ${organizationOf(alert)}: ${title}.`,
      alert.holds
        ? 'This says nothing about the tunnels themselves. But while it lasts, nobody is told if one falls.'
        : sinceThen(alert),
      ...(unsteady ? [COMES_AND_GOES] : []),
    ],
    facts: [
      seen,
      `What happened: ${clean(failure.detail, DETAIL_CHARACTERS)}`,
      `What it means: ${meaning}`,
      ...earlierLines(alert.earlier, beforeThat(times)),
      ...(id === null ? [] : [`Request id, for a support case with Cisco: ${id}`]),
    ],
    steps: alert.holds
      ? [remedyFor(remedy, organization), `Until sight returns, watch the tunnels ${DASHBOARD}`]
      : [],
    closing: closingOf(alert),
  };
}

function lastSeen(since: Instant, { at, event, holds }: BlindAlert, times: Times): string {
  const [span, runs] = [
    duration(millisecondsBetween(since, at)),
    `${plural(event.attempts, 'run')} without success`,
  ];
  return holds
    ? `Last seen: ${times.moment(since)}, ${span} before this; ${runs} since`
    : `Last seen before it: ${times.moment(since)}; noticed ${span} later, after ${runs}`;
}

function verbOf({ event, holds }: BlindAlert): string {
  if (event.since === null) return holds ? 'has never seen' : 'had never seen';
  return holds ? 'cannot see' : 'could not see';
}

function closingOf({ event, holds }: BlindAlert): readonly string[] {
  if (event.unsteady) return [WHEN_STEADY];
  return holds ? ['One message will say when sight returns.'] : [];
}

/** What became of a loss that is over. Where sight comes and goes, its return is told only when it is steady. */
function sinceThen({ seesNow, event }: BlindAlert): string {
  if (!seesNow) return 'It has seen them since, and does not now.';
  return event.unsteady ? 'It sees them again.' : 'It sees them again; a message of its own says since when.';
}

/** An earlier loss, in a line. */
function beforeThat(times: Times): (event: MonitorEvent) => string | null {
  return (event) => {
    if (event.type !== 'went blind') return null;
    const since = event.since === null ? 'from the start' : `after ${times.moment(event.since)}`;
    return `not seen ${since}: ${FAILURES[event.failure.kind].title}`;
  };
}

const COMES_AND_GOES =
  'Sight comes and goes: it was lost and found again too often lately to be told each time.';
const WHEN_STEADY =
  'From now on you are told only of losses that last, ever more rarely, and when sight has been steady for long enough.';
