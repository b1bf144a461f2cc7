import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY, epochMilliseconds, HOUR, instant, MINUTE } from '../../lib/core/time.ts';
import {
  asLines,
  COLUMNS,
  EXPORTS,
  type Export,
  exported,
  resumeFrom,
  wholeInstants,
} from '../../lib/history/index.ts';
import { createMemoryStore } from '../../lib/memory-store/memory-store.ts';
import { memoryPast } from './memory-past.ts';
import { BEGINNING, type Play, play } from './play.ts';
import { happen } from './story.ts';

/** A group with an awkward name falls and recovers; there is a failed run, and a gap. */
async function aStory() {
  const store = createMemoryStore();
  const story = play(store, {}, () => 2_000);
  happen(story.fleet, { id: '7', what: 'connected' });
  happen(story.fleet, { id: '11', what: 'connected' });
  await story.run();
  await rename(story, '7', 'Osaka, "West"\nside');
  happen(story.fleet, { id: '7', what: 'disconnected' });
  await story.run();
  await story.run({ fails: true });
  story.wait(HOUR);
  happen(story.fleet, { id: '7', what: 'connected' });
  happen(story.fleet, { id: '11', what: 'warning' });
  await story.run();
  return { story, past: memoryPast(store, story.now, () => DAY) };
}

async function rename(story: Play, id: string, name: string): Promise<void> {
  const entry = story.fleet.get(id);
  if (entry !== undefined && 'listed' in entry) story.fleet.set(id, { listed: { ...entry.listed, name } });
}

const RANGE = { from: instant(BEGINNING - HOUR), to: instant(BEGINNING + 3 * HOUR) };

async function text(what: Export, format: 'csv' | 'ndjson', range = RANGE): Promise<string> {
  const { past } = await aStory();
  const sight = await past.sight('acme', range);
  if ('why' in sight) throw new Error(sight.detail);
  const lines: string[] = [];
  const pages = exported(past, { organization: 'acme', what, sight, step: 30 * MINUTE });
  for await (const line of asLines(what, format, pages)) lines.push(line);
  return lines.join('');
}

/** RFC 4180, read by its grammar. */
function parseCsv(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (end === '' && quoted === undefined && plain === '') break;
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

describe.each(EXPORTS)('an export of %s', (what) => {
  test('says the same as CSV and as NDJSON', async () => {
    const [names = [], ...rows] = parseCsv(await text(what, 'csv'));
    const records = (await text(what, 'ndjson')).trimEnd().split('\n');
    expect(names).toEqual([...COLUMNS[what]]);
    expect(rows.length).toBeGreaterThan(1);
    const asText = (value: unknown): string => {
      if (value === null) return '';
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    };
    expect(rows).toEqual(
      records.map((line) => {
        const record: unknown = JSON.parse(line);
        expect(Object.keys(record ?? {})).toEqual(names);
        return Object.values(record ?? {}).map(asText);
      }),
    );
  });
});

describe('an export of changes', () => {
  test('admits to gaps and to what nothing is known of', async () => {
    const rows = parseCsv(await text('changes', 'csv')).map(
      ([type, at, , until]) => `${type} ${at} ${until}`,
    );
    expect(rows.filter((row) => !row.startsWith('change '))).toEqual([
      'type at until',
      'unseen 2026-03-02T13:00:00.000Z 2026-03-02T14:00:02.000Z',
      'gap 2026-03-02T14:05:02.000Z 2026-03-02T15:10:01.000Z',
      'unseen 2026-03-02T15:10:03.000Z 2026-03-02T17:00:00.000Z',
    ]);
  });

  test('that broke off is resumed by time, without losing or doubling a record', async () => {
    const isChange = (line: string): boolean => line.includes('"type":"change"');
    const all = (await text('changes', 'ndjson')).trimEnd().split('\n').filter(isChange);
    const at = (line: string): string => String(JSON.parse(line).at);
    for (let written = 1; written < all.length; written += 1) {
      const last = at(all[written - 1] ?? '');
      const kept = all.slice(0, written).filter((line) => at(line) !== last);
      const from = resumeFrom(instant(Date.parse(last)));
      const rest = (await text('changes', 'ndjson', { ...RANGE, from }))
        .trimEnd()
        .split('\n')
        .filter(isChange);
      expect([...kept, ...rest]).toEqual(all);
    }
  });
});

describe('an export of snapshots', () => {
  test('is the fleet at every step, as asked one by one', async () => {
    const { past } = await aStory();
    const sight = await past.sight('acme', RANGE);
    if ('why' in sight) throw new Error(sight.detail);
    let fleets = 0;
    for await (const { at, groups, gap } of past.snapshotsOf('acme', sight, 7 * MINUTE)) {
      fleets += 1;
      const alone = await past.snapshot('acme', at);
      if (!alone.answered) throw new Error(alone.detail);
      expect({ groups, gap }).toEqual({ groups: alone.groups, gap: alone.gap });
    }
    expect(fleets).toBe(10);
  });
});

describe('incidents and runs', () => {
  test('of a range are those that people were told of', async () => {
    const { past } = await aStory();
    const sight = await past.sight('acme', RANGE);
    if ('why' in sight) throw new Error(sight.detail);
    const spans: string[] = [];
    for await (const page of past.incidentsOf('acme', sight))
      for (const { id, ended, worst } of page)
        spans.push(`${id} ${worst} ${ended === null ? 'open' : 'over'}`);
    expect(spans).toEqual(['7-2 disconnected over', '11-2 warning open']);
    const timeline = await past.timeline('acme', '7', RANGE);
    expect(timeline).toMatchObject({ incidents: [{ id: '7-2', ended: { by: '2026-03-02T15:10:03.000Z' } }] });
    expect(await past.uptime('acme', { range: RANGE, group: '7' })).toMatchObject({
      parts: [{ groups: [{ times: { incidents: 1, outages: 1 } }] }],
    });
  });

  test('of the monitor are told with totals and blind periods', async () => {
    const { past } = await aStory();
    const answer = await past.runs('acme', RANGE);
    if (!answer.answered) throw new Error(answer.detail);
    expect(answer.runs.map(({ outcome, failure }) => failure?.kind ?? outcome)).toEqual([
      'complete',
      'complete',
      'network',
      'complete',
    ]);
    expect(answer.totals).toMatchObject({ complete: 3, failed: 1, failures: { network: 1 } });
    expect(answer.blind).toMatchObject([
      { from: '2026-03-02T14:05:02.000Z', why: expect.stringContaining('failed') },
    ]);
  });
});

describe('a range', () => {
  test('that is none is refused with a sentence', async () => {
    const { past } = await aStory();
    const none = { from: RANGE.to, to: RANGE.from };
    expect(await past.changes('acme', none)).toEqual({
      answered: false,
      why: 'range reversed',
      detail: `A range begins before it ends; this one goes from ${RANGE.to} to ${RANGE.from}.`,
      earliest: null,
    });
    expect(await past.uptime('nobody', { range: RANGE })).toMatchObject({ why: 'never watched' });
  });

  test('leaves maintenance out where that is asked for, and the sum stays whole', async () => {
    const { past } = await aStory();
    const window = {
      name: 'w',
      match: {},
      timeZone: 'UTC',
      days: ['mon'] as const,
      from: '14:00',
      to: '15:00',
    };
    const asked = { range: RANGE, group: '7', withoutMaintenance: { windows: [window] } };
    const answer = await past.uptime('acme', asked);
    if (!answer.answered) throw new Error(answer.detail);
    const times = answer.parts[0]?.fleet.times;
    const { connected = 0, degraded = 0, down = 0, unknown = 0, maintenance = 0 } = times ?? {};
    expect(maintenance).toBe(HOUR - 2_000);
    // After the gap it counts as last seen until the reading that saw it otherwise has ended.
    expect(down).toBe(2_000);
    expect(connected + degraded + down + unknown + maintenance).toBe(
      epochMilliseconds(RANGE.to) - epochMilliseconds(RANGE.from),
    );
  });
});

describe('an export cut at whole instants', () => {
  test('has, after each piece, every record up to the instant it names, and none later', async () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(minutes, fc.array(fc.nat({ max: 20 })), async (gaps, cuts) => {
        let minute = 0;
        const records = gaps.map((gap) => {
          minute += Math.max(0, gap - 2);
          return { type: 'change', at: instant(BEGINNING + minute * MINUTE), n: minute };
        });
        const edges = [0, ...cuts.sort((a, b) => a - b), records.length];
        async function* pages() {
          for (const [index, from] of edges.entries()) yield records.slice(from, edges[index + 1] ?? from);
        }
        const given: object[] = [];
        for await (const piece of wholeInstants('changes', pages())) {
          given.push(...piece.records);
          const { through } = piece;
          expect(given).toEqual(records.filter(({ at }) => through !== null && at <= through));
        }
        expect(given).toEqual(records);
      }),
    );
  });
});
