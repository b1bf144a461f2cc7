import { readFile } from 'node:fs/promises';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { epochMilliseconds, HOUR } from '../../lib/core/time.ts';
import { type Engine, startEngine } from './engine.ts';
import { play } from './play.ts';
import { happen, SMALL_EPOCHS } from './story.ts';

let engine: Engine;
/** The lines of an export: what `ExportTableToPointInTime` writes of each item. */
let lines: readonly unknown[] = [];

beforeAll(async () => {
  engine = await startEngine();
  const story = play(await engine.open('exported'), { history: SMALL_EPOCHS });
  engine.runBy(() => epochMilliseconds(story.now()));
  for (const id of ['7', '11']) happen(story.fleet, { id, what: 'connected' });
  await story.run();
  happen(story.fleet, { id: '7', what: 'disconnected' });
  await story.run();
  await story.run({ fails: true });
  story.wait(7 * HOUR);
  happen(story.fleet, { id: '7', what: 'connected' });
  happen(story.fleet, { id: '11', what: 'gone' });
  await story.run();
  const client = new DynamoDBClient({
    endpoint: engine.aws.endpoints.dynamodb,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'exported' }));
  lines = Items.map((Item) => JSON.parse(JSON.stringify({ Item })));
  client.destroy();
});
afterAll(() => engine.close());

const EXTRACTED = /json_extract_scalar\(line, '\$\.([^']+)'\)/;

interface View {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly path: string }[];
  readonly conditions: readonly { readonly path: string; readonly like: RegExp }[];
}

/** What a JSON path leads to in a line: keys, and indexes in brackets. null where it leads to nothing, or to no scalar. */
function extract(line: unknown, path: string): string | null {
  let value: unknown = line;
  for (const [, key, index] of path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    if (typeof value !== 'object' || value === null) return null;
    value = Reflect.get(value, key ?? Number(index));
  }
  return typeof value === 'string' ? value : null;
}

async function documentedViews(): Promise<readonly View[]> {
  const text = await readFile('docs/analytics.md', 'utf8');
  return [
    ...text.matchAll(
      /CREATE OR REPLACE VIEW (\w+) AS\nSELECT\n([\s\S]+?)FROM tunnelwatch_lines\nWHERE ([\s\S]+?);/g,
    ),
  ].map(([, name = '', columns = '', conditions = '']) => ({
    name,
    columns: columns
      .trim()
      .split(',\n')
      .map((column) => ({ name: column.split(' AS ')[1] ?? '', path: EXTRACTED.exec(column)?.[1] ?? '' })),
    conditions: conditions.split('AND').map((condition) => ({
      path: EXTRACTED.exec(condition)?.[1] ?? '',
      like: new RegExp(`^${(/LIKE '([^']+)'/.exec(condition)?.[1] ?? '').replaceAll('%', '.*')}$`),
    })),
  }));
}

function rowsOf({ conditions }: View): readonly unknown[] {
  return lines.filter((line) => conditions.every(({ path, like }) => like.test(extract(line, path) ?? '')));
}

describe('the table definitions of the documentation', () => {
  test('find the rows of their kind, and no others', async () => {
    const found = new Map<string, number>();
    for (const view of await documentedViews()) found.set(view.name, rowsOf(view).length);
    expect(Object.fromEntries(found)).toEqual({
      tunnelwatch_changes: 5,
      tunnelwatch_snapshots: 1,
      tunnelwatch_gaps: 1,
      tunnelwatch_epochs: 2,
      tunnelwatch_runs: 4,
    });
  });

  test('have a column for what is there: each path leads to a value in some row', async () => {
    for (const view of await documentedViews()) {
      const empty = view.columns.filter(({ path }) =>
        rowsOf(view).every((line) => extract(line, path) === null),
      );
      expect({ view: view.name, empty }).toEqual({ view: view.name, empty: [] });
      expect(view.columns.length).toBeGreaterThan(3);
    }
  });

  test('have every column that the queries name', async () => {
    const text = await readFile('docs/analytics.md', 'utf8');
    const views = await documentedViews();
    const queries = [...text.slice(text.indexOf('## Queries')).matchAll(/```sql\n([\s\S]+?)```/g)];
    expect(queries.length).toBeGreaterThan(3);
    for (const [, query = ''] of queries) {
      const known = new Set(
        views
          .filter(({ name }) => query.includes(name))
          .flatMap(({ columns }) => columns.map(({ name }) => name)),
      );
      const made = [...query.matchAll(/AS (\w+)|tunnelwatch_\w+ (\w)\b/g)].flatMap(
        ([, alias, table]) => alias ?? table ?? [],
      );
      const words = query.replaceAll(/'[^']*'/g, '').match(/\b[a-z_]+\b/g) ?? [];
      const functions = ['count', 'substr', 'min', 'max', 'coalesce', 'lead', 'concat', 'split_part'];
      const unknown = words.filter(
        (word) =>
          !known.has(word) &&
          !made.includes(word) &&
          !functions.includes(word) &&
          !word.startsWith('tunnelwatch_'),
      );
      expect(unknown).toEqual([]);
    }
  });
});
