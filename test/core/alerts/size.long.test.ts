import { describe, expect, test } from '@jest/globals';
import { publishInput, sizeOf } from '../../../lib/adapters/sns/publisher.ts';
import type { Alert } from '../../../lib/core/alerts/alert.ts';
import { customNotification } from '../../../lib/core/alerts/custom-notification.ts';
import { email } from '../../../lib/core/alerts/email.ts';
import {
  CHAT_BYTES,
  EMAIL_BYTES,
  EMAIL_COLUMNS,
  JSON_BYTES,
  LISTED_IN_FULL,
  LISTED_IN_LINES,
  SMS_CHARACTERS,
  SNS_MESSAGE_BYTES,
  SUBJECT_CHARACTERS,
} from '../../../lib/core/alerts/limits.ts';
import { render } from '../../../lib/core/alerts/render.ts';
import { embeddedBytes } from '../../../lib/core/alerts/text.ts';
import { EVENTS_PER_ALERT } from '../../../lib/core/fixed-policy.ts';
import { aGroupState } from '../../support/builders.ts';
import { GOLDENS, stormOf } from './goldens.ts';
import { alertOf, configured, monitorEvent } from './scenes.ts';

const WIDE = ['東'.repeat(50), '👩'.repeat(50), '\u0000"\\'.repeat(50)];

/** A fleet that fell at once, under names that cost as many bytes as names can, each hub with all the peers there are. */
function widest(count: number) {
  const peers = Array.from({ length: 10 }, () => ({ ip: '東'.repeat(90), status: '"'.repeat(90) }));
  return stormOf(count, (index) => WIDE[index % WIDE.length] ?? '').map((state) => {
    const hubs = state.group.hubs.map((hub) => ({
      ...hub,
      datacenter: '東'.repeat(90),
      carried: { ...hub.carried, peers },
    }));
    return { ...state, group: { ...state.group, hubs } };
  });
}

function bytesOf(alert: Alert): number {
  return sizeOf(publishInput('arn:aws:sns:eu-central-1:123456789012:alerts', render(alert)));
}

describe('A message fits', () => {
  test('because its parts do, with room for attributes and SMS', () => {
    const room = SNS_MESSAGE_BYTES - EMAIL_BYTES - JSON_BYTES - CHAT_BYTES;
    expect(room).toBeGreaterThanOrEqual(SNS_MESSAGE_BYTES / 8);
  });

  test.each([1, EVENTS_PER_ALERT, 50_000])('whatever the names of %d groups that fell at once', (count) => {
    const alert = alertOf({ groups: widest(count) });
    const { email, json } = render(alert);
    expect(embeddedBytes(email)).toBeLessThanOrEqual(EMAIL_BYTES);
    expect(embeddedBytes(json)).toBeLessThanOrEqual(JSON_BYTES);
    expect(embeddedBytes(customNotification(render(alert)))).toBeLessThanOrEqual(CHAT_BYTES);
    expect(bytesOf(alert)).toBeLessThan(SNS_MESSAGE_BYTES);
  });

  test('and every group is either in it or counted', () => {
    const alert = alertOf({ groups: widest(5_000) });
    const { events, truncated } = JSON.parse(render(alert).json);
    expect(events.length + truncated).toBe(5_000);
    expect(events.length).toBeGreaterThan(5);
    const text = email(alert);
    const listed = text.split('\n').filter((line) => line.startsWith('- ')).length;
    expect(text).toContain(`... and ${(5_000 - listed).toLocaleString('en-US')} more groups:`);
  });

  test('in the e-mail some groups in full, some in a line, and a number for the rest', () => {
    const text = email(alertOf({ groups: stormOf(5_000) }));
    expect(text.match(/^- /gm)).toHaveLength(LISTED_IN_FULL + LISTED_IN_LINES);
    expect(text.match(/^ {2}- incident /gm)).toHaveLength(LISTED_IN_FULL);
    expect(text).toContain('... and 4,790 more groups: npx tunnelwatch incidents lists them.');
  });

  test('also where a first run finds a whole fleet down', () => {
    const groups = widest(5_000).map((state) => aGroupState({ ...state, untold: [] }));
    const counts = { connected: 0, warning: 0, disconnected: 5_000, unknown: 0 };
    const alert = alertOf({ groups, monitor: [monitorEvent({ type: 'watch began', counts })] });
    const { notConnected, truncated } = JSON.parse(render(alert).json);
    expect(notConnected.length + truncated).toBe(5_000);
    expect(bytesOf(alert)).toBeLessThan(SNS_MESSAGE_BYTES);
  });
});

describe('One group fits whole into every document', () => {
  test('also into the one within a chat message, whatever its name and however many far ends it has', () => {
    for (const state of widest(WIDE.length)) {
      const { metadata } = JSON.parse(customNotification(render(alertOf({ groups: [state] }))));
      expect(JSON.parse(metadata.additionalContext.alert).truncated).toBe(0);
    }
  });

  test('a configuration of thousands of networks is cut to what a message bears', () => {
    const networks = Array.from(
      { length: 5_000 },
      (_, index) => `10.${index % 250}.0.0/16 ${'東'.repeat(90)}`,
    );
    const group = aGroupState().group;
    const state = configured({ routing: [null, { type: 'static', data: { networks } }] }, group);
    const alert = alertOf({ groups: [state] });
    expect(bytesOf(alert)).toBeLessThan(SNS_MESSAGE_BYTES);
    expect(JSON.parse(render(alert).json).truncated).toBe(0);
    expect(email(alert).length).toBeLessThan(5_000);
  });

  test('a reminder of as many as are named', () => {
    const open = widest(20).map((state) => ({ ...state, untold: [] }));
    const incidents = open.flatMap(({ incident }) => incident?.id ?? []);
    const alert = alertOf({
      groups: open,
      monitor: [monitorEvent({ type: 'reminder', about: 'critical', incidents })],
    });
    expect(bytesOf(alert)).toBeLessThan(SNS_MESSAGE_BYTES);
    const document = JSON.parse(render(alert).json);
    expect(document.open.length + document.truncated).toBe(20);
  });
});

describe('Every message that is kept to be read', () => {
  test.each(Object.entries(GOLDENS))('keeps to what its channel takes: %s', (_name, alert) => {
    const { subject, sms, email } = render(alert());
    expect(subject).toMatch(/^[\x21-\x7E][\x20-\x7E]*$/);
    expect(subject.length).toBeLessThanOrEqual(SUBJECT_CHARACTERS);
    expect(sms.length).toBeLessThanOrEqual(SMS_CHARACTERS);
    expect(email.split('\n').filter((line) => line.length > EMAIL_COLUMNS)).toEqual([]);
    expect(email.endsWith('\n') && !email.endsWith('\n\n')).toBe(true);
    expect(email).not.toMatch(/undefined|null|NaN|\[object|\n\n\n| $/m);
  });
});
