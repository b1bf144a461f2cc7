import { spawn } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fault } from '../../lib/simulator/fault.ts';
import { howToSample } from '../../lib/simulator/how-to-sample.ts';
import { startHttpServer } from '../support/http-server.ts';
import { aBundle, aDeployment, type Deployment } from './a-deployment.ts';

const bundle = aBundle();
let deployed: Deployment;

beforeEach(async () => {
  deployed = await aDeployment(bundle);
});
afterEach(async () => {
  await deployed.close();
});

const subjects = (): readonly (string | undefined)[] => deployed.aws.published.map(({ subject }) => subject);
const anyGroup = () => {
  const [group] = deployed.simulator.fleet.groups;
  if (group === undefined) throw new Error('The fleet is empty.');
  return group;
};

describe('the deployed function', () => {
  test('stores all groups over two pages and tells one digest at its first run', async () => {
    const large = await aDeployment(bundle, { groups: 212 });
    try {
      expect(await large.run()).toMatchObject({
        outcome: 'complete',
        pages: 2,
        changes: 212,
        events: 1,
        alerts: 1,
      });
      expect(large.aws.published.map(({ subject }) => subject)).toEqual([
        '[WATCHING] 212 groups, all connected - Acme',
      ]);
    } finally {
      await large.close();
    }
  });

  test('tells the fall of a tunnel in the run that first sees it, and its return', async () => {
    await deployed.run();
    const { id, name } = anyGroup();
    deployed.simulator.fleet.drop(id);
    expect(await deployed.run()).toMatchObject({ changes: 1, alerts: 1 });
    deployed.simulator.fleet.restore(id);
    await deployed.run();
    expect(
      subjects()
        .slice(1)
        .map((subject) => subject?.replace(/ \(.*/, '')),
    ).toEqual([`[DOWN] ${name}`, `[UP] ${name}`]);
  });

  test('costs two write units when nothing changed, and reads nothing while it is warm', async () => {
    await deployed.run();
    const before = new Map([...deployed.aws.operations].map(([name, { calls }]) => [name, calls]));
    expect(await deployed.run()).toMatchObject({ warm: true, changes: 0 });
    const used = [...deployed.aws.operations].flatMap(([name, { calls }]) => {
      const more = calls - (before.get(name) ?? 0);
      return more === 0 ? [] : [[name, more]];
    });
    expect(used).toEqual([
      ['UpdateItem', 2],
      ['SendMessage', 1],
    ]);
  });

  test('asks for one token in all runs of half an hour, and renews it at half of its life', async () => {
    const tokens: number[] = [];
    for (let run = 0; run < 60; run += 1) tokens.push((await deployed.run()).usage.tokenRequests);
    expect(deployed.simulator.requests.filter(({ endpoint }) => endpoint === 'token')).toHaveLength(2);
    expect(tokens.flatMap((asked, run) => (asked === 0 ? [] : [run]))).toEqual([0, 30]);
  });

  test('goes on after a cold start as if nothing had happened', async () => {
    await deployed.run();
    deployed.restart();
    expect(await deployed.run()).toMatchObject({ warm: false, changes: 0, alerts: 0 });
  });

  test('says in one line what a run did, and in one what CloudWatch is to count', async () => {
    await deployed.run();
    const lines = deployed.lines.map((line): unknown => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({
        message: 'Run ended.',
        organization: 'acme',
        outcome: 'complete',
        changes: 3,
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        organization: 'acme',
        OldestUntoldEventAge: 0,
      }),
    );
  });

  test('calls the heartbeat URL after a complete run, after no other, and never says what it is', async () => {
    const server = await startHttpServer((_request, response) => void response.writeHead(500).end());
    const event = deployed.payload({ heartbeatUrl: `${server.url}/ping/canary` });
    expect(await deployed.run(event)).toMatchObject({ outcome: 'complete' });
    expect(server.requests.map(({ path }) => path)).toEqual(['/ping/canary']);
    deployed.simulator.faults.add(fault.loginPage(), { on: 'list' });
    expect(await deployed.run(event)).toMatchObject({ outcome: 'failed' });
    expect(server.requests).toHaveLength(1);
    expect(deployed.lines.join()).toContain('it answered 500');
    expect(deployed.lines.join()).not.toContain('canary');
    await server.close();
  });

  test('counts alerts that could not be sent, and only where there are any', async () => {
    await deployed.run();
    expect(deployed.lines.join()).not.toContain('AlertsNotPublished');
    deployed.simulator.fleet.drop(anyGroup().id);
    deployed.aws.breakWith((operation) =>
      operation === 'Publish' ? { error: { name: 'Throttled', message: 'slow down' } } : undefined,
    );
    await deployed.run();
    expect(deployed.lines.map((line): unknown => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ AlertsNotPublished: 1, OldestUntoldEventAge: 0 }),
    );
  });

  test('keeps an alert that could not be sent, and sends it with the next run', async () => {
    await deployed.run();
    deployed.simulator.fleet.drop(anyGroup().id);
    deployed.aws.breakWith((operation) =>
      operation === 'Publish' ? { error: { name: 'Throttled', message: 'slow down' } } : undefined,
    );
    expect(await deployed.run()).toMatchObject({ outcome: 'complete', alerts: 0, alertsFailed: 1 });
    deployed.aws.breakWith();
    expect(await deployed.run()).toMatchObject({ changes: 0, alerts: 1, oldestUntold: 0 });
    expect(subjects()).toHaveLength(2);
  });

  test('sees a fleet in the older shape of the API, as Cisco prints it', async () => {
    const older = await aDeployment(bundle, { fleet: howToSample });
    try {
      expect(await older.run()).toMatchObject({
        outcome: 'complete',
        counts: { connected: 1 },
        malformed: 0,
      });
    } finally {
      await older.close();
    }
  });
});

describe('as Lambda starts it', () => {
  test("the exported handler runs from its environment alone, on the machine's own clock", async () => {
    const script = `
      // As Lambda's run time does in its text format.
      console.log = (line) => process.stdout.write('2026-03-02T14:00:00Z request-1 INFO ' + line + '\\n');
      const { handler } = require(process.argv[1]);
      const event = JSON.parse(process.argv[2]);
      const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 30000 };
      handler(event, context).then(
        (summary) => process.stdout.write('\\nSUMMARY ' + JSON.stringify(summary)),
        (error) => { process.stdout.write('\\nTHROWN ' + error.message); },
      );`;
    const env = { ...process.env, ...deployed.variables };
    const output = await outputOf(
      process.execPath,
      ['-e', script, bundle, JSON.stringify(deployed.payload())],
      env,
    );
    // The simulator's clock stands in the year of the test, this machine's does not: the run must notice.
    expect(output).toContain('"kind":"clock"');
    expect(output).toMatch(/SUMMARY .*"outcome":"failed"/);
    const lines = output.split('\n').filter((line) => line !== '' && !/^SUMMARY /.test(line));
    expect(lines.map((line): unknown => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ organization: 'acme', OldestUntoldEventAge: 0 }),
    );
  });
});

function outputOf(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}
