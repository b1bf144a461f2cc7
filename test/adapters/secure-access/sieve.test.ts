import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PageSieve } from '../../../lib/adapters/secure-access/sieve.ts';

/** What is left of a text that arrives in pieces of these sizes, over and over. */
function sieved(text: string, sizes: readonly number[] = [65_536]): string {
  const bytes = Buffer.from(text);
  const sieve = new PageSieve();
  let at = 0;
  for (let index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    sieve.take(bytes.subarray(at, at + size));
    at += size;
  }
  return sieve.text();
}

/** The value without what nobody keeps of tunnels: said once more, without bytes. */
function kept(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(kept);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'tunnelsStatus' && Array.isArray(inner) ? inner.map(keptOfTunnel) : kept(inner),
    ]),
  );
}

function keptOfTunnel(tunnel: unknown): unknown {
  if (typeof tunnel !== 'object' || tunnel === null || Array.isArray(tunnel)) return tunnel;
  const isKept = (name: string): boolean =>
    name === 'peerIp' || name === 'status' || JSON.stringify(name).includes('\\');
  return Object.fromEntries(Object.entries(tunnel).filter(([name]) => isKept(name)));
}

/** Names and texts that a reader of bytes might stumble over. */
const texts = fc.oneof(
  fc.constantFrom(
    'tunnelsStatus',
    '"tunnelsStatus":[',
    'peerIp',
    'status',
    'statusX',
    '',
    '{',
    ']}',
    ',',
    'é€😀',
  ),
  fc.constantFrom('a"b', '\\', '\\"', 'x\\\\', '"', '\n'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const { value: anything } = fc.letrec<{ value: unknown; list: unknown; object: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    ...[fc.constantFrom(null, true, 0, -1.5e300), texts, tie('list'), tie('object')],
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(
    fc.oneof({ weight: 3, arbitrary: fc.constant('tunnelsStatus') }, { weight: 5, arbitrary: texts }),
    tie('value'),
    { maxKeys: 5, noNullPrototype: true },
  ),
}));
const tunnel = fc.dictionary(
  fc.oneof(fc.constantFrom('peerIp', 'status', 'time', 'ike', 'data'), texts),
  anything,
  { maxKeys: 6, noNullPrototype: true },
);
const page = fc.record({
  data: fc.array(
    fc.record({
      id: fc.nat(),
      hubs: fc.array(fc.record({ tunnelsStatus: fc.array(fc.oneof(tunnel, anything)), more: anything })),
      extra: anything,
    }),
  ),
  total: anything,
});
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const indents = fc.constantFrom('', ' ', '\t', ' \r\n ');

describe('Of the text of a page', () => {
  test('the far end and the status of each tunnel are left, and all that is no tunnel, in whatever pieces it arrives', () => {
    fc.assert(
      fc.property(fc.oneof(page, anything), indents, sizes, (value, indent, pieces) => {
        const text = JSON.stringify(value, null, indent);
        expect(JSON.parse(sieved(text, pieces))).toEqual(JSON.parse(JSON.stringify(kept(value))));
      }),
      { numRuns: 400 },
    );
  });

  test('what is left is a tenth where hubs have many tunnels', () => {
    const counters = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`counter${index}`, '12345678']),
    );
    const tunnels = Array.from({ length: 10 }, () => ({
      peerIp: '203.0.113.9',
      ike: counters,
      status: 'UP',
    }));
    const text = JSON.stringify({ data: [{ id: 1, hubs: [{ tunnelsStatus: tunnels }] }] });
    expect(sieved(text).length).toBeLessThan(text.length / 10);
  });

  test('what broke off has no proper end, wherever it broke', () => {
    fc.assert(
      fc.property(page, sizes, fc.double({ min: 0, max: 1, noNaN: true }), (value, pieces, share) => {
        const text = JSON.stringify(value);
        const bytes = Buffer.from(text).subarray(0, Math.floor(share * (Buffer.byteLength(text) - 1)));
        expect(() => JSON.parse(sieved(bytes.toString('latin1'), pieces))).toThrow();
      }),
    );
  });

  test('what is no JSON is left as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), sizes, (text, pieces) => {
        expect(sieved(text, pieces)).toBe(Buffer.from(text).toString());
      }),
    );
    for (const text of [
      '',
      '<html lang="en">{[ "no" ]}</html>',
      '{"tunnelsStatus":["a" "b"]}',
      '{"tunnelsStatus":[{x}]}',
    ])
      expect(sieved(text)).toBe(text);
  });

  test('a name in a tunnel that is written with escapes may be any, and is left', () => {
    const text = '{"tunnelsStatus":[{"st\\u0061tus":"UP","time":1,"peer\\u0049p":"203.0.113.9"}]}';
    expect(JSON.parse(sieved(text))).toEqual({ tunnelsStatus: [{ status: 'UP', peerIp: '203.0.113.9' }] });
  });
});
