import { expect, test } from '@jest/globals';
import type { Instant } from '../../lib/core/time.ts';
import { parseInstant } from '../../lib/core/time.ts';
import { fileNameOf, monthBefore, periodOf } from '../../lib/report/period.ts';

function at(text: string): Instant {
  const read = parseInstant(text);
  if (read === null) throw new Error(text);
  return read;
}

test.each([
  ['2026-11-24T14:30:00+01:00', '2026-10-01T00:00:00+02:00', '2026-11-01T00:00:00+01:00'],
  ['2026-11-01T00:00:00+01:00', '2026-10-01T00:00:00+02:00', '2026-11-01T00:00:00+01:00'],
  ['2026-10-31T23:30:00Z', '2026-10-01T00:00:00+02:00', '2026-11-01T00:00:00+01:00'],
  ['2026-01-05T12:00:00Z', '2025-12-01T00:00:00+01:00', '2026-01-01T00:00:00+01:00'],
  ['2026-03-31T12:00:00Z', '2026-02-01T00:00:00+01:00', '2026-03-01T00:00:00+01:00'],
])('At %s the month before was from %s to %s in Berlin', (now, from, to) => {
  expect(monthBefore(at(now), 'Europe/Berlin')).toEqual({ from: at(from), to: at(to) });
});

test.each([
  ['2026-10-01T00:00:00+02:00', '2026-11-01T00:00:00+01:00', 'October 2026', '2026-10'],
  [
    '2026-10-01T00:00:00+02:00',
    '2026-10-08T00:00:00+02:00',
    '2026-10-01 to 2026-10-07',
    '2026-10-01-to-2026-10-07',
  ],
  ['2026-10-01T09:00:00+02:00', '2026-10-01T17:00:00+02:00', '2026-10-01', '2026-10-01'],
  [
    '2026-09-01T00:00:00+02:00',
    '2026-11-01T00:00:00+01:00',
    '2026-09-01 to 2026-10-31',
    '2026-09-01-to-2026-10-31',
  ],
])('From %s to %s is called %s, and its file by %s', (from, to, name, file) => {
  const range = { from: at(from), to: at(to) };
  expect(periodOf(range, 'Europe/Berlin')).toBe(name);
  expect(fileNameOf(range, 'Europe/Berlin')).toBe(`tunnelwatch-report-${file}.html`);
});
