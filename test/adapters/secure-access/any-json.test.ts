/** What holds for any JSON at all, however little it looks like a group. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readJson } from '../../../lib/adapters/secure-access/json.ts';
import { parseRecord } from '../../../lib/adapters/secure-access/record.ts';
import { parsePage } from '../../../lib/adapters/secure-access/schema.ts';
import { RunFailure } from '../../../lib/core/failure.ts';
import { difference } from '../../../lib/core/fleet/change.ts';

const json = fc.jsonValue({ maxDepth: 4 });
const word = fc.oneof(
  fc.constantFrom('connected', 'Connected', 'warning', 'disconnected', 'UP', 'DOWN', ''),
  fc.string(),
);
const oneOf = (usual: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 2, arbitrary: usual }, { weight: 1, arbitrary: json });

const hub = fc.record(
  {
    id: oneOf(fc.nat({ max: 3 })),
    isPrimary: oneOf(fc.boolean()),
    datacenter: oneOf(fc.record({ name: word })),
    status: oneOf(fc.record({ status: word, time: word })),
    tunnelsCount: oneOf(fc.nat({ max: 2 })),
    tunnelsStatus: oneOf(fc.array(fc.record({ status: word, peerIp: word }))),
  },
  { requiredKeys: [] },
);

/** Something like a group: each field either as it should be or anything at all. */
const record = oneOf(
  fc.record(
    {
      id: oneOf(fc.nat()),
      name: oneOf(word),
      status: oneOf(word),
      hubs: oneOf(fc.array(oneOf(hub))),
      routing: oneOf(fc.record({ type: word, data: json })),
      surprise: json,
    },
    { requiredKeys: ['id'] },
  ),
);

function wordOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'status' in value ? value.status : undefined;
}

test('No record makes the reading throw, and none is connected unless it says so', () => {
  fc.assert(
    fc.property(record, (value) => {
      const read = parseRecord(value);
      if (!('group' in read) || read.group.status !== 'connected') return;
      expect(String(wordOf(value)).trim().toLowerCase()).toBe('connected');
      expect(typeof wordOf(value)).toBe('string');
    }),
    { numRuns: 1_000 },
  );
});

test('A record read twice differs from itself in nothing', () => {
  fc.assert(
    fc.property(record, (value) => {
      const [first, second] = [parseRecord(value), parseRecord(structuredClone(value))];
      if (!('group' in first) || !('group' in second)) return;
      const facts = (group: typeof first.group) => ({ presence: 'listed', group }) as const;
      expect(difference(facts(first.group), facts(second.group))).toBeNull();
      expect(new Set(first.group.hubs.map((each) => each.id)).size).toBe(first.group.hubs.length);
    }),
    { numRuns: 500 },
  );
});

test('A record that came through the table differs from itself in nothing', () => {
  fc.assert(
    fc.property(record, (value) => {
      const read = parseRecord(value);
      if (!('group' in read)) return;
      const { carried: _, routing: __, ...facts } = read.group;
      expect(JSON.parse(JSON.stringify(facts))).toEqual({ ...facts });
    }),
  );
});

test('A page is either read, with a record for each of its items, or the API has changed', () => {
  const page = fc.record({ data: oneOf(fc.array(record)), total: oneOf(fc.nat()) }, { requiredKeys: [] });
  fc.assert(
    fc.property(oneOf(page), (value) => {
      try {
        const { records } = parsePage(value, 'GET x');
        const data = typeof value === 'object' && value !== null && 'data' in value ? value.data : undefined;
        expect(records).toHaveLength(Array.isArray(data) ? data.length : 0);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(RunFailure);
        expect(thrown).toMatchObject({ failure: { kind: 'API changed' } });
      }
    }),
    { numRuns: 500 },
  );
});

test('JSON text is read as it is, but for ids that would be rounded', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(readJson(JSON.stringify(value))).toEqual({ value: JSON.parse(JSON.stringify(value)) });
    }),
  );
  const long =
    '{"id":90071992547409931234,"hubs":[{"id" : 12345678901234567890 }],"n":{"x":12345678901234567890}}';
  expect(readJson(long)).toEqual({
    value: {
      id: '90071992547409931234',
      hubs: [{ id: '12345678901234567890' }],
      n: { x: Number('12345678901234567890') },
    },
  });
  const inText = JSON.stringify({ name: 'a "id": 12345678901234567890, b' });
  expect(readJson(inText)).toEqual({ value: { name: 'a "id": 12345678901234567890, b' } });
});
