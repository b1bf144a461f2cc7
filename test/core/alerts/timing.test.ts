import { describe, expect, test } from '@jest/globals';
import { gatheredSentence, isLate, lateSentence } from '../../../lib/core/alerts/late.ts';
import { timesIn } from '../../../lib/core/alerts/time.ts';
import { timing } from '../../../lib/core/alerts/timing.ts';
import { LATE_AFTER } from '../../../lib/core/fixed-policy.ts';
import type { Envelope } from '../../../lib/core/rules/event.ts';
import { gatheredId } from '../../../lib/core/rules/gathering.ts';
import { plus } from '../../../lib/core/time.ts';
import { alertOf, DMZ, fallen, opened, removed, utc } from './scenes.ts';

const AS_OF = utc('13:10:05');

function event(at: string, held: string | null = null, alert = 'run-1.removed'): Envelope {
  const time = { at: utc(at), held: held === null ? null : utc(held) };
  return { id: `e-${at}`, alert, silenced: false, reason: 'a reason', ...time };
}

/** Held because messages came thick. */
const crowded = (at: string, held: string): Envelope => event(at, held, gatheredId(utc(held), 'opened'));

describe('When the events of a message were to be told', () => {
  test.each<[what: string, events: readonly Envelope[], at: string, due: string]>([
    ['at once', [event('13:05:03')], '13:05:03', '13:05:03'],
    ['of several, the first at once', [event('13:06:03'), event('13:05:03')], '13:06:03', '13:05:03'],
    ['gathered, when the time is over', [crowded('13:06:03', '13:10:00')], '13:06:03', '13:10:00'],
    [
      'gathered over two times, when the first is over',
      [crowded('13:11:03', '13:20:00'), crowded('13:06:03', '13:10:00')],
      ...(['13:11:03', '13:10:00'] as const),
    ],
    [
      'removals that waited, with the last of them, which waits for nobody',
      [event('13:05:03', '13:35:03'), event('13:07:03')],
      ...(['13:07:03', '13:07:03'] as const),
    ],
    [
      'removals of which none could go at once, when the first has waited for long enough',
      [event('13:06:03', '13:36:03'), event('13:05:03', '13:35:03')],
      ...(['13:06:03', '13:35:03'] as const),
    ],
    [
      'a removal that waited, and one that went before it',
      [event('13:05:03'), event('13:07:03', '13:37:03')],
      ...(['13:07:03', '13:05:03'] as const),
    ],
    ['nothing at all, now', [], '13:10:05', '13:10:05'],
  ])('%s', (_what, events, at, due) => {
    expect(timing(events, AS_OF)).toMatchObject({ at: utc(at), due: utc(due) });
  });

  test.each<[what: string, events: readonly Envelope[], gathered: readonly string[] | null]>([
    ['nothing was held', [event('13:05:03'), event('13:06:03')], null],
    [
      'messages came thick',
      [crowded('13:07:03', '13:10:00'), crowded('13:06:03', '13:10:00')],
      ['13:06:03', '13:10:00', 'crowded'],
    ],
    [
      'others were looked up',
      [event('13:05:03', '13:35:03'), event('13:07:03')],
      ['13:05:03', '13:07:03', 'looked up'],
    ],
    [
      'both',
      [event('13:05:03', '13:35:03'), crowded('13:06:03', '13:10:00')],
      ['13:05:03', '13:10:00', 'crowded'],
    ],
  ])('were held back because %s', (_why, events, gathered) => {
    const [from = '', to = '', why] = gathered ?? [];
    expect(timing(events, AS_OF).gathered).toEqual(gathered && { from: utc(from), to: utc(to), why });
  });
});

describe('A message says', () => {
  const times = timesIn('Europe/Berlin');
  const alert = alertOf({ groups: [opened(fallen())] });

  test('that it is late, only where it is', () => {
    const { due } = alert;
    const [inTime, late] = [plus(due, LATE_AFTER), plus(due, LATE_AFTER + 1_000)];
    expect([isLate({ due, asOf: inTime }), isLate({ due, asOf: late })]).toEqual([false, true]);
    expect(lateSentence({ ...alert, asOf: inTime }, times)).toBeNull();
    expect(lateSentence({ ...alert, asOf: late }, times)).toBe(
      'THIS MESSAGE IS LATE: it was due at 2026-03-02 14:05:03 CET (13:05:03 UTC) and was sent 10 minutes after that. It could not be published earlier.',
    );
  });

  test('that the first of what it tells is late', () => {
    const joins = [
      { id: 'a', events: [] },
      { id: 'b', events: [] },
    ];
    expect(lateSentence({ ...alert, joins, asOf: utc('15:05:03') }, times)).toBe(
      'THIS MESSAGE IS LATE: the first of what it tells was due at 2026-03-02 14:05:03 CET (13:05:03 UTC). That was 2 hours before it was sent. It could not be published earlier.',
    );
  });

  const removal = alertOf({ groups: [removed(DMZ)] });
  const [from, to, asOf] = [utc('13:05:03'), utc('13:12:03'), utc('13:12:05')];

  test.each([
    [
      'why it tells of several runs: a group was not told of until others were looked up',
      { from, to: from, why: 'looked up' as const },
      'Confirmed at 14:05:03 CET (13:05:03 UTC); it was not told then because other groups were missing too, and might have been removed with it.',
    ],
    [
      'why it tells of several runs: groups were looked up one after another',
      { from, to, why: 'looked up' as const },
      'Confirmed over 7 minutes, until 14:12:03 CET (13:12:03 UTC), and told together: the API lets only a few missing groups be looked up at a time.',
    ],
    [
      'why it tells of several runs: messages came thick',
      { from, to, why: 'crowded' as const },
      'Gathered over 7 minutes, until 14:12:03 CET (13:12:03 UTC), because many messages had been sent shortly before.',
    ],
  ])('%s', (_what, gathered, sentence) => {
    expect(gatheredSentence({ ...removal, gathered, asOf }, times)).toBe(sentence);
  });

  test('nothing of that where nothing was held back', () => {
    expect(gatheredSentence(removal, times)).toBeNull();
  });
});
