/** What people are told to type means the organization that the message is about. */
import { describe, expect, test } from '@jest/globals';
import type { AlertOrganization } from '../../../lib/core/alerts/alert.ts';
import { quoted } from '../../../lib/core/alerts/commands.ts';
import { email } from '../../../lib/core/alerts/email.ts';
import { sms } from '../../../lib/core/alerts/sms.ts';
import type { MonitorFact } from '../../../lib/core/rules/event.ts';
import { ACME, alertOf, fallen, monitorEvent, opened, utc } from './scenes.ts';

const ORG: AlertOrganization = { ...ACME, named: { flag: '--org', value: 'acme' } };
const FOLDER: AlertOrganization = {
  ...ACME,
  named: { flag: '--data', value: `/home/ann/${'a long way '.repeat(9)}/acme` },
};

const textOf = (fact: MonitorFact, organization: AlertOrganization) =>
  email({ ...alertOf({ monitor: [monitorEvent(fact)] }), organization }).replace(/\s+/g, ' ');

describe('A message about the API key', () => {
  const ends: MonitorFact = { type: 'key expires', expires: utc('2026-03-10 00:00:00'), days: 14 };
  const refused: MonitorFact = {
    type: 'went blind',
    since: utc('12:54:03'),
    failure: { kind: 'credentials refused', detail: 'The token was refused: 401.' },
    attempts: 11,
    unsteady: false,
  };

  test.each([ends, refused])('stores that of the organization it is about', (fact) => {
    expect(textOf(fact, ACME)).toContain('npx tunnelwatch credentials set. ');
    expect(textOf(fact, ORG)).toContain('npx tunnelwatch credentials set --org acme. ');
  });

  test.each([ends, refused])('of watch, which stores none, has it started again with another', (fact) => {
    const text = textOf(fact, FOLDER);
    expect(text).not.toContain('credentials set');
    expect(text).toContain('start it again');
  });
});

test('A command on a line of its own stays there, however long it is; an SMS has none', () => {
  const alert = { ...alertOf({ groups: [opened(fallen())] }), organization: FOLDER };
  expect(email(alert)).toContain(`\n  npx tunnelwatch ack 5120034417-2 --data '${FOLDER.named?.value}'\n`);
  expect(sms(alert)).toBe(sms({ ...alert, organization: ACME }));
});

test.each([
  ['acme', 'acme'],
  ['/srv/a_b-1.2', '/srv/a_b-1.2'],
  ['two words', "'two words'"],
  ["Ann's $(data)", "'Ann'\\''s $(data)'"],
  ['', "''"],
])('%s is quoted for a shell as %s', (word, expected) => {
  expect(quoted(word)).toBe(expected);
});
