import { expect, test } from '@jest/globals';
import { fault } from '../../lib/simulator/fault.ts';
import { aFleet } from '../../lib/simulator/generate.ts';
import { aClock, aReader, aSimulator, askForToken, aToken, read, type Seen } from './a-simulator.ts';

const KEY = 'canary-key-5f1d';
const SECRET = 'canary-secret-93ab';

function everythingOf({ headers, text }: Seen): string {
  return [...headers].flat().join('\n') + text;
}

test('No answer and no record repeats a secret, a token or an authorization header', async () => {
  const now = aClock();
  const simulator = await aSimulator({
    now,
    key: KEY,
    secret: SECRET,
    fleet: aFleet({ groups: 3, now }),
    rate: 'strict',
  });
  const token = await aToken(simulator);
  const [group] = simulator.fleet.groups;
  const basic = Buffer.from(`${KEY}:${SECRET}`).toString('base64');
  const paths = [
    '/networktunnelgroups?includeStatuses=true',
    `/networktunnelgroups?limit=${SECRET}&sortBy=${SECRET}`,
    `/networktunnelgroups?${SECRET}=1&access_token=${token}`,
    `/networktunnelgroups?filters=${encodeURIComponent(`{"name":"${SECRET}"}`)}`,
    `/networktunnelgroups?filters=${SECRET}`,
    `/networktunnelgroups/${SECRET}`,
    `/networktunnelgroups/${group?.id}/state`,
    `/networktunnelgroups/${group?.id}/peers`,
    `/${SECRET}`,
    '/regions',
  ];
  const seen: Seen[] = [];
  for (const path of paths) {
    seen.push(await read(simulator, path, token));
    seen.push(await read(simulator, path, `${token}x`));
    now.pass(10_000);
  }
  for (const broken of [
    fault.status(400),
    fault.status(500, { body: 'html' }),
    fault.redirect(),
    fault.loginPage(),
  ]) {
    simulator.faults.add(broken, { on: 'api', times: 1 });
    seen.push(await read(simulator, '/networktunnelgroups', token));
  }
  for (const change of [
    { basic: `${KEY}:${SECRET}x` },
    { body: `grant_type=${SECRET}` },
    { body: SECRET },
    { method: 'GET' },
  ]) {
    seen.push(await askForToken(simulator, change));
  }
  for (let burst = 0; burst < 6; burst += 1) seen.push(await read(simulator, '/networktunnelgroups', token));
  simulator.apiKey.revoked = true;
  seen.push(await askForToken(simulator), await read(simulator, '/networktunnelgroups', token));

  expect(new Set(seen.map(({ status }) => status))).toEqual(new Set([200, 302, 400, 401, 404, 429, 500]));
  const answered = seen.map(everythingOf).join('\n');
  const recorded = JSON.stringify(simulator.requests);
  for (const canary of [KEY, SECRET, token, basic]) {
    expect(answered).not.toContain(canary);
    expect(recorded).not.toContain(canary);
  }
  expect(recorded).not.toMatch(/authorization|bearer/i);
  expect(simulator.requests.map(({ path }) => path)).toContain(
    '/deployments/v2/networktunnelgroups/[secret]',
  );
});

test('A token request is answered with a token and nothing else of the request', async () => {
  const simulator = await aSimulator({ key: KEY, secret: SECRET });
  const seen = await askForToken(simulator);
  expect(everythingOf(seen)).not.toContain(SECRET);
  expect(everythingOf(seen)).not.toContain(KEY);
});

test('Key and secret are random where none are given', async () => {
  const [one, other] = [await aSimulator(), await aSimulator()];
  expect(one.apiKey.key).toMatch(/^[0-9a-f]{32}$/);
  expect(one.apiKey.secret).not.toBe(other.apiKey.secret);
  expect(one.apiKey.secret).not.toBe(one.apiKey.key);
  expect((await (await aReader(one))('/networktunnelgroups')).status).toBe(200);
});
