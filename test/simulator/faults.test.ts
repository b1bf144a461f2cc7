import { afterEach, describe, expect, test } from '@jest/globals';
import { fault } from '../../lib/simulator/fault.ts';
import type { Fault } from '../../lib/simulator/faults.ts';
import { aFleet } from '../../lib/simulator/generate.ts';
import type { Simulator } from '../../lib/simulator/simulator.ts';
import { aClock, aReader, aSimulator, askForToken, aToken } from './a-simulator.ts';

const LIST = '/networktunnelgroups?limit=200&sortBy=createdAt';
const GROUPS = 20;

async function aFleetBehind(...faults: readonly Fault[]) {
  const now = aClock();
  const simulator = await aSimulator({ now, fleet: aFleet({ groups: GROUPS, now }) });
  const get = await aReader(simulator);
  for (const each of faults) simulator.faults.add(each, { on: 'list', times: 1 });
  return { now, simulator, get, list: (query = '') => get(`${LIST}${query}`) };
}

async function idsOf(simulator: Simulator): Promise<number[]> {
  const { body } = await (await aReader(simulator))(LIST);
  return body.data.map((group: { id: number }) => group.id);
}

describe('A refusal', () => {
  test.each([
    [400, 'Validation Error'],
    [401, 'Authorization token is invalid.'],
    [403, 'Access Forbidden'],
    [404, 'Not Found'],
    [413, 'Content Too Large'],
    [429, 'Too Many Requests'],
    [500, 'Internal Server Error'],
    [502, 'Bad Gateway'],
    [503, 'Service Unavailable'],
    [504, 'Gateway Timeout'],
  ])('%i comes as JSON, as HTML and empty, and then the API answers again', async (status, error) => {
    const { list } = await aFleetBehind(
      fault.status(status),
      fault.status(status, { body: 'html' }),
      fault.status(status, { body: 'empty' }),
    );
    expect(await list()).toMatchObject({ status, body: { error, requestId: expect.any(String) } });
    const html = await list();
    expect([html.status, html.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
    expect(html.text).toBe(`<html><body><h1>${status} ${error}</h1></body></html>`);
    expect(await list()).toMatchObject({ status, text: '' });
    expect((await list()).status).toBe(200);
  });

  test('may say another error', async () => {
    const { list } = await aFleetBehind(fault.status(400, { error: 'invalid_request' }));
    expect((await list()).body).toEqual({ error: 'invalid_request', requestId: expect.any(String) });
  });

  test('carries Retry-After in seconds, as a date by the injected clock, as nonsense, or not at all', async () => {
    const { list } = await aFleetBehind(
      fault.status(429, { retryAfter: 7 }),
      fault.status(503, { retryAfterDateMs: 90_000 }),
      fault.status(429, { retryAfter: 'soon', body: 'empty' }),
      fault.status(429),
    );
    const headers = [await list(), await list(), await list(), await list()].map((seen) =>
      seen.headers.get('retry-after'),
    );
    expect(headers).toEqual(['7', 'Mon, 02 Mar 2026 12:01:30 GMT', 'soon', null]);
  });

  test('at the token endpoint has its own shape', async () => {
    const simulator = await aSimulator();
    simulator.faults.add(fault.status(500), { on: 'token', times: 1 });
    expect(await askForToken(simulator)).toMatchObject({
      status: 500,
      body: { message: 'Internal Server Error' },
    });
    expect((await askForToken(simulator)).status).toBe(200);
  });
});

describe('Somebody else answers', () => {
  test('a login page with 200', async () => {
    const { list } = await aFleetBehind(fault.loginPage());
    const { status, text, headers } = await list();
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toMatch(/^<!doctype html>/);
  });

  test('a redirect to another origin', async () => {
    const { list } = await aFleetBehind(fault.redirect(), fault.redirect('/elsewhere', 307));
    const first = await list();
    expect([first.status, first.headers.get('location')]).toEqual([302, 'https://login.example.invalid/']);
    const second = await list();
    expect([second.status, second.headers.get('location')]).toEqual([307, '/elsewhere']);
  });

  test.each([201, 202] as const)('%i with a body that looks good', async (status) => {
    const { list } = await aFleetBehind(fault.successCode(status));
    expect(await list()).toMatchObject({ status, body: { total: GROUPS } });
  });

  test('204 with no body', async () => {
    const { list } = await aFleetBehind(fault.successCode(204));
    expect(await list()).toMatchObject({ status: 204, text: '' });
  });
});

describe('The answer arrives badly', () => {
  const waits: { ms: number; release: () => void }[] = [];
  const sleep = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      waits.push({ ms, release: resolve });
      signal.addEventListener('abort', () => resolve());
    });
  afterEach(() => {
    waits.length = 0;
  });
  const waiting = async (count: number) => {
    while (waits.length < count) await new Promise((resolve) => setImmediate(resolve));
    return waits[count - 1];
  };
  const get = async (...faults: readonly Fault[]) => {
    const now = aClock();
    const simulator = await aSimulator({ now, sleep, fleet: aFleet({ groups: GROUPS, now }) });
    const reader = await aReader(simulator);
    for (const each of faults) simulator.faults.add(each, { on: 'list', times: 1 });
    return { reader, simulator };
  };

  test('truncated JSON, under a length that agrees', async () => {
    const { reader } = await get(fault.truncatedJson());
    const { status, text, headers } = await reader(LIST);
    expect(status).toBe(200);
    expect(Number(headers.get('content-length'))).toBe(Buffer.byteLength(text));
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  test('late headers: nothing until the wait is over', async () => {
    const { reader } = await get(fault.slowHeaders(45_000));
    let isAnswered = false;
    const answer = reader(LIST).then((seen) => {
      isAnswered = true;
      return seen;
    });
    const wait = await waiting(1);
    expect([wait?.ms, isAnswered]).toEqual([45_000, false]);
    wait?.release();
    expect(await answer).toMatchObject({ status: 200, body: { total: GROUPS } });
  });

  test('a trickling body: headers at once, then so many bytes after each pause', async () => {
    const { simulator } = await get();
    simulator.faults.add(fault.slowBody(20, 500), { on: 'token', times: 1 });
    const { key, secret } = simulator.apiKey;
    const response = await fetch(simulator.tokenUrl, {
      method: 'POST',
      headers: {
        Authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    expect(response.status).toBe(200);
    const length = Number(response.headers.get('content-length'));
    const reader = response.body?.getReader();
    let received = 0;
    for (let pause = 1; pause <= 3; pause += 1) {
      while (received < 20 * pause) received += (await reader?.read())?.value?.length ?? 0;
      const wait = await waiting(pause);
      expect([received, wait?.ms]).toEqual([20 * pause, 500]);
      wait?.release();
    }
    expect(length).toBeGreaterThan(2000);
    await reader?.cancel();
  });

  test('a body that never ends: it goes on until the client leaves', async () => {
    const { reader, simulator } = await get(fault.endlessBody());
    const token = await aToken(simulator);
    const response = await fetch(`${simulator.apiUrl}/deployments/v2${LIST}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    const body = response.body?.getReader();
    let received = 0;
    while (received < 8_000_000) received += (await body?.read())?.value?.length ?? 0;
    await body?.cancel();
    expect((await reader(LIST)).status).toBe(200);
  });

  test.each([
    ['reset before any answer', fault.resetBefore()],
    ['reset in the middle of the body', fault.resetMidBody()],
    ['closed in the middle of the body', fault.cutMidBody()],
  ])('a connection %s', async (_what, broken) => {
    const { reader } = await get(broken);
    await expect(reader(LIST)).rejects.toThrow(/fetch failed|terminated/);
    expect((await reader(LIST)).status).toBe(200);
  });

  test('closing the simulator ends a wait', async () => {
    const { reader, simulator } = await get(fault.slowHeaders(3_600_000));
    const answer = reader(LIST);
    await waiting(1);
    await simulator.close();
    await expect(answer).rejects.toThrow('fetch failed');
  });

  test('a clock that is wrong in the Date header only', async () => {
    const { reader } = await get(fault.dateSkew(600_000));
    const skewed = await reader(LIST);
    expect([skewed.status, skewed.headers.get('date')]).toEqual([200, 'Mon, 02 Mar 2026 12:10:00 GMT']);
    expect((await reader(LIST)).headers.get('date')).toBe('Mon, 02 Mar 2026 12:00:00 GMT');
  });
});

describe('The content is wrong', () => {
  const envelope = { offset: 0, limit: 200, total: GROUPS };

  test('data is null', async () => {
    const { list } = await aFleetBehind(fault.dataNull());
    expect((await list()).body).toEqual({ ...envelope, data: null });
  });

  test.each([0, 7, 9_007_199_254_740_991, -1, '20', null])('total is %p', async (total) => {
    const { list } = await aFleetBehind(fault.total(total));
    const { body } = await list();
    expect([body.total, body.data.length]).toEqual([total, GROUPS]);
  });

  test('total is missing', async () => {
    const { list } = await aFleetBehind(fault.totalMissing());
    const { body } = await list();
    expect(Object.keys(body)).toEqual(['data', 'offset', 'limit']);
  });

  test('a page is shorter than it should be', async () => {
    const { list, simulator } = await aFleetBehind(fault.shortPage(3));
    const { body } = await list();
    expect({ ...body, data: null }).toEqual({ ...envelope, data: null });
    expect(body.data.map((group: { id: number }) => group.id)).toEqual((await idsOf(simulator)).slice(0, 3));
  });

  test('paging never ends: each page is full of groups never seen, and the total is always ahead', async () => {
    const { simulator, get } = await aFleetBehind();
    simulator.faults.add(fault.endlessPaging(), { on: 'list' });
    const ids = new Set<number>();
    for (let offset = 0; offset < 1000; offset += 100) {
      const { body } = await get(`/networktunnelgroups?limit=100&offset=${offset}`);
      expect(body.total).toBeGreaterThan(offset + body.data.length);
      for (const group of body.data) ids.add(group.id);
    }
    expect(ids.size).toBe(1000);
  });

  test('a group comes twice and another not at all', async () => {
    const { list, simulator } = await aFleetBehind(fault.duplicateGroup());
    const { body } = await list();
    const ids = await idsOf(simulator);
    expect(body.data.map((group: { id: number }) => group.id)).toEqual([...ids.slice(0, -1), ids[0]]);
    expect(body.total).toBe(GROUPS);
  });

  test('a group has no id', async () => {
    const { list } = await aFleetBehind(fault.groupWithoutId());
    const { body } = await list();
    expect(body.data).toHaveLength(GROUPS);
    expect([Object.keys(body.data[0])[0], Object.keys(body.data[1])[0]]).toEqual(['name', 'id']);
  });

  test('a string, or something else, stands where a group should', async () => {
    const { list } = await aFleetBehind(fault.malformedGroup(), fault.malformedGroup(null));
    expect((await list()).body.data.slice(0, 1)).toEqual(['not a group']);
    const { body } = await list();
    expect([body.data[0], body.data.length]).toEqual([null, GROUPS]);
  });

  test('every object has a field that no specification has', async () => {
    const { list } = await aFleetBehind(fault.extraFields());
    const { body } = await list();
    const added = { since: 'a newer release', values: [1, null, 'two'] };
    const [group] = body.data;
    for (const place of [body, group, group.hubs[0], group.hubs[0].status])
      expect(place.xAddedLater).toEqual(added);
    expect(group.name).toEqual(expect.any(String));
  });

  test('every number is a string', async () => {
    const { list, simulator } = await aFleetBehind(fault.numbersAsStrings());
    const { body } = await list();
    expect(body.total).toBe(String(GROUPS));
    expect(body.data.map((group: { id: string }) => group.id)).toEqual((await idsOf(simulator)).map(String));
    expect(body.data[0].hubs[0].isPrimary).toEqual(expect.any(Boolean));
  });

  test('whatever a test can think of', async () => {
    const { list } = await aFleetBehind(fault.rewrite((_body, call) => ({ asked: call.query.get('limit') })));
    expect((await list()).body).toEqual({ asked: '200' });
  });

  test('a refusal stays a refusal', async () => {
    const { simulator, get } = await aFleetBehind(fault.rewrite(() => ({ data: [] })));
    simulator.tokens.endAll();
    expect(await get(LIST)).toMatchObject({
      status: 401,
      body: { error: 'Authorization token is invalid.' },
    });
  });
});

describe('A fault strikes', () => {
  test('only the endpoint it is for', async () => {
    const { simulator, get } = await aFleetBehind();
    const [group] = simulator.fleet.groups;
    simulator.faults.add(fault.status(500), { on: 'group' });
    const statuses = [
      LIST,
      `/networktunnelgroups/${group?.id}`,
      `/networktunnelgroups/${group?.id}/state`,
      '/regions',
    ];
    expect(await Promise.all(statuses.map(async (path) => (await get(path)).status))).toEqual([
      200, 500, 200, 200,
    ]);
  });

  test('the whole API but not the token endpoint, or both', async () => {
    const { simulator, get } = await aFleetBehind();
    const clear = simulator.faults.add(fault.status(503), { on: 'api' });
    expect([
      (await get(LIST)).status,
      (await get('/regions')).status,
      (await askForToken(simulator)).status,
    ]).toEqual([503, 503, 200]);
    clear();
    expect((await get(LIST)).status).toBe(200);
    simulator.faults.add(fault.status(503));
    expect([(await get(LIST)).status, (await askForToken(simulator)).status]).toEqual([503, 503]);
    simulator.faults.clear();
    expect((await askForToken(simulator)).status).toBe(200);
  });

  test('after so many requests, so many times', async () => {
    const { simulator, list } = await aFleetBehind();
    simulator.faults.add(fault.status(500), { on: 'list', after: 2, times: 2 });
    const statuses: number[] = [];
    for (let request = 0; request < 6; request += 1) statuses.push((await list()).status);
    expect(statuses).toEqual([200, 200, 500, 500, 200, 200]);
  });
});

test('A mistake in a script is told as the mistake of the simulator, not of the API', async () => {
  const { simulator, list } = await aFleetBehind();
  simulator.playDay([{ at: '12:00', what: 'nothing', do: ({ fleet }) => fleet.drop(1) }]);
  expect(await list()).toMatchObject({
    status: 500,
    text: 'The simulator itself failed, not the API it stands for: The simulated fleet has no group with the id 1.\n',
  });
  expect(simulator.fleet.size).toBe(GROUPS);
});
