import { expect, test } from '@jest/globals';
import { parseRecord } from '../../../lib/adapters/secure-access/record.ts';
import { toApiShape } from '../../../lib/core/history/to-api-shape.ts';
import { aGroup } from '../../support/builders.ts';

/** A record as `GET /networktunnelgroups` lists it (Cisco's OpenAPI description), with what history does not keep. */
const LIVE = {
  id: 4561237892,
  name: 'New York Branch',
  organizationId: 123456,
  deviceType: 'ASA',
  region: 'us-east-1',
  status: 'warning',
  hubs: [
    {
      id: 1,
      isPrimary: true,
      datacenter: { name: 'sse-use-1-1-1', ip: '35.171.214.188' },
      authId: 'ny@123456-1-sse.cisco.com',
      status: { status: 'UP', time: '2026-03-02T14:00:00Z' },
      tunnelsCount: 5,
    },
    {
      id: 2,
      isPrimary: false,
      datacenter: { name: 'sse-use-1-1-0', ip: '44.217.195.188' },
      authId: 'ny@123456-2-sse.cisco.com',
      status: { status: 'DOWN', time: '2026-03-02T14:00:00Z' },
      tunnelsCount: 0,
    },
  ],
  routing: { type: 'bgp', data: { asNumber: '65000' } },
  createdAt: '2024-06-12T18:04:23Z',
  modifiedAt: '2024-06-12T18:04:23Z',
};

test('a snapshot in the API’s own field names is the live record without what history does not keep', () => {
  const record = parseRecord(LIVE);
  if (!('group' in record)) throw new Error(record.malformed.why);
  const past = {
    id: record.group.id,
    seq: 1,
    presence: 'listed',
    group: record.group,
    changed: null,
  } as const;
  const { organizationId: _1, createdAt: _2, modifiedAt: _3, hubs, ...kept } = LIVE;
  expect(toApiShape({ groups: [past] })).toEqual({
    data: [
      {
        ...kept,
        hubs: hubs.map(({ tunnelsCount: _4, datacenter, status, ...hub }) => ({
          ...hub,
          datacenter: { name: datacenter.name },
          status: { status: status.status },
        })),
      },
    ],
    offset: 0,
    limit: 1,
    total: 1,
  });
});

test('an unknown status is the API’s own word, and a missing group is not listed', () => {
  const group = aGroup({ status: 'unknown', statusSeen: 'REBUILDING' });
  const past = { id: group.id, seq: 1, group, changed: null };
  const groups = [
    { ...past, presence: 'listed' as const },
    { ...past, presence: 'missing' as const },
  ];
  expect(toApiShape({ groups })).toMatchObject({ data: [{ status: 'REBUILDING' }], total: 1 });
});
