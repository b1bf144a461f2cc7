import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDocumentClient } from '../../lib/adapters/dynamodb/document-client.ts';
import { createStore } from '../../lib/adapters/dynamodb/store.ts';
import { tableDefinition } from '../../lib/adapters/dynamodb/table-definition.ts';
import { createPast, type Past } from '../../lib/core/history/past.ts';
import { DAY, HOUR, instant, MINUTE, plus } from '../../lib/core/time.ts';
import type { Story } from '../../lib/demo/past/happenings.ts';
import { loadTable } from '../../lib/demo/past/load.ts';
import { liveNinetyDays } from '../../lib/demo/past/ninety-days.ts';
import { playStory } from '../../lib/demo/past/play.ts';
import { createQuickMonitor, type QuickMonitor } from '../../lib/demo/past/quick-monitor.ts';
import { openHistory } from '../../lib/history/index.ts';
import { type LocalAws, startLocalAws } from '../../lib/local-aws/start.ts';
import type { Fleet } from '../../lib/simulator/fleet.ts';
import { aFleet } from '../../lib/simulator/generate.ts';
import { memoryReader } from '../history/memory-past.ts';

const END = Date.UTC(2026, 10, 24, 13, 30);
const ORGANIZATION = { id: 'acme', name: 'Acme', timeZone: 'Europe/Berlin' };
const now = (): number => END;

// The SDK's warning about Node 20 says nothing about the test that happens to make the first client.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

describe('A past that is lived through at full speed', () => {
  const START = END - 6 * HOUR;

  function aStory({ groups }: Fleet): Story {
    const at = (minute: number, act: Story['happenings'][number]['act']) => ({ at: minute * MINUTE, act });
    const [first, second, third] = groups.map(({ id }) => id);
    if (first === undefined || second === undefined || third === undefined) throw new Error('too few groups');
    return {
      happenings: [
        at(10, (fleet) => fleet.drop(first)),
        at(19.5, (fleet) => fleet.restore(first)),
        at(31, (fleet) => fleet.setHubStatusWord(second, 'primary', 'DOWN')),
        at(40, (fleet) => fleet.restore(second)),
        at(100, (fleet) => fleet.setStatusWord(third, 'odd')),
        at(200, (fleet) => fleet.remove(second)),
        at(260, (fleet) => fleet.rename(third, 'Somewhere else')),
        at(261, (fleet) => fleet.dropHub(third, 'secondary')),
      ],
      blind: [
        { from: 120 * MINUTE, to: 140 * MINUTE, failure: { kind: 'network', detail: 'reset' } },
        { from: 300 * MINUTE, to: 320 * MINUTE, failure: null },
      ],
    };
  }

  /** `heartbeat` a minute: every run is made. */
  async function lived(heartbeat: number): Promise<QuickMonitor> {
    let time = START;
    const fleet = aFleet({ groups: 5, now: () => time });
    const monitor = createQuickMonitor({ fleet, organization: ORGANIZATION });
    const setTime = (at: number): void => {
      time = at;
    };
    await playStory({ story: aStory(fleet), fleet, monitor, start: START, end: END, setTime, heartbeat });
    return monitor;
  }

  test('leaves what every run of it would have left: changes with their bounds, gaps, incidents, alerts, the head', async () => {
    const [every, quick] = [await lived(MINUTE), await lived(HOUR)];
    const left = ({ store }: QuickMonitor) => {
      const { head, groups, alerts, epochs } = store.contents('acme');
      return {
        rows: epochs.map(({ id }) => store.epochRows('acme', id)),
        groups: groups.map(({ rev: _written, reading: _when, ...state }) => state),
        alerts: alerts.map(({ at, subject, events }) => ({ at, subject, events })),
        seen: head?.lastComplete,
      };
    };
    expect(left(quick)).toEqual(left(every));
    expect(left(quick).rows[0]?.changes.length).toBeGreaterThan(12);
    expect(left(quick).rows[0]?.gaps).toHaveLength(2);
  });
});

describe('A past that is put into a table', () => {
  let aws: LocalAws;
  let client: DynamoDBClient;
  let table: Past;
  let memory: Past;

  beforeAll(async () => {
    const { monitor } = await liveNinetyDays({
      end: END,
      now,
      organization: ORGANIZATION,
      groups: 24,
      days: 20,
    });
    memory = createPast({
      reader: memoryReader(monitor.store),
      now: () => instant(END),
      retention: 396 * DAY,
    });
    aws = await startLocalAws({ now });
    await aws.createTable(tableDefinition('past'));
    client = new DynamoDBClient({
      endpoint: aws.endpoints.dynamodb,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    const clock = { now, sleep: async () => undefined };
    const calls = {
      client: createDocumentClient(client),
      clock,
      random: Math.random,
      log: { warn: () => undefined },
    };
    const store = createStore({ ...calls, table: 'past' });
    await loadTable(monitor.store, 'acme', { ...calls, table: 'past', store });
    table = openHistory({ client, table: 'past', clock });
  });
  afterAll(async () => {
    client.destroy();
    await aws.close();
  });

  const range = { from: plus(instant(END), -20 * DAY), to: instant(END) };

  test('is answered as it was lived: now, at instants, of each group, and of the monitor', async () => {
    const status = await memory.status('acme');
    expect(await table.status('acme')).toEqual(status);
    for (let day = 0; day <= 20; day += 1) {
      const at = plus(range.from, day * DAY + 7 * MINUTE);
      expect(await table.snapshot('acme', at)).toEqual(await memory.snapshot('acme', at));
    }
    if (!status.answered) throw new Error(status.detail);
    for (const { state } of status.groups)
      expect(await table.timeline('acme', state.id, range)).toEqual(
        await memory.timeline('acme', state.id, range),
      );
    const [stored, known] = [await table.runs('acme', range), await memory.runs('acme', range)];
    if (!stored.answered || !known.answered) throw new Error('refused');
    expect([stored.totals, stored.blind]).toEqual([known.totals, known.blind]);
    expect(known.totals.failed).toBeGreaterThan(100);
  });
});
