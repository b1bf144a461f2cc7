import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { json } from '../../../lib/core/alerts/json.ts';
import { GOLDENS } from './goldens.ts';
import { alertOf, DMZ, fallen, opened, utc } from './scenes.ts';
import { problems } from './schema-check.ts';

const SCHEMA: unknown = JSON.parse(
  readFileSync(new URL('../../../docs/alert.schema.json', import.meta.url), 'utf8'),
);

describe('The document for programs', () => {
  test.each(Object.entries(GOLDENS))('is what the schema says: %s', (_name, alert) => {
    expect(problems(JSON.parse(json(alert())), SCHEMA)).toEqual([]);
  });

  test.each<[string, (document: Record<string, unknown>) => void, string]>([
    ['a field is missing', (document) => delete document.late, '$: no late'],
    [
      'a field is not described',
      (document) => Object.assign(document, { more: 1 }),
      '$: more is not described',
    ],
    ['a time is not one', (document) => Object.assign(document, { at: 'noon' }), '$.at: not like'],
    ['the kind is another', (document) => Object.assign(document, { kind: 'rumour' }), '$.kind: not one of'],
    [
      'an event is none',
      (document) => Object.assign(document, { events: [{}] }),
      '$.events[0]: none of the options',
    ],
  ])('would be refused by the check if %s', (_case, spoil, problem) => {
    const document: Record<string, unknown> = JSON.parse(json(alertOf({ groups: [opened(fallen())] })));
    spoil(document);
    expect(problems(document, SCHEMA)[0]).toContain(problem);
  });

  test('says of a late event whether it still holds', () => {
    const over = { ...opened(fallen()), group: DMZ, incident: null };
    const document = JSON.parse(json(alertOf({ groups: [over], asOf: utc('15:20:11') })));
    expect(document).toMatchObject({
      late: true,
      events: [{ holds: false, group: { status: 'connected' } }],
    });
  });
});
