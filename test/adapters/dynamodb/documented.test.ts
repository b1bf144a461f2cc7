import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { INITIAL_MONITOR } from '../../../lib/core/rules/state.ts';
import { aFinish, at } from '../../support/builders.ts';
import { take } from './contract/subject.ts';
import { DOCUMENTED, DOCUMENTED_EPOCH } from './documented-items.ts';
import { openTable, type Table } from './table.ts';

const document = readFileSync(fileURLToPath(new URL('../../../docs/storage.md', import.meta.url)), 'utf8');

/** The items that the document shows, by their headings. */
const shown = new Map(
  [...document.matchAll(/^## (.+)$([\s\S]*?)(?=^## |(?![\s\S]))/gm)].flatMap(
    ([, heading = '', text = '']) => {
      const [, json] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
      return json === undefined ? [] : [[heading, JSON.parse(json)] as const];
    },
  ),
);

describe('docs/storage.md shows what is written', () => {
  let table: Table;
  beforeAll(async () => {
    table = await openTable();
  });
  afterAll(() => table.close());

  test.each(Object.keys(DOCUMENTED))('%s', (heading) => {
    expect(shown.get(heading)).toEqual(DOCUMENTED[heading]);
  });

  test('Head', async () => {
    const { store } = table;
    const first = await take(store, 'acme');
    await store.beginHistory(first.lease, DOCUMENTED_EPOCH);
    await store.commitMonitor(first.lease, { ...INITIAL_MONITOR, watching: at(), blind: null, untold: [] });
    await store.finish(first.lease, aFinish(), at(1000));
    await take(store, 'acme', 'run-2', at(1));
    const head = (await table.items('ORG#acme')).find(({ sk }) => sk === 'HEAD');
    const documented = shown.get('Head');
    const unpredictable = { lease: { ...documented.lease, taking: expect.stringMatching(/^[0-9a-f]{32}$/) } };
    expect(head).toEqual({ ...documented, ...unpredictable });
  });

  test('and nothing else', () => {
    expect([...shown.keys()].sort()).toEqual(['Head', ...Object.keys(DOCUMENTED)].sort());
  });
});
