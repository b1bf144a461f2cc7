/** What the monitor could not tell of itself for a while comes as one message of each kind. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Alert } from '../../../lib/core/alerts/alert.ts';
import { email } from '../../../lib/core/alerts/email.ts';
import { json } from '../../../lib/core/alerts/json.ts';
import { subject } from '../../../lib/core/alerts/subject.ts';
import type { Failure } from '../../../lib/core/failure.ts';
import { alertId, type MonitorEvent } from '../../../lib/core/rules/event.ts';
import type { Instant } from '../../../lib/core/time.ts';
import { alertsOf, bystanders, monitorEvent, RUN, utc } from './scenes.ts';
import { problems } from './schema-check.ts';

const SCHEMA = JSON.parse(readFileSync(new URL('../../../docs/alert.schema.json', import.meta.url), 'utf8'));

const NETWORK: Failure = { kind: 'network', detail: 'GET was reset.' };

/** An event of the run of another instant, so that it is stored for an alert of its own. */
function earlier(event: MonitorEvent, at: Instant, kind: 'blind' | 'sighted'): MonitorEvent {
  return { ...event, id: `${event.id}-${at}`, at, alert: alertId(`run-${at}`, kind) };
}

function lost(since: Instant | null, at: Instant): MonitorEvent {
  const fact = { type: 'went blind', since, failure: NETWORK, attempts: 11, unsteady: false } as const;
  return earlier(monitorEvent(fact), at, 'blind');
}

function regained(from: Instant | null, to: Instant): MonitorEvent {
  const blind = { from, to };
  const fact = { type: 'sight returned', blind, failure: NETWORK, opened: 0, ended: 0, losses: 1 } as const;
  return earlier(monitorEvent(fact), to, 'sighted');
}

function told(monitor: readonly MonitorEvent[], blind: 'by now' | 'no more'): readonly Alert[] {
  const since = { since: utc('12:30:03'), failure: NETWORK, told: true };
  return alertsOf({ groups: bystanders(2), monitor, blind: blind === 'by now' ? since : null });
}

const TWICE = [
  lost(utc('11:00:03'), utc('11:11:03')),
  regained(utc('11:00:03'), utc('11:20:03')),
  lost(utc('12:30:03'), utc('12:41:03')),
  regained(utc('12:30:03'), utc('12:50:03')),
];
const textOf = (alert: Alert | undefined) => (alert === undefined ? '' : email(alert).replace(/\s+/g, ' '));

describe('Two losses of sight that could not be told', () => {
  const [blind, sighted, ...others] = told(TWICE, 'no more');

  test('are one message, and their returns another', () => {
    expect(others).toEqual([]);
    expect([blind?.id, sighted?.id]).toEqual([`${RUN}.blind.joined`, `${RUN}.sighted.joined`]);
    expect(blind?.joins.map(({ events }) => events)).toEqual([[TWICE[0]?.id], [TWICE[2]?.id]]);
    expect(blind?.events).toEqual([TWICE[0]?.id, TWICE[2]?.id]);
  });

  test('are told as over, the last first', () => {
    expect(blind && subject(blind)).toBe(
      '[WAS BLIND] could not see the tunnels: Secure Access API not reached - Acme',
    );
    expect(textOf(blind)).toContain(
      'Tunnelwatch could not see the tunnels of Acme: Secure Access API not reached.',
    );
    expect(textOf(blind)).toContain(
      'It sees them again; a message of its own says since when. THIS MESSAGE IS LATE',
    );
    expect(textOf(blind)).toContain(
      'Last seen before it: 2026-03-02 13:30:03 CET (12:30:03 UTC); noticed 11 minutes later, after 11 runs without success',
    );
    expect(textOf(blind)).toContain(
      'Before that: not seen after 2026-03-02 12:00:03 CET (11:00:03 UTC): Secure',
    );
    expect(textOf(blind)).not.toMatch(/One message will say|What to do/);
    expect(textOf(sighted)).toContain(
      'Before that: not seen for 20 minutes, between 2026-03-02 12:00:03 and 12:20:03 CET',
    );
  });

  test('stand all of them in the document, the last first', () => {
    const document = JSON.parse(blind === undefined ? '{}' : json(blind));
    const { events } = document;
    expect(problems(document, SCHEMA)).toEqual([]);
    expect(events.map(({ id }: MonitorEvent) => id)).toEqual([TWICE[2]?.id, TWICE[0]?.id]);
  });
});

test('A return of sight after which it was lost again says so', () => {
  const [blind, sighted] = told(TWICE.slice(0, 3), 'by now');
  expect([blind, sighted].map((alert) => alert && subject(alert))).toEqual([
    '[BLIND] cannot see the tunnels: Secure Access API not reached - Acme',
    '[SIGHT HAD RETURNED] after 20 minutes - Acme',
  ]);
  expect(textOf(sighted)).toContain('Tunnelwatch saw the tunnels of Acme again, and does not now.');
});

test('What was never seen before is told as such, also where it is over', () => {
  const [blind, sighted] = told(
    [lost(null, utc('10:11:03')), regained(null, utc('11:20:03')), ...TWICE.slice(2)],
    'no more',
  );
  expect(textOf(blind)).toContain('Before that: not seen from the start: Secure Access API not reached');
  expect(textOf(sighted)).toContain('Before that: not seen ever before 2026-03-02 12:20:03 CET');
  const [first] = told([lost(null, utc('10:11:03'))], 'no more');
  expect(textOf(first)).toContain('Tunnelwatch had never seen the tunnels of Acme');
});

test('A loss that is over says how it is now, and promises no message of a return that is not told', () => {
  const [wasLost] = TWICE;
  const only = wasLost === undefined ? [] : [wasLost];
  expect(textOf(told(only, 'by now')[0])).toContain('It has seen them since, and does not now.');
  const unsteady = only.map((event) => ({ ...event, unsteady: true }));
  expect(textOf(told(unsteady, 'no more')[0])).toContain('It sees them again. Sight comes and goes');
});

test('Of many losses five are named beside the last, and the others counted', () => {
  const losses = Array.from({ length: 8 }, (_, hour) => lost(utc(`0${hour}:00:03`), utc(`0${hour}:11:03`)));
  const [blind] = told(losses, 'no more');
  expect(textOf(blind).match(/Before that: not seen/g)).toHaveLength(5);
  expect(textOf(blind)).toContain('Before that: 2 times more');
  const [five] = told(losses.slice(0, 6), 'no more');
  expect(textOf(five).match(/Before that:/g)).toHaveLength(5);
});
