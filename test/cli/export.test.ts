import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPast } from './a-past.ts';
import type { Session } from './a-session.ts';

let session: Session;
let folder: string;
beforeAll(async () => {
  session = await aPast();
  folder = mkdtempSync(join(tmpdir(), 'export-'));
});
afterAll(async () => {
  await session.close();
  rmSync(folder, { recursive: true });
});

const RANGE = ['--from', '14:00', '--to', '16:15'] as const;

test.each(['changes', 'snapshots', 'runs', 'incidents'])(
  '%s come as CSV and as NDJSON, the same records',
  async (what) => {
    const flags = ['export', '--what', what, ...RANGE, ...(what === 'snapshots' ? ['--every', '10m'] : [])];
    const csv = await session.type(...flags);
    const ndjson = await session.type(...flags, '--format', 'ndjson');
    const records = ndjson.out
      .trimEnd()
      .split('\n')
      .map((line): object => JSON.parse(line));
    const [first = {}] = records;
    expect([csv.err, ndjson.err, csv.code, ndjson.code]).toEqual(['', '', 0, 0]);
    expect(csv.out.split('\r\n')[0]).toBe(Object.keys(first).join(','));
    expect(csv.out.split('\r\n').length).toBe(records.length + 2);
    expect(records.length).toBeGreaterThan(0);
  },
);

test('says on a terminal how far it has come', async () => {
  await session.type('export', ...RANGE);
  expect(session.progress.at(-2)).toMatch(/^\d+ changes, up to 2026-03-02 16:1\d:00 …$/);
  expect(session.progress.at(-1)).toBe('');
});

test('writes to a file that is not there yet, and says so', async () => {
  const file = join(folder, 'changes.csv');
  const { out, err, code } = await session.type('export', ...RANGE, '--out', file);
  expect([out, code]).toEqual(['', 0]);
  expect(err).toMatch(/^\d+ records of changes from 14:00:00 CET .* are in .*changes\.csv\.\n$/);
  expect(readFileSync(file, 'utf8')).toBe((await session.type('export', ...RANGE)).out);
  const again = await session.type('export', ...RANGE, '--out', file);
  expect([again.err, again.code]).toEqual([
    `${file} is there already.\nName another file, or add to it with --append.\n`,
    2,
  ]);
});

test.each([
  ['changes', 'csv', []],
  ['changes', 'ndjson', []],
  ['runs', 'csv', []],
  ['snapshots', 'ndjson', ['--every', '7m']],
] as const)(
  '%s as %s that are interrupted go on where they stopped, no record lost or doubled',
  async (what, format, every) => {
    const asked = ['export', '--what', what, '--format', format, ...every];
    const whole = (await session.type(...asked, ...RANGE)).out;
    let goneOn = 0;
    for (let pieces = 1; ; pieces += 1) {
      session.interruptAfter(pieces);
      const part = await session.type(...asked, ...RANGE);
      session.interruptAfter(null);
      if (part.code === 0) break;
      expect([part.code, whole.startsWith(part.out)]).toEqual([130, true]);
      const [, from] =
        /What is written is whole up to .*\. The rest: the same command with --from (\S+)\n$/.exec(
          part.err,
        ) ?? [];
      if (from === undefined) continue;
      goneOn += 1;
      const rest = (await session.type(...asked, '--from', from, '--to', '16:15')).out;
      const lines = (text: string): readonly string[] => text.split(/(?<=\n)/);
      expect(part.out + (format === 'csv' ? lines(rest).slice(1).join('') : rest)).toBe(whole);
    }
    expect(goneOn).toBeGreaterThan(0);
  },
);

test('what AWS breaks off is whole up to an instant, and the rest is added to the file', async () => {
  const whole = (await session.type('export', ...RANGE)).out;
  const file = join(folder, 'broken.csv');
  let queries = 0;
  session.aws.breakWith((operation) => {
    queries += operation === 'Query' ? 1 : 0;
    return queries > 2 ? { error: { name: 'AccessDeniedException', message: 'no' } } : undefined;
  });
  const { err, code } = await session.type('export', ...RANGE, '--out', file);
  session.aws.breakWith();
  expect([err, code]).toEqual([
    `Your AWS credentials do not allow dynamodb:Query.
Have that action allowed for you, or give another --profile; docs/commands.md lists what each command needs.
No record is in ${file} yet: the same command with --append begins.
`,
    4,
  ]);
  await session.type('export', ...RANGE, '--out', file, '--append');
  expect(readFileSync(file, 'utf8')).toBe(whole);
});
