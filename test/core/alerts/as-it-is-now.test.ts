import { describe, expect, test } from '@jest/globals';
import { email } from '../../../lib/core/alerts/email.ts';
import { subject } from '../../../lib/core/alerts/subject.ts';
import { defaultPolicy } from '../../../lib/core/policy.ts';
import { course } from '../../../lib/core/rules/incident.ts';
import type { GroupState, Incident } from '../../../lib/core/rules/state.ts';
import { MINUTE } from '../../../lib/core/time.ts';
import {
  alertOf,
  BOTH_HUBS,
  bystanders,
  changed,
  DMZ,
  ended,
  fallen,
  flapping,
  groupEvent,
  halved,
  monitorEvent,
  opened,
  openFor,
  redundancyLost,
  SEEN,
  SINCE,
  steady,
  utc,
  withoutRedundancy,
} from './scenes.ts';

function withIncident(state: GroupState, override: Partial<Incident>): GroupState {
  return { ...state, incident: state.incident && { ...state.incident, ...override } };
}

function subjectOf(state: GroupState): string {
  return subject(alertOf({ groups: [state] }));
}

describe('What is told as it is by now', () => {
  test('lost redundancy that became a warning, which is as bad, and of which nothing more would be told', () => {
    const state = { ...withIncident(redundancyLost(), { status: 'warning' }), group: halved() };
    expect(subjectOf(state)).toBe('[DEGRADED] DMZ ASA Tunnel NC (us-east-1) - Acme');
    expect(email(alertOf({ groups: [state] }))).toMatch(/^DMZ ASA Tunnel NC \(us-east-1\) is in warning/);
  });

  test('a warning that became lost redundancy', () => {
    const state = withIncident({ ...opened(halved()), baseline: BOTH_HUBS }, { status: 'redundancy lost' });
    expect(subjectOf({ ...state, group: withoutRedundancy() })).toBe(
      '[REDUNDANCY LOST] DMZ ASA Tunnel NC (us-east-1): secondary hub is down - Acme',
    );
  });

  test('what got worse since is past, because its own message tells of it', () => {
    const state = { ...withIncident(redundancyLost(), { status: 'disconnected' }), group: fallen() };
    expect(subjectOf(state)).toBe('[WAS REDUNDANCY LOST] DMZ ASA Tunnel NC (us-east-1) - Acme');
  });

  test('flapping goes on while the group is up, and says that it is', () => {
    const state = { ...withIncident(flapping(), { status: 'connected' }), group: DMZ };
    const alert = alertOf({ groups: [state] });
    expect(subject(alert)).toMatch(/^\[FLAPPING\]/);
    expect(email(alert).replaceAll('\n', ' ')).toContain('and is connected at the moment.');
    expect(email(alert)).not.toContain('No traffic passes');
  });

  test('a flapping group that got worse does not seem to have been down since its incident began', () => {
    const worse = { ...flapping(), untold: changed(fallen(), 'warning', SINCE).untold };
    const message = email(alertOf({ groups: [worse] }));
    expect(message).toContain('Flapping incident began: ');
    expect(message).not.toContain('so far');
  });

  test('flapping that is over by now does not say how long it took, since the record has forgotten', () => {
    const state = { ...flapping(), incident: null, openings: [], group: DMZ };
    expect(subjectOf(state)).toBe('[WAS FLAPPING] DMZ ASA Tunnel NC (us-east-1) - Acme');
    expect(email(alertOf({ groups: [state] }))).toMatch(/was flapping: it dropped for the 3rd time\.\n/);
  });

  test('redundancy that is gone again is not back', () => {
    const back = ended(withoutRedundancy(), 'connected', SINCE, 'redundancy lost');
    expect(subjectOf({ ...back, baseline: BOTH_HUBS })).toBe(
      '[REDUNDANCY WAS BACK] DMZ ASA Tunnel NC (us-east-1) - Acme',
    );
  });

  test('a steady group that fell again is not steady', () => {
    const again = { ...opened(fallen()), untold: steady().untold };
    expect(subjectOf(again)).toBe('[WAS STEADY] DMZ ASA Tunnel NC (us-east-1) - Acme');
  });

  test('lost redundancy of which nothing can be seen any more is said to be so', () => {
    const hubs = DMZ.hubs.map((hub) => ({ ...hub, status: 'unknown' as const }));
    const message = email(alertOf({ groups: [{ ...redundancyLost(), group: { ...DMZ, hubs } }] }));
    expect(message).toMatch(/^DMZ ASA Tunnel NC \(us-east-1\) was connected without redundancy when its/);
    expect(message.replaceAll('\n', ' ')).toContain('Now it is connected, and not all is known of its hubs');
  });
});

describe('What is told only because a silence ended', () => {
  /** The event by the rule itself, so that its reason and the words that depend on it stay together. */
  function afterSilence(told: Incident['told']): GroupState {
    const before = withIncident(opened(fallen(), { after: utc('12:23:02'), by: utc('12:24:03') }), { told });
    const since = { after: utc('12:40:02'), by: utc('12:41:03') };
    const { incident, fact, reason } = course(before.incident as Incident, {
      facts: before,
      condition: 'disconnected',
      seen: SINCE,
      bounds: SINCE,
      since,
      now: SEEN,
      unobserved: 0,
      isSilenced: false,
      policy: defaultPolicy(MINUTE),
    });
    return {
      ...before,
      since,
      incident,
      untold: fact === null ? [] : [{ ...groupEvent(before.id, fact), reason }],
    };
  }

  test('says that it began while it was silenced', () => {
    const alert = alertOf({ groups: [afterSilence(null)] });
    expect(alert.reasons).toEqual(['a silence ended, and it is worse than people were last told']);
    expect(email(alert)).toContain(
      'This began while it was silenced, and is told now that the silence has ended.',
    );
  });

  test('says that it got worse, and not that it was disconnected and is now disconnected', () => {
    const message = email(alertOf({ groups: [afterSilence('warning')] })).replaceAll('\n', ' ');
    expect(message).toContain('got worse: it is now disconnected.');
    expect(message).toContain('It came to this while it was silenced, and is told now');
    expect(message).not.toContain('it was disconnected and');
    expect(message).toContain('Changed: between 2026-03-02 13:40:02');
  });
});

describe('A reminder', () => {
  const about = (incidents: readonly string[]) =>
    monitorEvent({ type: 'reminder', about: 'critical', incidents });
  const group = (id: string) => fallen({ ...DMZ, id, name: `Site ${id}` });

  test('names the worst and longest, and leaves out what ended, eased, or was taken on', () => {
    const alert = alertOf({
      groups: [
        openFor(30, group('1')),
        openFor(50, group('2')),
        openFor(90, group('3'), { acknowledged: true }),
        openFor(90, { ...halved(group('4')), status: 'warning' }),
        openFor(1, group('5')),
        ...bystanders(1),
      ],
      monitor: [about(['1-2', '2-2', '3-2', '4-2', '6-2'])],
    });
    expect('open' in alert && alert.open.map(({ incident }) => incident.id)).toEqual(['2-2', '1-2']);
    expect(subject(alert)).toBe('[REMINDER] 2 groups still down, the longest for 2 days 2 hours - Acme');
    expect(email(alert)).toContain('Also open: 1 (new, silenced');
  });

  test('of which nothing is left says so', () => {
    const alert = alertOf({ groups: bystanders(1), monitor: [about(['1-2'])] });
    expect(subject(alert)).toBe('[REMINDER] nothing is left to remind of - Acme');
  });
});

describe('The end of the API key', () => {
  const keyAt = (asOf: string) =>
    subject(
      alertOf({
        monitor: [monitorEvent({ type: 'key expires', expires: utc('2026-03-05 12:00:00'), days: 3 })],
        asOf: utc(asOf),
      }),
    );

  test('is told in days that are left when it is told, and never as further away than it is', () => {
    expect(keyAt('13:05:05')).toBe('[KEY EXPIRES] the API key ends in less than 3 days - Acme');
    expect(keyAt('2026-03-05 11:00:00')).toBe('[KEY EXPIRES] the API key ends in less than a day - Acme');
    expect(keyAt('2026-03-05 12:00:00')).toBe('[KEY EXPIRED] the API key has ended - Acme');
  });
});

test('Reasons are named once each, and no more than ten', () => {
  const groups = Array.from({ length: 24 }, (_, index) => {
    const state = opened(fallen({ ...DMZ, id: `${index}` }));
    return { ...state, untold: state.untold.map((event) => ({ ...event, reason: `reason ${index % 12}` })) };
  });
  const { reasons } = alertOf({ groups });
  expect(reasons).toHaveLength(10);
  expect(new Set(reasons).size).toBe(10);
});
