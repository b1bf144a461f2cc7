import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { json } from '../../../lib/core/alerts/json.ts';
import { embeddedBytes } from '../../../lib/core/alerts/text.ts';
import { GOLDENS, stormOf } from './goldens.ts';
import { alertOf, DMZ, fallen, flapping, monitorEvent, opened, openFor, utc } from './scenes.ts';
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

  test('has as many events as fit into so many bytes, and counts the others', () => {
    const alert = alertOf({ groups: stormOf(12) });
    const whole = json(alert);
    const countsAt = (bytes: number) => {
      const { events, truncated } = JSON.parse(json(alert, bytes));
      return [events.length, truncated];
    };
    // Two bytes are reserved: for a comma after the last event, and for a count of two digits.
    const least = embeddedBytes(whole) + 2;
    expect([countsAt(least), countsAt(least - 1)]).toEqual([
      [12, 0],
      [11, 1],
    ]);
    for (let bytes = 600; bytes < embeddedBytes(whole); bytes += 397) {
      const document = json(alert, bytes);
      const kept: number = JSON.parse(document).events.length;
      if (kept > 0) expect(embeddedBytes(document)).toBeLessThanOrEqual(bytes);
      expect(JSON.parse(document).truncated).toBe(12 - kept);
      // One more would not have fitted.
      const next = JSON.parse(whole).events[kept];
      expect(embeddedBytes(document) + embeddedBytes(JSON.stringify(next)) + 3).toBeGreaterThan(bytes);
    }
  });

  test('of a reminder names the incidents that are open, and says which are flapping', () => {
    const [one, two] = [openFor(26, fallen()), openFor(30, fallen({ ...DMZ, id: '7' }))];
    const episode = flapping().incident?.episode ?? null;
    const groups = [one, { ...two, incident: two.incident && { ...two.incident, episode } }];
    const incidents = ['5120034417-2', '7-2'];
    const reminder = monitorEvent({ type: 'reminder', about: 'critical', incidents });
    expect(JSON.parse(json(alertOf({ groups, monitor: [reminder] })))).toMatchObject({
      events: [{ type: 'reminder', incidents }],
      open: [
        { incident: '7-2', flapping: true, group: { id: '7' } },
        { incident: '5120034417-2', flapping: false, status: 'disconnected' },
      ],
      others: 0,
      truncated: 0,
    });
  });
});
