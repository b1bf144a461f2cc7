import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toJsonSchemaDefs } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { rates, runsSchema, times, uptimeSchema } from '../../lib/cli/documents/figures.ts';
import { changesSchema, diffSchema, historySchema, snapshotSchema } from '../../lib/cli/documents/past.ts';
import {
  bounds,
  change,
  differences,
  failure,
  gap,
  hole,
  hub,
  incidentSpan,
  instant,
  unseen,
} from '../../lib/cli/documents/shared.ts';
import { statusSchema } from '../../lib/cli/documents/status.ts';
import { MINUTE } from '../../lib/core/time.ts';
import { aPast, HARBOR, LAKE_MILL, OSAKA } from './a-past.ts';
import type { Session } from './a-session.ts';

const FILE = new URL('../../docs/commands.schema.json', import.meta.url);

const SCHEMAS = {
  status: statusSchema,
  history: historySchema,
  changes: changesSchema,
  snapshot: snapshotSchema,
  diff: diffSchema,
  uptime: uptimeSchema,
  runs: runsSchema,
} as const;

/** What several documents have, so that it is described once. */
const SHARED = {
  instant,
  bounds,
  failure,
  gap,
  unseen,
  hole,
  hub,
  differences,
  change,
  incident: incidentSpan,
  times,
  rates,
};

let session: Session;
beforeAll(async () => {
  session = await aPast();
});
afterAll(() => session.close());

const ASKED: readonly (readonly [keyof typeof SCHEMAS, ...string[]])[] = [
  ['status'],
  ['history', OSAKA.id],
  ['history', HARBOR.id, '--from', '16:10'],
  ['history', LAKE_MILL.id],
  ['changes'],
  ['changes', '--kind', 'status', 'hub', '--group', 'osaka'],
  ['snapshot', '--at', '16:03'],
  ['snapshot', '--at', '15:30'],
  ['snapshot', '--at', 'now'],
  ['diff', '--from', '16:00:30', '--to', '16:14:30'],
  ['uptime'],
  ['uptime', '--by', 'region', '--no-maintenance'],
  ['uptime', '--by', 'month', '--group', 'osaka'],
  ['runs', '--from', '14:00'],
];

/** Every document as its schema has it: nothing missing, nothing beside. */
async function documentOf([name, ...flags]: (typeof ASKED)[number]): Promise<unknown> {
  const { out, err, code } = await session.type(name, ...flags, '--json');
  expect([err, code]).toEqual(['', 0]);
  const document: unknown = JSON.parse(out);
  expect(v.safeParse(SCHEMAS[name], document).issues).toBeUndefined();
  return document;
}

describe('what --json prints', () => {
  test.each(ASKED.map((asked) => [asked.join(' '), asked] as const))(
    '%s is as its schema says',
    async (_, asked) => {
      expect(await documentOf(asked)).toMatchObject({});
    },
  );

  test('is described by the published JSON Schema', () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $comment: 'What `tunnelwatch COMMAND --json` prints, by command.',
      $defs: toJsonSchemaDefs({ ...SHARED, ...SCHEMAS }, { errorMode: 'throw', target: 'draft-2020-12' }),
    };
    // Tests take no field that is not described; programs must, for later versions may add some.
    const open = (key: string, value: unknown) =>
      key === 'additionalProperties' && value === false ? undefined : value;
    const text = `${JSON.stringify(schema, open, 2)}\n`;
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(FILE, text);
    expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(JSON.parse(text));
  });
});

test('a snapshot is in the shape of the API, and says what it leaves out', async () => {
  const document = v.parse(snapshotSchema, await documentOf(['snapshot', '--at', '16:03']));
  expect(document.total).toBe(4);
  expect(document.data.find(({ id }) => String(id) === OSAKA.id)).toEqual({
    id: Number(OSAKA.id),
    name: 'Osaka, "West"',
    deviceType: 'ISR',
    region: 'ap-northeast-1',
    status: 'disconnected',
    hubs: OSAKA.hubs.map(({ id, primary, datacenter, authId }) => ({
      id: Number(id),
      isPrimary: primary,
      datacenter: { name: datacenter },
      authId,
      status: { status: 'DOWN' },
    })),
    routing: OSAKA.routing,
  });
  expect(document.snapshot.notKept).toContain('hubs[].tunnelsCount');
});

test('an uptime adds up to the range, for each group', async () => {
  const { rows, range } = v.parse(uptimeSchema, await documentOf(['uptime', '--from', '15:30']));
  const length = Date.parse(range.to) - Date.parse(range.from);
  expect(rows.length).toBe(4);
  for (const { times } of rows)
    expect(times.connected + times.degraded + times.down + times.unknown + times.maintenance).toBe(length);
});

test('documents are as their schemas say while the monitor is blind, too', async () => {
  const other = await aPast();
  other.wait(20 * MINUTE);
  for (let run = 0; run < 4; run += 1) {
    other.duringRun(() => Promise.reject(new Error('no way through')));
    await other.run();
  }
  for (const [name, ...flags] of ASKED) {
    const { out } = await other.type(name, ...flags, '--json');
    expect(v.safeParse(SCHEMAS[name], JSON.parse(out)).issues).toBeUndefined();
  }
  const status = JSON.parse((await other.type('status', '--json')).out);
  expect(status.blind).toMatchObject({ failure: { kind: 'unexpected' } });
  await other.close();
});
