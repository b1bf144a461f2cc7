import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { percent } from '../../lib/cli/output/figures.ts';
import { DAY } from '../../lib/core/time.ts';
import { aPast } from './a-past.ts';
import type { Session } from './a-session.ts';
import { branch } from './a-watch.ts';

let session: Session;
beforeAll(async () => {
  session = await aPast();
});
afterAll(() => session.close());

const RANGE = ['--from', '16:00', '--to', '16:15'] as const;

function written(file: string): string {
  return readFileSync(join(session.folder, file), 'utf8');
}

test('Before there is a month behind it, a report says that nothing is known of it, and leaves no file', async () => {
  const { out, err, code } = await session.type('report');
  expect([out, code]).toEqual(['', 11]);
  expect(err).toMatch(/^Nothing is known of a time before /);
  expect(readdirSync(session.folder)).toEqual([]);
});

test('A report is written whole beside where the person is, with the figures of uptime, and says where', async () => {
  const { out, err, code } = await session.type('report', ...RANGE);
  expect([err, code]).toEqual(['', 0]);
  expect(out).toMatch(
    /^The report from 16:00:00 CET .* is in tunnelwatch-report-2026-03-02\.html: \d+ kB\.\n$/,
  );
  const uptime = JSON.parse((await session.type('uptime', ...RANGE, '--json')).out);
  const text = written('tunnelwatch-report-2026-03-02.html');
  expect(text).toContain(`<dd>${percent(uptime.total.rates.availability)}<`);
  expect(text).toContain('Osaka, &quot;West&quot;');
  expect(text).toContain('Lake Mill');
  expect(readdirSync(session.folder)).toEqual(['tunnelwatch-report-2026-03-02.html']);
});

test('A report of a group or a region is of these alone, and replaces the file that it is written to', async () => {
  expect((await session.type('report', ...RANGE, '--group', 'osaka', '--out', 'r.html')).code).toBe(0);
  expect(written('r.html')).toContain('<h1>Osaka, &quot;West&quot;: Availability');
  expect(written('r.html')).not.toContain('Lake Mill');
  expect(
    (await session.type('report', ...RANGE, '--group-region', 'EU-central-1', '--out', 'r.html')).code,
  ).toBe(0);
  expect(written('r.html')).toContain('Harbor Depot');
  expect(written('r.html')).not.toContain('Osaka');
});

test('What cannot be reported is refused, and what cannot be written says so', async () => {
  const refused = async (...words: readonly string[]) => {
    const { err, code } = await session.type('report', ...RANGE, ...words);
    return [code, err.split('\n')[0]];
  };
  mkdirSync(join(session.folder, 'a-folder'));
  const before = readdirSync(session.folder);
  expect(await refused('--group-region', 'mars')).toEqual([3, 'No group is in a region "mars".']);
  expect(await refused('--out', 'no/such/folder/r.html')).toEqual([
    1,
    'no/such/folder/r.html cannot be written (ENOENT).',
  ]);
  expect((await refused('--out', 'a-folder'))[1]).toMatch(/^a-folder cannot be written \(E[A-Z]+\)\.$/);
  expect(readdirSync(session.folder)).toEqual(before);
});

test('A region that had no group then is refused, by uptime too: it has no figures', async () => {
  session.fleet.set('99', branch(9, { name: 'New Port', region: 'sa-east-1' }));
  await session.run();
  for (const command of ['report', 'uptime']) {
    const { out, err, code } = await session.type(command, ...RANGE, '--group-region', 'sa-east-1');
    expect([out, code]).toEqual(['', 11]);
    expect(err).toMatch(/^No group was in sa-east-1 from 16:00:00 CET /);
  }
});

test('A month later the month before is the report that is written', async () => {
  session.wait(40 * DAY);
  await session.run();
  const { out, code } = await session.type('report');
  expect(code).toBe(0);
  expect(out).toContain('(the month before) is in tunnelwatch-report-2026-03.html: ');
  expect(written('tunnelwatch-report-2026-03.html')).toContain('March 2026</span></h1>');
  // Lakeside's lost hub was seen until 16:15; nobody looked for the rest of the month.
  expect(written('tunnelwatch-report-2026-03.html')).toMatch(
    /Lakeside Eye Clinic .*not seen to end<\/td><td>at least \d minutes</,
  );
});
