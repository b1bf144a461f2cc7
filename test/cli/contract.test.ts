import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { GROUP, LIST } from '../../lib/cli/contract/documented.ts';
import { findingsIn } from '../../lib/cli/contract/shape.ts';
import { fault } from '../../lib/simulator/fault.ts';
import { type AnInstallation, eachWithInstallation } from './an-installation.ts';

describe('what differs from the documents', () => {
  const group = {
    id: 5_120_034_417,
    name: 'Harbor Depot',
    organizationId: 8_204_417,
    deviceType: 'ASA',
    region: 'us-east-1',
    status: 'connected',
    hubs: [],
    createdAt: '2025-04-11T09:30:00Z',
    modifiedAt: '2025-11-19T16:02:41Z',
  };
  test.each([
    ['nothing', group, []],
    [
      'a new word',
      { ...group, status: 'degraded' },
      [['status', { kind: 'unknown word', word: 'degraded' }]],
    ],
    ['a new field', { ...group, owner: { a: 1 } }, [['owner', { kind: 'unknown field', type: 'object' }]]],
    [
      'a field that is gone',
      { ...group, region: undefined },
      [['region', { kind: 'missing field' }]].slice(0, 1),
    ],
    ['another type', { ...group, id: '7' }, [['id', { kind: 'other type', type: 'text', wanted: 'number' }]]],
    ['no object', [], [['', { kind: 'other type', type: 'list', wanted: 'object' }]]],
    [
      'a word that may be an address',
      { ...group, deviceType: '10.1.2.3' },
      [['deviceType', { kind: 'unknown word', word: '(not repeated)' }]],
    ],
  ])('%s', (_what, value, wanted) => {
    const plain: unknown = JSON.parse(JSON.stringify(value));
    expect(findingsIn(plain, GROUP).map(({ place, difference }) => [place, difference])).toEqual(wanted);
  });

  test('counts, and names the place in lists', () => {
    const hub = { id: 1, isPrimary: true, datacenter: { name: 'a' }, status: { status: 'LOST' } };
    const list = { data: [{ ...group, hubs: [hub, hub] }], offset: 0, limit: 200, total: 1 };
    expect(findingsIn(list, LIST)).toEqual([
      { place: 'data[].hubs[].status.status', difference: { kind: 'unknown word', word: 'LOST' }, times: 2 },
    ]);
  });
});

describe('tunnelwatch doctor --contract', () => {
  let here: AnInstallation;
  eachWithInstallation((fresh) => {
    here = fresh;
  }, 40);
  const report = (file = 'tunnelwatch-contract.json') => readFileSync(join(here.folder, file), 'utf8');

  test('compares what the API answers, and writes a report without a name, an address or a key', async () => {
    const { out, err, code } = await here.type('doctor', '--contract');
    expect([err, code]).toEqual(['', 0]);
    expect(out.match(/^[✓!✗] .*$/gm)).toEqual([
      '✓ POST the token URL: 200',
      expect.stringMatching(/^[✓!] GET the list, limit=200: 200$/),
      '✓ GET the list, limit=201: 400',
      expect.stringMatching(/^[✓!] GET a group by its id: 200$/),
      '✓ GET a group that there is not: 404',
    ]);
    const { key, secret } = here.deployed.simulator.apiKey;
    const names = here.deployed.simulator.fleet.groups.map(({ name }) => name);
    for (const text of [out, report()]) {
      for (const hidden of [key, secret, ...names]) expect(text).not.toContain(hidden);
      expect(text).not.toMatch(/\d+\.\d+\.\d+\.\d+|Bearer|eyJ/);
    }
    expect(JSON.parse(report())).toMatchObject({
      cloud: '(another host)',
      version: '0.1.0',
      calls: { length: 5 },
    });
  });

  test('shows what no document names, and headers of limits', async () => {
    here.deployed.simulator.faults.add(fault.status(429, { retryAfter: 7 }), { on: 'list' });
    const { out } = await here.type('doctor', '--contract', '--out', 'other.json');
    expect(out).toContain('! GET the list, limit=200: 429\n  retry-after: 7\n');
    expect(out).toContain('  answered 429, and 200 is documented\n');
    expect(report('other.json')).toContain('"retry-after": "7"');
  });

  test('ends where the key gets no token', async () => {
    here.deployed.simulator.apiKey.revoked = true;
    const { err, code } = await here.type('doctor', '--contract');
    expect(err).toMatch(/does not accept the API key.*Nothing was compared\./);
    expect(code).toBe(8);
  });
});
