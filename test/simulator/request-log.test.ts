import { expect, test } from '@jest/globals';
import type { Call } from '../../lib/simulator/call.ts';
import { fault } from '../../lib/simulator/fault.ts';
import {
  REQUESTS_REMEMBERED_MAX,
  type RequestRecord,
  recordRequest,
} from '../../lib/simulator/request-log.ts';
import { aClock, aReader, aSimulator, NOON } from './a-simulator.ts';

test('Every request is recorded, with its time and what was answered', async () => {
  const now = aClock();
  const simulator = await aSimulator({ now });
  const get = await aReader(simulator);
  now.pass(5000);
  simulator.faults.add(fault.status(503), { on: 'list', times: 1 });
  simulator.faults.add(fault.resetBefore(), { on: 'regions', times: 1 });
  await get('/networktunnelgroups?limit=7&filters=%7B%22name%22%3A%22x%22%7D');
  await get('/regions').catch(() => undefined);
  await get('/networktunnelgroups/9');
  const at = NOON + 5000;
  const list = '/deployments/v2/networktunnelgroups';
  expect(simulator.requests).toEqual([
    { endpoint: 'token', method: 'POST', path: '/auth/v2/token', query: {}, at: NOON, status: 200 },
    {
      endpoint: 'list',
      method: 'GET',
      path: list,
      query: { limit: '7', filters: '{"name":"x"}' },
      at,
      status: 503,
      fault: 'status 503',
    },
    {
      endpoint: 'regions',
      method: 'GET',
      path: '/deployments/v2/regions',
      query: {},
      at,
      status: 0,
      fault: 'reset before',
    },
    { endpoint: 'group', method: 'GET', path: `${list}/9`, query: {}, at, status: 404 },
  ]);
});

test('The record is bounded, and forgets the oldest', () => {
  const log: RequestRecord[] = [];
  const call: Call = {
    endpoint: 'list',
    method: 'GET',
    path: '/',
    query: new URLSearchParams(),
    id: '',
    at: 0,
    requestId: '',
    authorization: '',
    contentType: '',
    body: '',
    remoteAddress: '',
  };
  for (let at = 0; at <= REQUESTS_REMEMBERED_MAX; at += 1) {
    recordRequest(log, { ...call, at }, { status: 200, fault: undefined }, []);
  }
  expect(log).toHaveLength(REQUESTS_REMEMBERED_MAX / 2 + 1);
  expect(log.at(-1)?.at).toBe(REQUESTS_REMEMBERED_MAX);
});
