import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { SimulatorProcess } from '../../../lib/cli/answers/simulator.ts';
import { simulatorCommand } from '../../../lib/cli/commands/simulator.ts';

const TEN_O_CLOCK = Date.parse('2026-03-02T10:00:00Z');

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

/** Runs the command in this process; it has started when it waits to be interrupted. */
async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const output = { out: '', err: '', exitCode: 0 };
  let interrupt = (): void => undefined;
  let hasStarted = (): void => undefined;
  const started = new Promise<void>((resolve) => {
    hasStarted = resolve;
  });
  const host: SimulatorProcess = {
    out: (text) => {
      output.out += text;
    },
    err: (text) => {
      output.err += text;
    },
    env,
    now: () => TEN_O_CLOCK,
    untilInterrupted: () => {
      hasStarted();
      return new Promise((resolve) => {
        interrupt = resolve;
      });
    },
    setExitCode: (code) => {
      output.exitCode = code;
    },
  };
  const command = simulatorCommand(host)
    .exitOverride()
    .configureOutput({ writeErr: host.err, writeOut: host.out });
  const finished = command.parseAsync([...args], { from: 'user' });
  const stop = async () => {
    interrupt();
    await finished;
  };
  ended.push(() => stop().catch(() => undefined));
  await Promise.race([started, finished]);
  return { output, stop };
}

/** Follows what is printed, as a person would: a token with key and secret, then the list. */
async function follow(out: string) {
  const line = (name: string) => new RegExp(`^ {2}${name} +(\\S+)$`, 'm').exec(out)?.[1] ?? '';
  const token = await fetch(line('Token URL'), {
    method: 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from(`${line('Key')}:${line('Secret')}`).toString('base64')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  const { access_token } = (await token.json()) as { access_token: string };
  const get = async (query: string) => {
    const response = await fetch(`${line('API')}/deployments/v2/networktunnelgroups${query}`, {
      headers: { Authorization: `Bearer ${access_token}` },
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  return { line, get };
}

describe('tunnelwatch simulator', () => {
  test('prints where it is, the credentials and commands to try, and serves until it is interrupted', async () => {
    const { output, stop } = await run(['--groups', '3'], {
      TUNNELWATCH_SIMULATOR_KEY: 'my-key',
      TUNNELWATCH_SIMULATOR_SECRET: "it's-secret",
    });
    const { line, get } = await follow(output.out);
    const url = line('API');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(output.out).toBe(`Secure Access simulator with 3 network tunnel groups. Stop it with Ctrl-C.

  API         ${url}
  Token URL   ${url}/auth/v2/token
  Key         my-key
  Secret      it's-secret

Try it:

  token=$(printf 'user = "%s:%s"' 'my-key' 'it'\\''s-secret' |
    curl -s -K - -d grant_type=client_credentials ${url}/auth/v2/token | sed 's/.*access_token":"\\([^"]*\\).*/\\1/')
  printf 'header = "Authorization: Bearer %s"' "$token" |
    curl -s -K - '${url}/deployments/v2/networktunnelgroups?limit=2'

`);
    expect((await get('')).body.total).toBe(3);
    await stop();
    expect(output.out).toMatch(/\nStopped after 2 requests\.\n$/);
    expect([output.err, output.exitCode]).toEqual(['', 0]);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  test('makes up key and secret at each start', async () => {
    const [one, other] = [await run(['--groups', '1']), await run(['--groups', '1'])];
    const credentials = await Promise.all(
      [one, other].map(async ({ output }) => (await follow(output.out)).line('Secret')),
    );
    expect(credentials[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(credentials[0]).not.toBe(credentials[1]);
  });

  test('serves the same fleet under the same seed, and another under another', async () => {
    const names = async (seed: string) => {
      const { output } = await run(['--groups', '5', '--seed', seed]);
      const { body } = await (await follow(output.out)).get('');
      return body.data.map((group: { name: string }) => group.name).join();
    };
    expect(await names('4')).toBe(await names('4'));
    expect(await names('4')).not.toBe(await names('5'));
  });

  test('answers in the older shape', async () => {
    const { output } = await run(['--groups', '1', '--old-shape']);
    const { body } = await (await follow(output.out)).get('?includeStatuses=true');
    expect(body.data[0].hubs[0]).toMatchObject({ status: null, tunnelsStatus: null });
  });

  test('keeps rate limits', async () => {
    const { output } = await run(['--groups', '1', '--rate', 'strict']);
    const { get } = await follow(output.out);
    const statuses: number[] = [];
    for (let request = 0; request < 6; request += 1) statuses.push((await get('')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });

  test('plays the demo day, of which the morning has passed, and says what will come', async () => {
    const { output } = await run(['--day']);
    expect(output.out).toContain('Secure Access simulator with 212 network tunnel groups.');
    expect(output.out).toContain(`Today (UTC; what is already past happens at once):

  09:12  DMZ ASA Tunnel NC falls
  09:47  DMZ ASA Tunnel NC returns
  11:20  Lakeside Eye Clinic loses its secondary hub
  11:55  Lakeside Eye Clinic has both hubs again
  12:30  The Secure Access API answers 503 until 12:52
  12:52  The API answers again
  15:10  Quarry Site 7 is renamed Quarry Site 7 - Bonded
  16:40  Old Mill Outlet is removed
  17:05  Harbor Depot - East is created
  17:25  Harbor Depot - East connects
`);
    const { get } = await follow(output.out);
    const { body } = await get(`?filters=${encodeURIComponent('{"exactName":"DMZ ASA Tunnel NC"}')}`);
    expect(body.data[0].hubs[0].status).toMatchObject({ status: 'UP' });
  });

  test('says so when the port is taken, and fails', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    ended.push(() => new Promise((resolve) => other.close(() => resolve())));
    const { port } = other.address() as AddressInfo;
    const { output } = await run(['--port', String(port)]);
    expect(output).toEqual({
      out: '',
      err: `Port ${port} is taken: another program on this machine listens on it, perhaps another simulator.
Choose another with --port, or leave --port out to take a free one.
`,
      exitCode: 1,
    });
  });

  test('says so when the demo day has too few groups for its cast', async () => {
    const { output } = await run(['--day', '--groups', '2']);
    expect([output.err, output.exitCode]).toEqual([
      'The simulator could not start: The demo day needs at least 4 groups; it was given 2.\n',
      1,
    ]);
  });

  test.each([
    [
      ['--port', '70000'],
      "option '--port <port>' argument '70000' is invalid. Give a whole number from 0 to 65535.",
    ],
    [
      ['--groups', 'many'],
      "option '--groups <count>' argument 'many' is invalid. Give a whole number from 0 to 100000.",
    ],
    [
      ['--rate', 'none'],
      "option '--rate <limits>' argument 'none' is invalid. Allowed choices are strict, exempt, off.",
    ],
    [['--secret', 'x'], "unknown option '--secret'"],
  ])('refuses %j', async (args, message) => {
    await expect(run(args)).rejects.toThrow(message);
  });
});
