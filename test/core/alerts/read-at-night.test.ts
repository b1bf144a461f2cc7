/** What the person woken at three must not have to guess. */
import { describe, expect, test } from '@jest/globals';
import { email } from '../../../lib/core/alerts/email.ts';
import { sms } from '../../../lib/core/alerts/sms.ts';
import { subject } from '../../../lib/core/alerts/subject.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';
import type { Bounds } from '../../../lib/core/time.ts';
import { aGroup } from '../../support/builders.ts';
import {
  alertOf,
  bystanders,
  changed,
  DMZ,
  ended,
  fallen,
  flapping,
  halved,
  monitorEvent,
  opened,
  SINCE,
  utc,
} from './scenes.ts';

const BEGAN: Bounds = { after: utc('12:23:02'), by: utc('12:24:03') };
const named = (name: string, id: string, region: string | null = 'us-east-1') => aGroup({ id, name, region });
const of = (...groups: readonly GroupState[]) => alertOf({ groups });
const textOf = (...groups: readonly GroupState[]) => email(of(...groups)).replace(/\s+/g, ' ');

/** The same end, seen at another time. */
function endedAt(group: GroupState, bounds: Bounds): GroupState {
  const untold = group.untold.map((event) =>
    event.type === 'ended' ? { ...event, ended: bounds, at: bounds.by } : event,
  );
  return { ...group, untold };
}

describe('Times', () => {
  const back = ended(named('A', '1'), 'connected', BEGAN);

  test('of several ends are a range in an SMS, from the first to the last', () => {
    const later = endedAt(ended(named('B', '2'), 'connected', BEGAN), {
      after: utc('13:08:02'),
      by: utc('13:09:03'),
    });
    expect(sms(of(back, later))).toBe('UP 2 groups: A and 1 more, Acme, at 14:05-14:09 CET');
  });

  test('of ends in one minute are that minute', () => {
    const other = ended(named('B', '2'), 'connected', BEGAN);
    expect(sms(of(back, other))).toBe('UP 2 groups: A and 1 more, Acme, at 14:05 CET');
  });

  test('of an end that may have been at any time in an hour are that hour, also where others are later', () => {
    const vague = endedAt(back, { after: utc('12:05:02'), by: utc('13:05:03') });
    const later = endedAt(ended(named('B', '2'), 'connected', BEGAN), {
      after: utc('13:08:02'),
      by: utc('13:09:03'),
    });
    expect(sms(of(vague))).toContain('at 13:05-14:05 CET');
    expect(sms(of(vague, later))).toContain('at 13:05-14:09 CET');
  });

  test('that a clock which was set back has made one are written once, and how long it lasts is not made up', () => {
    const at = utc('13:20:03');
    const text = textOf(opened(fallen(), { after: utc('13:20:03'), by: at }, at));
    expect(text).toContain(
      'Since: 2026-03-02 14:20:03 CET (13:20:03 UTC) For: not known, since the clock was set back',
    );
  });
});

describe('A group that nobody has seen connected before', () => {
  const isNew = (state: GroupState): GroupState => ({ ...state, firstSeen: BEGAN.by });

  test('is not connected again, but for the first time', () => {
    expect(textOf(isNew(ended(DMZ, 'connected', BEGAN)))).toContain(
      'DMZ ASA Tunnel NC (us-east-1) is connected, for the first time since it was first seen.',
    );
    expect(textOf(ended(DMZ, 'connected', BEGAN))).toContain('is connected again.');
  });

  test('also in a list', () => {
    const both = ['A', 'B'].map((name, index) => isNew(ended(named(name, `${index}`), 'connected', BEGAN)));
    expect(textOf(...both)).toContain(
      '2 network tunnel groups are connected, for the first time since they were',
    );
    expect(textOf(...both)).toContain(
      'A (us-east-1): connected, the first time that was seen; lasted between',
    );
  });

  test('though its redundancy comes back as any other', () => {
    expect(textOf(isNew(ended(DMZ, 'connected', BEGAN, 'redundancy lost')))).toContain(
      'has its redundancy back',
    );
  });
});

describe('What got worse is called by what it is now', () => {
  test.each([
    ['warning', ', was degraded'],
    ['unknown', ', was of unknown status'],
    ['connected', ', flapping'],
  ] as const)('and was %s', (previous, tail) => {
    expect(subject(of(changed(fallen(), previous, BEGAN)))).toBe(
      `[DOWN] DMZ ASA Tunnel NC (us-east-1)${tail} - Acme`,
    );
  });
});

describe('Several groups', () => {
  test('that all lost a hub in one data center, of which most are well, are told what they share', () => {
    const group = (id: string) => halved({ ...DMZ, id, name: `Site ${id}` });
    const others = bystanders(20, { hubs: DMZ.hubs });
    const text = textOf(opened(group('1')), opened(group('2')), ...others);
    expect(text).toContain(
      'share: data center sse-usc-1-0-0, where each of them lost a hub; else a provider,',
    );
    const apart = textOf(
      opened(group('1')),
      opened(fallen({ ...DMZ, id: '3' })),
      opened(named('X', '4')),
      ...others,
    );
    expect(apart).not.toContain('where each of them lost a hub');
  });

  test('that flap say what to expect, once', () => {
    const text = textOf(flapping(fallen(named('A', '1'))), flapping(fallen(named('B', '2'))));
    expect(text.match(/From now on you are told only if it gets worse/g)).toHaveLength(1);
  });

  test('in one region say so in a word; where the API names none there is nothing to say in one', () => {
    const many = (region: string | null) =>
      textOf(
        ...Array.from({ length: 12 }, (_, index) =>
          opened(fallen(named(`S${index}`, `${index + 1}`, region)), SINCE),
        ),
      );
    expect(many('us-east-1')).toContain('Region: all in us-east-1.');
    expect(many(null)).toContain('By region: no region 12.');
  });

  test('say how each is taken on, and how they are kept quiet; those that are well say neither', () => {
    const text = textOf(opened(fallen(named('A', '1'))), opened(fallen(named('B', '2'))));
    expect(text).toContain(
      "With the incident's id, this stops reminders of it: npx tunnelwatch ack 1-2 Meant to be so",
    );
    const well = ['A', 'B'].map((name, index) => ended(named(name, `${index}`), 'connected', BEGAN));
    expect(textOf(...well)).not.toMatch(/Taken on|Meant to be so/);
  });
});

test('An incident that is taken on is not offered again, and can still be kept quiet', () => {
  const state = opened(fallen());
  const taken = { ...state, incident: state.incident && { ...state.incident, acknowledged: true } };
  expect(textOf(state)).toContain('Taken on? This stops reminders of it: npx tunnelwatch ack 5120034417-2');
  expect(textOf(taken)).not.toContain('Taken on?');
  expect(textOf(taken)).toContain('npx tunnelwatch silence add --id 5120034417 --for 2h');
});

test('A message with more reasons than one reads says three, and where the others stand', () => {
  const groups = Array.from({ length: 5 }, (_, index) => {
    const state = opened(fallen(named(`S${index}`, `${index + 1}`)));
    return { ...state, untold: state.untold.map((event) => ({ ...event, reason: `reason ${index}` })) };
  });
  expect(textOf(...groups.slice(0, 3))).not.toContain('Told for other reasons');
  const text = textOf(...groups);
  expect(text.match(/Told because: reason \d\./g)).toHaveLength(3);
  expect(text).toContain('Told for other reasons too: npx tunnelwatch alerts lists them.');
});

test('One hub of a device of which nothing more is known is asked about in one question', () => {
  const text = textOf(opened(halved({ ...DMZ, deviceType: 'other' })));
  expect(text).toContain(
    '1. On the device: is there an IKEv2 and an IPsec association with the secondary hub? 2.',
  );
});

test('An id of a request that stands in what happened is not said again', () => {
  const blind = (detail: string) => {
    const failure = { kind: 'API unavailable', detail, requestId: 'r-7' } as const;
    const fact = {
      type: 'went blind',
      since: utc('12:54:03'),
      failure,
      attempts: 11,
      unsteady: false,
    } as const;
    return email(alertOf({ monitor: [monitorEvent(fact)] }));
  };
  expect(blind('GET answered 503. Request id: r-7.').match(/r-7/g)).toHaveLength(1);
  expect(blind('GET answered 503.')).toContain('Request id, for a support case with Cisco: r-7');
});
