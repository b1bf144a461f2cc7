import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EXIT_CODES, type ExitReason } from '../../lib/cli/exit-codes.ts';
import { aPast } from './a-past.ts';
import { aSession, type Session } from './a-session.ts';
import { branch } from './a-watch.ts';

let session: Session;
beforeAll(async () => {
  session = await aPast();
});
afterAll(() => session.close());

/** Every command that asks about the past, as somebody would type it. */
const QUESTIONS: readonly (readonly string[])[] = [
  ['status'],
  ['history', 'osaka'],
  ['changes'],
  ['snapshot', '--at', '16:03'],
  ['diff', '--from', '16:03'],
  ['uptime'],
  ['report', '--from', '15:00'],
  ['runs'],
  ['export'],
];

/** What is typed; the first two lines of the error; how the command ends. */
type Row = readonly [words: readonly string[], said: string, next: string, reason: ExitReason];

const SWAP = 'Swap them, or name the day: a time alone is today.';
const PASSED = 'Give a time that has passed, or name the day: a time alone is today.';
const FIRST =
  'Nothing is known of a time before 15:00:00 CET (14:00:00 UTC): the first complete run of acme was then.';

const ROWS: readonly Row[] = [
  [
    ['snapshot', '--at', '17:00'],
    '--at (17:00:00 CET (16:00:00 UTC)) is in the future: nobody has looked there yet.',
    PASSED,
    'usage',
  ],
  [
    ['changes', '--from', '17:00'],
    '--from (17:00:00 CET (16:00:00 UTC)) is in the future: nobody has looked there yet.',
    PASSED,
    'usage',
  ],
  [
    ['uptime', '--to', 'tomorrow'],
    '--to (2026-03-03 00:00:00 CET (2026-03-02 23:00:00 UTC)) is in the future: nobody has looked there yet.',
    PASSED,
    'usage',
  ],
  [
    ['runs', '--from', '16:10', '--to', '16:05'],
    '--from (16:10:00 CET (15:10:00 UTC)) is later than --to (16:05:00 CET (15:05:00 UTC)).',
    SWAP,
    'usage',
  ],
  [
    ['diff', '--from', '16:10', '--to', '16:05'],
    '--from (16:10:00 CET (15:10:00 UTC)) is later than --to (16:05:00 CET (15:05:00 UTC)).',
    SWAP,
    'usage',
  ],
  [
    ['export', '--from', '16:10', '--to', '16:10'],
    '--from and --to are the same (16:10:00 CET (15:10:00 UTC)): nothing lies between.',
    'tunnelwatch snapshot --at shows an instant.',
    'usage',
  ],
  [
    ['snapshot', '--at', 'half past two'],
    '--at "half past two" is not a time: it must look like one of 2026-03-02T14:05Z, 2026-03-02 14:05, 2026-03-02, 14:05, "yesterday 14:05", "tomorrow 02:00", now, "2h ago", "in 90m".',
    '',
    'usage',
  ],
  [
    ['history', 'osaka', '--from', '2026-02-30'],
    '--from "2026-02-30" is not a time: there is no such date or hour.',
    '',
    'usage',
  ],
  [['snapshot', '--at', '14:00'], FIRST, 'Ask about a later time.', 'not known'],
  [['diff', '--from', '14:00'], FIRST, 'Ask about a later time.', 'not known'],
  [['changes', '--from', '2026-02-01', '--to', '2026-02-02'], FIRST, 'Ask about a later time.', 'not known'],
  [['uptime', '--from', '13:00', '--to', '14:00'], FIRST, 'Ask about a later time.', 'not known'],
  [
    ['history', 'lakside'],
    'No group has the id or the name "lakside", or this in its name.',
    'Near to it:',
    'not found',
  ],
  [
    ['uptime', '--group', 'zzz'],
    'No group has the id or the name "zzz", or this in its name.',
    'tunnelwatch status --all lists the 4 groups that there are.',
    'not found',
  ],
  [['changes', '--group', 'har'], '', '', 'done'],
  [['history', 'o'], '"o" can mean 2 groups.', 'Give the id, or more of the name:', 'usage'],
  [['history', ' '], 'No group is named.', 'Give its id, or a part of its name.', 'usage'],
  [
    ['uptime', '--group-region', 'eu-centrl-1'],
    'No group is in a region "eu-centrl-1".',
    'Did you mean eu-central-1?',
    'not found',
  ],
  [
    ['export', '--every', '1h'],
    '--every is for snapshots alone.',
    'Leave it out, or give --what snapshots.',
    'usage',
  ],
  [
    ['export', '--what', 'snapshots', '--every', 'often'],
    '--every "often" is not a duration.',
    'Write 15m, 1h, "1h 30m", 1d or 1w.',
    'usage',
  ],
  [['export', '--append'], '--append needs a file to add to.', 'Name it with --out.', 'usage'],
  [
    ['export', '--out', '/nonexistent/x.csv'],
    '/nonexistent/x.csv cannot be written (ENOENT).',
    'Name another file with --out.',
    'failed',
  ],
  [
    ['status', '--org', 'acmee'],
    'The table knows no organization "acmee".',
    'Did you mean acme?',
    'not found',
  ],
];

describe('what cannot be answered is refused with a sentence and what to do', () => {
  test.each(ROWS.map((row) => [row[0].join(' '), row] as const))(
    '%s',
    async (_, [words, said, next, reason]) => {
      const { out, err, code } = await session.type(...words);
      const [first = '', second = ''] = err.split('\n');
      expect([first, second, code]).toEqual([said, next, EXIT_CODES[reason].code]);
      if (reason !== 'done') expect(out).toBe('');
    },
  );

  test.each([
    [['status', '--json', '--csv'], "error: option '--csv' cannot be used with option '--json'"],
    [
      ['changes', '--csv', '--limit', '3'],
      "error: option '--limit <rows>' cannot be used with option '--csv'",
    ],
    [['runs', '--all', '--limit', '3'], "error: option '--all' cannot be used with option '--limit <rows>'"],
    [
      ['changes', '--limit', 'none'],
      "error: option '--limit <rows>' argument 'none' is invalid. Give a whole number from 1, or --all instead.",
    ],
    [
      ['changes', '--kind', 'stats'],
      "error: option '--kind <kinds...>' argument 'stats' is invalid. Allowed choices are appeared, missing, found, removed, status, hub, tunnels, configuration.",
    ],
    [['snapshot'], "error: required option '--at <time>' not specified"],
    [
      ['status', '--watch', '1'],
      "error: option '--watch [seconds]' argument '1' is invalid. Give a whole number of seconds from 2.",
    ],
  ])('%j is refused by its flags', async (words, said) => {
    const { out, err, code } = await session.type(...words);
    expect([out, err.split('\n')[0], code]).toEqual(['', said, 2]);
  });

  test('what can mean several groups is listed, and what is near is, with ids', async () => {
    expect((await session.type('history', 'a')).err).toBe(`"a" can mean 3 groups.
Give the id, or more of the name:

GROUP   NAME                 REGION          STATUS
620112  Harbor Depot         eu-central-1    unknown
620113  Lakeside Eye Clinic  us-east-1       warning
620111  Osaka, "West"        ap-northeast-1  connected
`);
    expect((await session.type('history', 'lakside')).err).toMatch(/\n620113 {2}Lakeside Eye Clinic /);
  });

  test('a removed group is meant where no other is', async () => {
    expect((await session.type('history', 'mill')).out).toMatch(
      /^Lake Mill \(us-east-1\), group 620114\nNow removed; /,
    );
  });
});

describe('what AWS refuses is said by each of them', () => {
  const REFUSED: readonly (readonly [string, string, string, ExitReason])[] = [
    [
      'ExpiredTokenException',
      'The security token included in the request is expired',
      'Your AWS credentials have expired.',
      'not permitted',
    ],
    [
      'AccessDeniedException',
      'User: arn:aws:iam::1:user/ana is not authorized to perform: dynamodb:Query on resource: table/tunnelwatch',
      'Your AWS credentials do not allow dynamodb:Query.',
      'not permitted',
    ],
    ['ResourceNotFoundException', 'gone', 'There is no table tunnelwatch in us-east-1.', 'not set up'],
  ];

  test.each(REFUSED)('%s', async (name, message, said, reason) => {
    session.aws.breakWith((operation) => (operation === 'Query' ? { error: { name, message } } : undefined));
    for (const words of QUESTIONS) {
      const { out, err, code } = await session.type(...words);
      expect([words[0], out, err.split('\n')[0], code]).toEqual([
        words[0],
        '',
        said,
        EXIT_CODES[reason].code,
      ]);
    }
    session.aws.breakWith();
  });
});

test('before the first complete run each of them says that there is none', async () => {
  const fresh = await aSession([branch(1)]);
  fresh.duringRun(() => Promise.reject(new Error('no way through')));
  await fresh.run();
  for (const words of QUESTIONS) {
    const { err, code } = await fresh.type(...words);
    expect([words[0], err.split('\n')[0], code]).toEqual([
      words[0],
      'The table knows no organization: no run has been complete yet.',
      3,
    ]);
  }
  await fresh.close();
});
