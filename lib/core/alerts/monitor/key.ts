import { DAY, millisecondsBetween } from '../../time.ts';
import type { KeyAlert } from '../alert.ts';
import { type Body, EMPTY_BODY } from '../body.ts';
import { isWatchedHere, storeKeyCommand } from '../commands.ts';
import { plural } from '../duration.ts';
import type { Times } from '../time.ts';
import { type MonitorWords, organizationOf } from './words.ts';

export function keyWords(alert: KeyAlert): MonitorWords {
  const left = leftOf(alert);
  return {
    tag: left === null ? 'KEY EXPIRED' : 'KEY EXPIRES',
    lead: left === null ? 'the API key has ended' : `the API key ends in ${left}`,
    severity: 'warning',
    when: (minute) => `at ${minute(alert.event.expires)}`,
    body: (times) => bodyOf(alert, left, times),
  };
}

/** Days, of which there are no more than it says; null where it has ended. */
function leftOf({ event, asOf }: KeyAlert): string | null {
  const left = millisecondsBetween(asOf, event.expires);
  if (left <= 0) return null;
  if (left < DAY) return 'less than a day';
  const days = plural(Math.ceil(left / DAY), 'day');
  return left % DAY === 0 ? days : `less than ${days}`;
}

function bodyOf(alert: KeyAlert, left: string | null, times: Times): Body {
  const { expires } = alert.event;
  const name = organizationOf(alert);
  return {
    ...EMPTY_BODY,
    headline: [
      left === null
        ? `The API key that Tunnelwatch reads the tunnels of ${name} with has ended.`
        : `The API key that Tunnelwatch reads the tunnels of ${name} with ends in ${left}.`,
      left === null
        ? 'If Secure Access still takes it, it will not for long; then Tunnelwatch sees nothing, and nobody is told if a tunnel falls.'
        : 'When it has ended Tunnelwatch sees nothing, and nobody is told if a tunnel falls.',
    ],
    facts: [`Ends: ${times.moment(expires)}, as it was noted; Secure Access itself does not tell.`],
    steps: [
      'In Secure Access, Admin > API Keys, create a new key with the same scope.',
      giveIt(alert),
      'When a run has succeeded with the new key, delete the old one.',
    ],
  };
}

function giveIt({ organization }: KeyAlert): string {
  return isWatchedHere(organization)
    ? 'Write the day on which it ends into tunnelwatch.config.json (apiKeyExpires), end tunnelwatch watch, and start it again with the new key.'
    : `Store it, with the day on which it ends: ${storeKeyCommand(organization)}. Nothing has to be deployed or restarted, and you are warned again.`;
}
