import { describe, expect, test } from '@jest/globals';
import { createPast, type Past } from '../../../lib/core/history/past.ts';
import type { PastReader, PastRun } from '../../../lib/core/history/past-reader.ts';
import { type Head, INITIAL_MONITOR } from '../../../lib/core/rules/state.ts';
import { DAY } from '../../../lib/core/time.ts';
import { aGroupState, aHead, anEpoch, aReading, aRunRecord, at, epochEntry } from '../../support/builders.ts';

const counts = { connected: 1, warning: 0, disconnected: 0, unknown: 0 };

/** Watched since `at(0)`, last seen at `at(100)`. */
const WATCHED = aHead({
  lastComplete: { reading: aReading(100), counts },
  monitor: { ...INITIAL_MONITOR, watching: at() },
});

const NOTHING = { snapshot: [], changes: [], gaps: [] };

/** Questions at `at(110)`, of a fleet that nothing ever happened to. */
function past(head: Head | null, override: Partial<PastReader> = {}): Past {
  const reader: PastReader = {
    organizations: async () => ['acme', 'globex'],
    head: async () => head,
    epochAt: async () => epochEntry(anEpoch()),
    rows: async () => NOTHING,
    epochs: async () => [epochEntry(anEpoch())],
    async *pages() {
      yield NOTHING;
    },
    async *pagesOfChanges() {
      yield NOTHING;
    },
    async *pagesOfGroup() {},
    async *runs() {},
    groups: async () => [aGroupState({ id: '7' })],
    group: async () => null,
    silences: async () => [],
    ...override,
  };
  return createPast({ reader, now: () => at(110), retention: 30 * DAY });
}

const range = { from: at(10), to: at(50) };

/** Every question about a range. */
const QUESTIONS: Readonly<Record<string, (of: Past, asked: typeof range) => Promise<unknown>>> = {
  changes: (of, asked) => of.changes('acme', asked),
  timeline: (of, asked) => of.timeline('acme', '7', asked),
  uptime: (of, asked) => of.uptime('acme', { range: asked }),
  strips: (of, asked) => of.strips('acme', asked, [at(20)]),
  runs: (of, asked) => of.runs('acme', asked),
  sight: (of, asked) => of.sight('acme', asked),
};

describe.each(Object.entries(QUESTIONS))('a question about a range: %s', (_name, ask) => {
  test('is answered for a range of what was watched', async () => {
    expect(await ask(past(WATCHED), range)).toMatchObject({ range });
  });

  test.each([
    ['before the first run', null],
    ['before a run was complete', { ...WATCHED, lastComplete: null }],
    ['before the first reading is believed', { ...WATCHED, monitor: INITIAL_MONITOR }],
  ])('is refused %s', async (_when, head) => {
    expect(await ask(past(head), range)).toMatchObject({ answered: false, why: 'never watched' });
  });

  test.each([
    ['that ends before it begins', { from: at(50), to: at(10) }],
    ['of no length', { from: at(50), to: at(50) }],
  ])('is refused for a range %s', async (_what, asked) => {
    expect(await ask(past(WATCHED), asked)).toEqual({
      ...{ answered: false, why: 'range reversed', earliest: null },
      detail: `A range begins before it ends; this one goes from ${asked.from} to ${asked.to}.`,
    });
  });
});

describe('the fleet as of now', () => {
  test('is what is stored of its groups', async () => {
    expect(await past(WATCHED).status('acme')).toMatchObject({
      ...{ answered: true, now: at(110), asOf: at(100), groups: [{ state: { id: '7' } }] },
    });
  });

  test('is refused before the first run, and then not even read', async () => {
    const groups = async (): Promise<never> => {
      throw new Error('Nobody is to ask for groups.');
    };
    expect(await past(null, { groups }).status('acme')).toMatchObject({ why: 'never watched' });
  });
});

describe('a difference', () => {
  test('is refused where it goes backwards, and is nothing from an instant to itself', async () => {
    expect(await past(WATCHED).diff('acme', at(50), at(10))).toMatchObject({
      why: 'range reversed',
      detail: `A range begins before it ends; this one goes from ${at(50)} to ${at(10)}.`,
    });
    expect(await past(WATCHED).diff('acme', at(50), at(50))).toMatchObject({ answered: true, groups: [] });
  });

  test.each([
    ['the earlier', at(-10), at(50)],
    ['either', at(-20), at(-10)],
  ])('is refused where %s instant is', async (_which, from, to) => {
    expect(await past(WATCHED).diff('acme', from, to)).toMatchObject({
      why: 'before the first complete run',
      detail: `acme has been watched since ${at()}, and ${from} is before that.`,
    });
  });
});

describe('runs of a range', () => {
  const run = (name: string, expires: number): PastRun => ({
    ...aRunRecord(),
    ...{ run: name, expires: at(expires) },
  });

  test('are those that are kept: what has expired may or may not still be there', async () => {
    const asked: unknown[] = [];
    const reader: Partial<PastReader> = {
      async *runs(_organization, within) {
        asked.push(within);
        yield [run('gone', 109), run('going', 110), run('kept', 111)];
      },
    };
    const answer = await past(WATCHED, reader).runs('acme', range);
    expect(answer).toMatchObject({ answered: true, runs: [{ run: 'kept' }], totals: { complete: 1 } });
    expect(asked).toEqual([range]);
  });
});

test('the organizations are those that were ever watched', async () => {
  expect(await past(null).organizations()).toEqual(['acme', 'globex']);
});
