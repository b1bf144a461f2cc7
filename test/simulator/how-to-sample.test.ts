import { expect, test } from '@jest/globals';
import { howToSample } from '../../lib/simulator/how-to-sample.ts';
import { aClock, aReader, aSimulator } from './a-simulator.ts';

test("the sample of Cisco's how-to, asked for without parameters, is answered in the older shape, letter by letter", async () => {
  const now = aClock();
  const get = await aReader(await aSimulator({ now, fleet: howToSample(now) }));
  const { text } = await get('/networktunnelgroups');
  expect(JSON.stringify(JSON.parse(text), null, 2)).toBe(`{
  "data": [
    {
      "id": 5120000101,
      "name": "DMZ ASA Tunnel NC",
      "organizationId": 8204417,
      "deviceType": "ASA",
      "region": "us-east-1",
      "status": "connected",
      "hubs": [
        {
          "id": 720000203,
          "isPrimary": true,
          "datacenter": {
            "name": "sse-use-1-0-0"
          },
          "authId": "dmzasatunnel@8204417-720000203-sse.cisco.com",
          "status": null,
          "tunnelsStatus": null,
          "createdAt": "2024-01-16T14:22:54Z",
          "modifiedAt": "2024-01-16T14:22:54Z"
        },
        {
          "id": 720000204,
          "isPrimary": false,
          "datacenter": {
            "name": "sse-usc-1-0-0"
          },
          "authId": "dmzasatunnel@8204417-720000204-sse.cisco.com",
          "status": null,
          "tunnelsStatus": null,
          "createdAt": "2024-01-16T14:22:54Z",
          "modifiedAt": "2024-01-16T14:22:54Z"
        }
      ],
      "routing": {
        "type": "static",
        "data": {
          "networkCIDRs": [
            "192.0.2.0/24",
            "198.18.7.0/24"
          ]
        }
      },
      "createdAt": "2024-01-16T14:22:54Z",
      "modifiedAt": "2024-02-06T10:11:37Z"
    }
  ],
  "offset": 0,
  "limit": 10,
  "total": 1
}`);
});

test('the older shape stays the same when statuses are asked for, and can be turned off', async () => {
  const now = aClock();
  const fleet = howToSample(now);
  const get = await aReader(await aSimulator({ now, fleet }));
  const plain = await get('/networktunnelgroups');
  expect((await get('/networktunnelgroups?includeStatuses=true')).body).toEqual(plain.body);
  fleet.oldShape = false;
  const [group] = (await get('/networktunnelgroups?includeStatuses=true')).body.data;
  expect(group.hubs[0]).toMatchObject({
    status: { status: 'UP' },
    tunnelsCount: 1,
    tunnelsStatus: [{ status: 'UP' }],
  });
  expect(group.hubs[0]).not.toHaveProperty('createdAt');
});
