import { describe, expect, test } from '@jest/globals';
import { SMS_CHARACTERS, SUBJECT_CHARACTERS } from '../../../lib/core/alerts/limits.ts';
import { testAlert } from '../../../lib/core/operator/test-alert.ts';
import { at } from '../../support/builders.ts';

const ACME = { id: '8242525', name: 'Acme', timeZone: 'UTC' };
const NOTE = 'This is a test, sent by ana. Nothing has happened. What follows is what an alert looks like.';
const alert = testAlert('test-7', ACME, at(5), 'ana');

describe('A test alert', () => {
  test('reads like an alert of a group that fell a minute ago, and is marked as a test in every channel', () => {
    expect(alert.subject).toBe('[TEST] [DOWN] Test of Tunnelwatch - Acme');
    expect(alert.email).toMatch(new RegExp(`^${NOTE}\n\nTest of Tunnelwatch is disconnected\\.\n`));
    expect(alert.sms).toBe('TEST DOWN Test of Tunnelwatch, Acme, since 14:10 UTC');
    expect(alert.chat.description.startsWith(`${NOTE}\n`)).toBe(true);
    expect(alert.attributes).toMatchObject({ test: 'true', severity: 'critical' });
  });

  test.each([
    ['for programs', alert.json],
    ['within the chat message', alert.chat.document],
  ])('is marked in the document %s', (_which, json) => {
    expect(JSON.parse(json)).toMatchObject({
      ...{ id: 'test-7', kind: 'opened', test: true, summary: '[TEST] [DOWN] Test of Tunnelwatch - Acme' },
      events: [
        {
          ...{ type: 'opened', incident: 'test-1', status: 'disconnected', severity: 'critical' },
          group: { id: '0', name: 'Test of Tunnelwatch' },
        },
      ],
    });
  });

  test('says that the group has no hubs, and keeps to the length of a subject and of one SMS', () => {
    const { subject, sms, email } = testAlert('test-7', { ...ACME, name: 'A'.repeat(200) }, at(5), 'ana');
    expect(email).toContain('The API names no hubs of this group.');
    expect(subject.length).toBeLessThanOrEqual(SUBJECT_CHARACTERS);
    expect(sms.length).toBeLessThanOrEqual(SMS_CHARACTERS);
  });
});
