import { describe, expect, test } from '@jest/globals';
import { createGate } from '../../lib/local-aws/dynamodb/gate.ts';

/** Work that notes when it begins and ends, and ends when told. */
function aWork(name: string, log: string[]): { run: () => Promise<void>; end: () => void } {
  let end = () => {};
  const told = new Promise<void>((resolve) => {
    end = resolve;
  });
  const run = async () => {
    log.push(`${name} begins`);
    await told;
    log.push(`${name} ends`);
  };
  return { run, end: () => end() };
}

/** Lets everything go on that can go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the gate', () => {
  test('lets plain requests pass side by side', async () => {
    const log: string[] = [];
    const [a, b] = [aWork('a', log), aWork('b', log)];
    const gate = createGate();
    gate.shared(a.run);
    gate.shared(b.run);
    await settle();
    expect(log).toEqual(['a begins', 'b begins']);
  });

  test('lets a transaction begin when all before it have ended, and others when it has ended', async () => {
    const log: string[] = [];
    const gate = createGate();
    const [a, b, transaction, c] = ['a', 'b', 'transaction', 'c'].map((name) => aWork(name, log));
    if (!a || !b || !transaction || !c) throw new Error('Four were made.');
    gate.shared(a.run);
    gate.shared(b.run);
    gate.exclusive(transaction.run);
    gate.shared(c.run);
    for (const next of [b, a, transaction, c]) {
      await settle();
      next.end();
    }
    await gate.idle();
    expect(log).toEqual([
      'a begins',
      'b begins',
      'b ends',
      'a ends',
      'transaction begins',
      'transaction ends',
      'c begins',
      'c ends',
    ]);
  });

  test('is not blocked by work that fails', async () => {
    const gate = createGate();
    const fails = () => Promise.reject(new Error('no'));
    const outcomes = [gate.shared(fails), gate.exclusive(fails), gate.shared(async () => 'done')];
    expect((await Promise.allSettled(outcomes)).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
      'fulfilled',
    ]);
  });
});
