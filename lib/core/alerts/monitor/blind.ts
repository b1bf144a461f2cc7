import { FAILURES } from '../../failure.ts';
import { millisecondsBetween } from '../../time.ts';
import type { BlindAlert } from '../alert.ts';
import { type Body, EMPTY_BODY } from '../body.ts';
import { duration, plural } from '../duration.ts';
import { DETAIL_CHARACTERS } from '../limits.ts';
import { clean, word } from '../text.ts';
import type { Times } from '../time.ts';
import { DASHBOARD, type MonitorWords, organizationOf } from './words.ts';

export function blindWords(alert: BlindAlert): MonitorWords {
  const { since, failure } = alert.event;
  return {
    tag: 'BLIND',
    lead: `cannot see the tunnels: ${FAILURES[failure.kind].title}`,
    /** While it lasts a fallen tunnel is told to nobody. */
    severity: 'critical',
    when: (minute) => (since === null ? 'never seen yet' : `last seen ${minute(since)}`),
    body: (times) => bodyOf(alert, times),
  };
}

function bodyOf(alert: BlindAlert, times: Times): Body {
  const { since, failure, attempts, unsteady } = alert.event;
  const { title, meaning, remedy } = FAILURES[failure.kind];
  const id = word(failure.requestId ?? null);
  const seen =
    since === null
      ? `Last seen: never; ${plural(attempts, 'run')} without success so far`
      : `Last seen: ${times.moment(since)}, ${duration(millisecondsBetween(since, alert.at))} before this; ${plural(attempts, 'run')} without success since`;
  return {
    ...EMPTY_BODY,
    headline: [
      `Tunnelwatch ${since === null ? 'has never seen' : 'cannot see'} the tunnels of ${organizationOf(alert)}: ${title}.`,
      'This says nothing about the tunnels themselves. But while it lasts, nobody is told if one falls.',
      ...(unsteady ? [COMES_AND_GOES] : []),
    ],
    facts: [
      seen,
      `What happened: ${clean(failure.detail, DETAIL_CHARACTERS)}`,
      `What it means: ${meaning}`,
      ...(id === null ? [] : [`Request id, for a support case with Cisco: ${id}`]),
    ],
    steps: [remedy, `Until sight returns, watch the tunnels ${DASHBOARD}`],
    closing: [unsteady ? WHEN_STEADY : 'One message will say when sight returns.'],
  };
}

const COMES_AND_GOES =
  'Sight comes and goes: it was lost and found again too often lately to be told each time.';
const WHEN_STEADY =
  'From now on you are told only of losses that last, ever more rarely, and when sight has been steady for long enough.';
