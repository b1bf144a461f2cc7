import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { MINUTE } from '../../lib/core/time.ts';
import { aSession, type Session } from './a-session.ts';
import { branch, down } from './a-watch.ts';

let session: Session;
beforeEach(async () => {
  session = await aSession();
  await session.run();
});
afterEach(() => session.close());

/** What happens while the command waits, one after another; then somebody presses Ctrl-C. */
function meanwhile(...happenings: readonly (() => Promise<void>)[]): void {
  let at = 0;
  session.whileWaiting(async () => {
    await happenings[at]?.();
    at += 1;
    return at <= happenings.length;
  });
}

const fall = async (): Promise<void> => {
  session.fleet.set('620112', down(branch(2)));
  await session.run();
};

const SCREEN = '\u001b[H';

test('each picture replaces the one before, and the last one stays when it ends', async () => {
  session.sit({ columns: 80, rows: 24 });
  meanwhile(fall);
  const { out, code } = await session.type('status', '--watch');
  const [enter, first, second = ''] = out.split(SCREEN);
  expect([enter, code]).toEqual(['\u001b[?1049h', 0]);
  expect(first).toMatch(/^acme: 3 groups as of .*\n3 connected/m);
  const [picture, left = ''] = second.split('\u001b[?1049l');
  expect(picture).toMatch(/\ndisconnected {2}Branch 2 .*\n[\s\S]*\nEvery 15 s; Ctrl-C ends\./);
  expect(left).toMatch(/^acme: 3 groups as of .*\n1 disconnected, 2 connected\n/);
});

test('has no more rows than the terminal', async () => {
  session.sit({ columns: 80, rows: 10 });
  meanwhile();
  const { out } = await session.type('status', '--watch', '60');
  expect(out).toContain('… and 2 more, all of them connected');
  expect(out).toContain('Every 60 s; Ctrl-C ends.');
});

test('that AWS does not answer for a while is shown with the last answer, and does not end it', async () => {
  session.sit({ columns: 80, rows: 24 });
  meanwhile(
    async () =>
      session.aws.breakWith(() => ({ error: { name: 'ThrottlingException', message: 'slow down' } })),
    async () => session.aws.breakWith(),
    fall,
  );
  const { out, code } = await session.type('status', '--watch');
  const pictures = out.split(SCREEN);
  expect(pictures[2]).toMatch(
    /^DynamoDB throttled dynamodb:Query .* What follows is the last answer\.[\s\S]*3 connected/,
  );
  expect(pictures[4]).toContain('1 disconnected');
  expect(code).toBe(0);
});

test('that credentials expire ends it with a sentence', async () => {
  meanwhile(async () =>
    session.aws.breakWith(() => ({ error: { name: 'ExpiredTokenException', message: 'expired' } })),
  );
  const { err, code } = await session.type('status', '--watch');
  expect([err.split('\n')[0], code]).toEqual(['Your AWS credentials have expired.', 4]);
});

test('where the output is no terminal the pictures follow each other', async () => {
  meanwhile(fall, async () => session.wait(20 * MINUTE));
  const { out } = await session.type('status', '--watch');
  expect(out).not.toContain('\u001b');
  expect(out.match(/^acme: 3 groups as of/gm)).toHaveLength(3);
});
