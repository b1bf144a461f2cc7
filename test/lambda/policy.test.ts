import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { configurationIn } from '../../lib/config/file.ts';
import { ENVIRONMENT } from '../../lib/names.ts';
import { aBundle, aDeployment, type Deployment } from './a-deployment.ts';

const bundle = aBundle();
let deployed: Deployment;

beforeEach(async () => {
  deployed = await aDeployment(bundle);
});
afterEach(async () => {
  await deployed.close();
});

/** What the schedule sends where the file has this for all organizations. */
function payloadWith(shared: object): unknown {
  const [organization] = configurationIn('the test', { email: [], ...shared }).organizations;
  if (organization === undefined) throw new Error('The configuration has an organization.');
  const { alerts, overrides, maintenanceWindows, apiKeyExpires } = organization;
  return deployed.payload({ alerts, overrides, maintenanceWindows, apiKeyExpires });
}

function dropOne(): string {
  const [group] = deployed.simulator.fleet.groups;
  if (group === undefined) throw new Error('The fleet is empty.');
  deployed.simulator.fleet.drop(group.id);
  return group.name;
}

describe('The deployed function goes by what is configured', () => {
  test('a group for which two polls must agree is told by the second', async () => {
    const [group] = deployed.simulator.fleet.groups;
    const match = { ids: [group?.id] };
    const event = payloadWith({ overrides: [{ match, alerts: { confirmPolls: { disconnected: 2 } } }] });
    await deployed.run(event);
    dropOne();
    expect(await deployed.run(event)).toMatchObject({ alerts: 0 });
    expect(await deployed.run(event)).toMatchObject({ alerts: 1 });
  });

  test('messages name the organization to commands', async () => {
    for (const { id } of deployed.simulator.fleet.groups) deployed.simulator.fleet.drop(id);
    await deployed.run();
    const told = JSON.stringify(deployed.aws.published.at(-1)?.message).replaceAll('\\n', ' ');
    expect(told.replaceAll(/\s+/g, ' ')).toContain('npx tunnelwatch incidents --org acme shows their ids');
  });

  test('in a maintenance window what happens is recorded and nobody is told; when it is gone they are', async () => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    const window = { name: 'Always', days, from: '00:00', to: '00:00' };
    const event = payloadWith({ maintenanceWindows: [window] });
    await deployed.run(event);
    const name = dropOne();
    expect(await deployed.run(event)).toMatchObject({ changes: 1, alerts: 0 });
    expect(await deployed.run()).toMatchObject({ alerts: 1 });
    expect(deployed.aws.published.at(-1)?.subject).toMatch(`[DOWN] ${name}`);
  });

  test('the end of the API key is told ahead', async () => {
    const [organization] = configurationIn('the test', {
      email: [],
      organizations: [{ id: 'acme', apiKeyExpires: '2026-03-10' }],
    }).organizations;
    await deployed.run(deployed.payload({ apiKeyExpires: organization?.apiKeyExpires ?? null }));
    expect(deployed.aws.published.map(({ message }) => JSON.stringify(message)).join()).toMatch(/2026-03-10/);
  });
});

describe('Metrics', () => {
  const metrics = () => deployed.lines.map((line): unknown => JSON.parse(line)).filter(isMetric);
  const withDimensions = (...names: string[]) =>
    expect.objectContaining({ CloudWatchMetrics: [expect.objectContaining({ Dimensions: [names] })] });

  test('carry the installation, so that those of another are others', async () => {
    deployed.variables[ENVIRONMENT.installation] = 'Second';
    deployed.restart();
    await deployed.run();
    expect(metrics()).toEqual([
      expect.objectContaining({
        _aws: withDimensions('Installation'),
        Installation: 'Second',
        organization: 'acme',
      }),
    ]);
  });

  test('have no dimension where no installation is named', async () => {
    await deployed.run();
    expect(metrics()).toEqual([expect.objectContaining({ _aws: withDimensions() })]);
    expect(metrics()).not.toEqual([expect.objectContaining({ Installation: expect.anything() })]);
  });
});

function isMetric(line: unknown): boolean {
  return typeof line === 'object' && line !== null && '_aws' in line;
}

test('White space around a key is left out, and the log says so', async () => {
  const { key, secret } = deployed.simulator.apiKey;
  deployed.aws.putSecret('tunnelwatch/acme', JSON.stringify({ key: `${key}\n`, secret }));
  expect(await deployed.run()).toMatchObject({ outcome: 'complete' });
  expect(deployed.lines.join('\n')).toMatch(/white space around a value.*"fields":\["key"\]/);
});
