/** The client over the simulator, another reading of the same published facts, through every fault that it offers. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { HTTP_LIMITS } from '../../../lib/adapters/secure-access/http.ts';
import { createSecureAccess } from '../../../lib/adapters/secure-access/secure-access.ts';
import type { Group } from '../../../lib/core/fleet/group.ts';
import { fault } from '../../../lib/simulator/fault.ts';
import type { Fault } from '../../../lib/simulator/faults.ts';
import type { Fleet } from '../../../lib/simulator/fleet.ts';
import { aFleet } from '../../../lib/simulator/generate.ts';
import { howToSample } from '../../../lib/simulator/how-to-sample.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../lib/simulator/simulator.ts';
import type { ListRecord, Page, SecureAccess } from '../../../lib/sync/ports.ts';
import { Secret } from '../../../lib/sync/secret.ts';
import { aClock, aLog, failureOf, MINUTE, SECOND, type TestClock } from './a-client.ts';

const open: Simulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
});

interface World {
  readonly simulator: Simulator;
  readonly client: SecureAccess;
  readonly clock: TestClock;
  readonly page: (offset?: number) => Promise<Page>;
  readonly deadline: () => { readonly at: number };
}

type WorldOptions = Partial<Omit<SimulatorOptions, 'fleet'>> & {
  readonly fleet?: (now: () => number) => Fleet;
  readonly budget?: 'strict' | 'exempt';
  readonly milliseconds?: number;
};

const aFleetOf = (groups: number) => (now: () => number) => aFleet({ groups, seed: 1, now });

/** Three pages of it. */
const LARGE = aFleetOf(450);

/** A simulator and a client that share a clock. The key is asked of the simulator each time, as of a secret that is kept up to date. */
async function aWorld(options: WorldOptions = {}): Promise<World> {
  const { fleet, budget = 'exempt', milliseconds = HTTP_LIMITS.totalMilliseconds, ...rest } = options;
  const clock = aClock();
  const groups = fleet ?? aFleetOf(30);
  const simulator = await startSimulator({ now: clock.now, fleet: groups(clock.now), ...rest });
  open.push(simulator);
  const stored = () => ({
    key: new Secret(simulator.apiKey.key),
    secret: new Secret(simulator.apiKey.secret),
  });
  let held = stored();
  const client = createSecureAccess({
    apiUrl: simulator.apiUrl,
    tokenUrl: simulator.tokenUrl,
    credentials: {
      read: async () => held,
      reread: async () => {
        const before = held;
        held = stored();
        return { apiKey: held, changed: !held.secret.equals(before.secret) };
      },
    },
    clock,
    random: () => 0.5,
    log: aLog(),
    budget,
    limits: { ...HTTP_LIMITS, totalMilliseconds: milliseconds },
  });
  const deadline = () => ({ at: clock.now() + 5 * MINUTE });
  return { simulator, client, clock, deadline, page: (offset = 0) => client.page(offset, deadline()) };
}

function groupsOf(records: readonly ListRecord[]): readonly Group[] {
  return records.flatMap((record) => ('group' in record ? [record.group] : []));
}

const listed = (simulator: Simulator) => simulator.requests.filter((request) => request.endpoint === 'list');

describe('Without a fault', () => {
  test('the pages make up the fleet, each group once and with its status', async () => {
    const { simulator, page } = await aWorld({ fleet: LARGE });
    const pages = [await page(0), await page(200), await page(400), await page(600)];
    expect(pages.map(({ records, total }) => [records.length, total])).toEqual([
      [200, 450],
      [200, 450],
      [50, 450],
      [0, 450],
    ]);
    const seen = new Map(pages.flatMap(({ records }) => groupsOf(records)).map((group) => [group.id, group]));
    expect(seen.size).toBe(450);
    for (const { id, name, status, deviceType, hubs } of simulator.fleet.groups) {
      expect(seen.get(String(id))).toMatchObject({ name, status, deviceType });
      for (const hub of hubs)
        expect(seen.get(String(id))?.hubs).toContainEqual(
          expect.objectContaining({
            id: String(hub.id),
            primary: hub.isPrimary,
            datacenter: hub.datacenter.name ?? hub.datacenter,
            status: hub.status.toLowerCase(),
            tunnels: hub.tunnelsCount > 0 ? 'some' : 'none',
          }),
        );
    }
  });

  test('groups are found by id, and a removed one is gone', async () => {
    const { simulator, client, deadline } = await aWorld();
    const [first, second] = simulator.fleet.groups.map((group) => String(group.id));
    const [one = '', two = ''] = [first, second];
    simulator.fleet.remove(Number(two));
    const found = await client.groupsWithIds([one, two], deadline());
    expect(groupsOf(found).map((group) => group.id)).toEqual([one]);
    expect(await client.group(one, deadline())).toMatchObject({ group: { id: one } });
    expect(await client.group(two, deadline())).toBeNull();
  });

  test('the same group read from the list and by its id is the same in every fact', async () => {
    const { page, client, deadline } = await aWorld();
    for (const group of groupsOf((await page()).records).slice(0, 20)) {
      const record = await client.group(group.id, deadline());
      const alone = record !== null && 'group' in record ? record.group : null;
      expect({
        ...alone,
        carried: null,
        hubs: alone?.hubs.map((hub) => [hub.id, hub.status, hub.tunnels]),
      }).toEqual({
        ...group,
        carried: null,
        hubs: group.hubs.map((hub) => [hub.id, hub.status, hub.tunnels]),
      });
    }
  });

  test("the older shape of Cisco's how-to is read: connected, with hubs of which nothing is known", async () => {
    const { page } = await aWorld({ fleet: howToSample });
    const [group] = groupsOf((await page()).records);
    expect(group).toMatchObject({ name: 'DMZ ASA Tunnel NC', status: 'connected', deviceType: 'ASA' });
    expect(group?.hubs.map((hub) => [hub.primary, hub.status, hub.tunnels])).toEqual([
      [true, 'unknown', 'unknown'],
      [false, 'unknown', 'unknown'],
    ]);
  });

  test('words that no document lists are unknown, and kept', async () => {
    const { simulator, page } = await aWorld();
    const id = simulator.fleet.groups[0]?.id ?? 0;
    simulator.fleet.setStatusWord(id, 'degraded');
    simulator.fleet.setHubStatusWord(id, 'primary');
    const group = groupsOf((await page()).records).find((each) => each.id === String(id));
    expect(group).toMatchObject({ status: 'unknown', statusSeen: 'degraded' });
    expect(group?.hubs[0]).toMatchObject({ status: 'unknown', carried: { statusSeen: 'UNKNOWN' } });
  });

  test('a Date as in the published example is understood', async () => {
    const { page } = await aWorld({ dateForm: 'iso' });
    await expect(page()).resolves.toBeDefined();
  });
});

/** What each fault, striking every request for the list, ends in: a failure kind, or what the page is like. */
const OUTCOMES: {
  readonly [name in keyof typeof fault]: readonly (readonly [
    string,
    Fault,
    string | ((page: Page) => void),
  ])[];
} = {
  status: [
    ['400', fault.status(400), 'request refused'],
    ['400 invalid_request', fault.status(400, { error: 'invalid_request' }), 'request refused'],
    ['401', fault.status(401), 'credentials refused'],
    ['403', fault.status(403), 'not permitted'],
    ['404', fault.status(404), 'request refused'],
    ['413', fault.status(413), 'request refused'],
    ['429', fault.status(429), 'rate limited'],
    ['429 with seconds', fault.status(429, { retryAfter: 20 }), 'rate limited'],
    ['429 with a date', fault.status(429, { retryAfterDateMs: 20 * SECOND }), 'rate limited'],
    ['429 for a day', fault.status(429, { retryAfter: 86_400 }), 'rate limited'],
    ['429 with rubbish', fault.status(429, { retryAfter: 'later' }), 'rate limited'],
    ['500', fault.status(500), 'API unavailable'],
    ['502 as a page', fault.status(502, { body: 'html' }), 'API unavailable'],
    ['503 as nothing', fault.status(503, { body: 'empty' }), 'API unavailable'],
    ['504', fault.status(504), 'API unavailable'],
  ],
  successCode: [
    ['201', fault.successCode(201), 'API changed'],
    ['202', fault.successCode(202), 'API changed'],
    ['204', fault.successCode(204), 'API changed'],
  ],
  loginPage: [['', fault.loginPage(), 'API changed']],
  redirect: [['', fault.redirect(), 'API changed']],
  truncatedJson: [['', fault.truncatedJson(), 'network']],
  dateSkew: [
    ['by an hour', fault.dateSkew(60 * MINUTE), 'clock'],
    ['by a minute', fault.dateSkew(MINUTE), (page) => expect(page.total).toBe(450)],
  ],
  slowHeaders: [['', fault.slowHeaders(60 * SECOND), 'network']],
  slowBody: [['', fault.slowBody(50, 5), 'network']],
  endlessBody: [['', fault.endlessBody(), 'API changed']],
  resetBefore: [['', fault.resetBefore(), 'network']],
  resetMidBody: [['', fault.resetMidBody(), 'network']],
  cutMidBody: [['', fault.cutMidBody(), 'network']],
  rewrite: [
    ['to a bare list', fault.rewrite(() => []), 'API changed'],
    [
      'to an empty page',
      fault.rewrite(() => ({ data: [], total: 0 })),
      (page) => expect(page.records).toEqual([]),
    ],
  ],
  dataNull: [['', fault.dataNull(), 'API changed']],
  total: [
    ['0', fault.total(0), (page) => expect([page.total, page.records.length]).toEqual([0, 200])],
    ['huge', fault.total(1e15), (page) => expect(page.total).toBe(1e15)],
    ['null', fault.total(null), (page) => expect(page.total).toBeNull()],
    ['as text', fault.total('450'), (page) => expect(page.total).toBe(450)],
  ],
  totalMissing: [['', fault.totalMissing(), (page) => expect(page.total).toBeNull()]],
  shortPage: [
    ['', fault.shortPage(7), (page) => expect([page.records.length, page.total]).toEqual([7, 450])],
  ],
  endlessPaging: [
    ['', fault.endlessPaging(), (page) => expect([page.records.length, page.total]).toEqual([200, 400])],
  ],
  duplicateGroup: [
    [
      '',
      fault.duplicateGroup(),
      (page) => expect(new Set(groupsOf(page.records).map((group) => group.id)).size).toBe(199),
    ],
  ],
  groupWithoutId: [
    [
      '',
      fault.groupWithoutId(),
      (page) => expect(page.records[0]).toEqual({ malformed: { id: null, why: 'id is missing' } }),
    ],
  ],
  malformedGroup: [
    [
      '',
      fault.malformedGroup(),
      (page) => expect([page.records.length, groupsOf(page.records).length]).toEqual([200, 199]),
    ],
  ],
  extraFields: [
    [
      '',
      fault.extraFields(),
      (page) => {
        const [group] = groupsOf(page.records);
        expect(group?.carried.extra).toHaveProperty('xAddedLater');
        expect(group?.hubs[0]?.carried.extra).toHaveProperty('xAddedLater');
      },
    ],
  ],
  numbersAsStrings: [['', fault.numbersAsStrings(), (page) => expect(page.total).toBe(450)]],
};

const faults = Object.entries(OUTCOMES).flatMap(([name, rows]) =>
  rows.map(([what, theFault, outcome]) => [`${name} ${what}`.trim(), theFault, outcome] as const),
);
const failing = faults.filter((row): row is [string, Fault, string] => typeof row[2] === 'string');
const harmless = faults.filter(
  (row): row is [string, Fault, (page: Page) => void] => typeof row[2] !== 'string',
);

describe('With every answer for the list spoilt by', () => {
  test.each(failing)('%s, the run fails', async (name, theFault, kind) => {
    const { simulator, page } = await aWorld({ milliseconds: name.startsWith('slow') ? 40 : 5_000 });
    simulator.faults.add(theFault, { on: 'list' });
    expect((await failureOf(page())).kind).toBe(kind);
    expect(listed(simulator).length).toBeLessThanOrEqual(4);
  });

  test.each(harmless)('%s, the page is read all the same', async (_name, theFault, check) => {
    const { simulator, page } = await aWorld({ fleet: LARGE });
    simulator.faults.add(theFault, { on: 'list' });
    check(await page());
    expect(listed(simulator)).toHaveLength(1);
  });
});

describe('With numbers as strings', () => {
  test('every group is the same as with numbers', async () => {
    const { simulator, page } = await aWorld();
    const before = groupsOf((await page()).records);
    simulator.faults.add(fault.numbersAsStrings(), { on: 'list' });
    expect(groupsOf((await page()).records)).toEqual(before);
  });
});

describe('After two requests spoilt by', () => {
  const passing = failing.filter(([, , kind]) => ['network', 'API unavailable'].includes(kind));
  test.each(passing)('%s, the page is read', async (name, theFault) => {
    const { simulator, page } = await aWorld({
      milliseconds: name.startsWith('slow') ? 400 : 5_000,
    });
    simulator.faults.add(theFault, { on: 'list', times: 2 });
    expect((await page()).total).toBe(30);
  });
});

describe('At the token URL', () => {
  test.each([
    ['503', fault.status(503)],
    ['a reset', fault.resetBefore()],
    ['429', fault.status(429, { retryAfter: 5 })],
  ])('%s passes', async (_what, theFault) => {
    const { simulator, page } = await aWorld();
    simulator.faults.add(theFault, { on: 'token', times: 2 });
    await expect(page()).resolves.toBeDefined();
  });

  test.each([
    ['a login page', fault.loginPage(), 'API changed'],
    ['a redirect', fault.redirect(), 'API changed'],
    ['400', fault.status(400), 'request refused'],
    ['a wrong clock', fault.dateSkew(60 * MINUTE), 'clock'],
  ])('%s does not', async (_what, theFault, kind) => {
    const { simulator, page } = await aWorld();
    simulator.faults.add(theFault, { on: 'token' });
    expect((await failureOf(page())).kind).toBe(kind);
  });
});

describe('The API key', () => {
  test.each<[string, (simulator: Simulator) => void, string]>([
    ['revoked', ({ apiKey }) => Object.assign(apiKey, { revoked: true }), 'credentials refused'],
    ['expired', ({ apiKey }) => Object.assign(apiKey, { expiresAt: 0 }), 'credentials refused'],
    [
      'not allowed from here',
      ({ apiKey }) => Object.assign(apiKey, { allowedIPs: ['203.0.113.0/24'] }),
      'credentials refused',
    ],
    [
      'without the scope',
      ({ apiKey }) => Object.assign(apiKey, { scopes: ['deployments.regions:read'] }),
      'not permitted',
    ],
  ])('%s is told apart, without a loop', async (_what, change, kind) => {
    const { simulator, page } = await aWorld();
    change(simulator);
    expect((await failureOf(page())).kind).toBe(kind);
    expect(simulator.requests.length).toBeLessThanOrEqual(2);
  });

  test('rotated between two pages goes unnoticed', async () => {
    const { simulator, clock, page } = await aWorld({ fleet: LARGE, expiresInSeconds: 300 });
    await page(0);
    simulator.apiKey.secret = 'another-secret';
    clock.pass(10 * MINUTE);
    await expect(page(200)).resolves.toMatchObject({ total: 450 });
  });
});

describe('A token', () => {
  test.each([401, 400] as const)(
    'that ends early, answered with %d, is replaced within the call',
    async (expiredToken) => {
      const { simulator, clock, page } = await aWorld({ fleet: LARGE, expiredToken });
      simulator.faults.add(
        fault.rewrite((body) => Object.assign({}, body, { expires_in: 36_000 })),
        { on: 'token', times: 1 },
      );
      await page(0);
      clock.pass(2 * 60 * MINUTE);
      await expect(page(200)).resolves.toMatchObject({ total: 450 });
      expect(simulator.requests.filter((request) => request.endpoint === 'token')).toHaveLength(2);
    },
  );

  test('never ends under runs every five minutes for a day', async () => {
    const { simulator, clock, page } = await aWorld({ fleet: howToSample });
    for (let run = 0; run < 24 * 12; run += 1) {
      await page();
      clock.pass(5 * MINUTE);
    }
    expect(simulator.requests.filter((request) => request.status !== 200)).toEqual([]);
    expect(simulator.requests.filter((request) => request.endpoint === 'token')).toHaveLength(48);
  });
});

describe('Under the rate limits', () => {
  test.each(['strict', 'exempt'] as const)(
    'in the %s reading, none of 400 calls is refused',
    async (rate) => {
      const { simulator, client, clock } = await aWorld({ fleet: howToSample, rate, budget: rate });
      for (let call = 0; call < 400; call += 1) await client.page(0, { at: clock.now() + 60 * MINUTE });
      expect(client.takeUsage()).toEqual({ calls: 400, tokenRequests: expect.any(Number), retries: 0 });
      expect(simulator.requests.filter((request) => request.status === 429)).toEqual([]);
    },
  );

  test('a budget too generous is corrected by what the API answers', async () => {
    const { simulator, page } = await aWorld({ fleet: howToSample, rate: 'strict', budget: 'exempt' });
    for (let call = 0; call < 30; call += 1) await page();
    expect(simulator.requests.some((request) => request.status === 429)).toBe(true);
    expect(listed(simulator).filter((request) => request.status === 200)).toHaveLength(30);
  });
});
