import { describe, expect, test } from '@jest/globals';
import { attributes } from '../../../lib/core/alerts/attributes.ts';
import { email } from '../../../lib/core/alerts/email.ts';
import { json } from '../../../lib/core/alerts/json.ts';
import { subject } from '../../../lib/core/alerts/subject.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';
import { aGroup } from '../../support/builders.ts';
import { alertOf, alertsOf, changed, DMZ, ended, fallen, gathered, opened, SINCE, utc } from './scenes.ts';

/** It fell at 13:06 and again at 13:09, and was up in between; all of it is held back until 13:10. */
function fellTwice(group = fallen()): GroupState {
  const first = gathered(opened(group, { after: utc('13:05:02'), by: utc('13:06:03') }), utc('13:06:03'));
  const up = gathered(ended(DMZ, 'connected', SINCE), utc('13:07:03'));
  const again = gathered(opened(group, { after: utc('13:08:02'), by: utc('13:09:03') }), utc('13:09:03'));
  const before = first.untold.map((event) =>
    'incident' in event ? { ...event, incident: 'before' } : event,
  );
  return { ...again, untold: [...before, ...up.untold, ...again.untold] };
}

describe('Events that are being gathered', () => {
  test('wait until their time has come', () => {
    expect(alertsOf({ groups: [fellTwice()], asOf: utc('13:09:59') })).toEqual([]);
    expect(alertsOf({ groups: [fellTwice()], asOf: utc('13:10:00') })).toHaveLength(2);
  });

  test('do not keep others from being told', () => {
    const urgent = opened(fallen(aGroup({ id: '7' })));
    const alerts = alertsOf({ groups: [fellTwice(), urgent], asOf: utc('13:09:59') });
    expect(alerts.map((alert) => alert.events)).toEqual([['7-2.opened']]);
  });
});

describe('A gathered alert', () => {
  const [openings, endings] = alertsOf({ groups: [fellTwice()], asOf: utc('13:10:05') });

  test('counts a group once, however often it fell, and carries every event', () => {
    expect(openings?.events).toHaveLength(2);
    expect(openings && 'items' in openings && openings.items).toHaveLength(1);
    expect(openings && subject(openings)).toBe('[DOWN] DMZ ASA Tunnel NC (us-east-1) - Acme');
  });

  test('says over which time it was gathered, and is not late because of it', () => {
    expect(openings).toMatchObject({
      at: utc('13:09:03'),
      gathered: { from: utc('13:06:03'), to: utc('13:10:00') },
    });
    const message = openings === undefined ? '' : email(openings);
    expect(message).toContain('Gathered over 4 minutes, until 14:10:00 CET (13:10:00 UTC), because many');
    expect(message).not.toContain('LATE');
    const [late] = alertsOf({ groups: [fellTwice()], asOf: utc('13:25:05') });
    expect(late && email(late)).toContain('LATE: it was due at 2026-03-02 14:10:00 CET (13:10:00 UTC)');
  });

  test('does not call a group up that is down again', () => {
    expect(endings && subject(endings)).toBe('[WAS UP] DMZ ASA Tunnel NC (us-east-1) - Acme');
  });

  test('gives programs each event, the latest first, and whether it holds', () => {
    const { events } = JSON.parse(openings === undefined ? '{}' : json(openings));
    expect(events.map(({ at, holds }: Record<string, unknown>) => [at, holds])).toEqual([
      [utc('13:09:03'), true],
      [utc('13:06:03'), false],
    ]);
  });

  test('looks for what the groups share among all that fell in that time, each counted once', () => {
    const states = ['1', '2', '3'].map((id) => fellTwice(fallen(aGroup({ id }))));
    const [alert] = alertsOf({ groups: states, asOf: utc('13:10:05') });
    expect(alert).toMatchObject({
      causes: [
        { where: 'data center', name: 'sse-usc-1-0-0', affected: 3, of: 3 },
        { where: 'data center', name: 'sse-use-1-0-0', affected: 3, of: 3 },
      ],
    });
  });

  test('can be found by everything that is in it', () => {
    const worse = gathered(changed(fallen(), 'warning', SINCE), utc('13:06:03'));
    const better = gathered(changed({ ...DMZ, status: 'warning' }, 'disconnected', SINCE), utc('13:09:03'));
    const alert = alertOf({
      groups: [{ ...better, untold: [...worse.untold, ...better.untold] }],
      asOf: utc('13:10:05'),
    });
    expect(attributes(alert)).toMatchObject({ event: ['eased', 'escalated'], severity: 'critical' });
  });
});
