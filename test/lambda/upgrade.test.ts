import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createDocumentClient } from '../../lib/adapters/dynamodb/document-client.ts';
import { SCHEMA_VERSION } from '../../lib/adapters/dynamodb/items/head.ts';
import { headKey } from '../../lib/adapters/dynamodb/keys.ts';
import { aBundle, aDeployment, type Deployment } from './a-deployment.ts';

const bundle = aBundle();
let deployed: Deployment;
beforeEach(async () => {
  deployed = await aDeployment(bundle);
});
afterEach(() => deployed.close());

const TABLE = { TableName: 'tunnelwatch-test', Key: headKey('acme') };

/** The version of the table, as the organization's head has it. */
async function schemaVersion(): Promise<unknown> {
  const { Item: head } = await createDocumentClient(new DynamoDBClient({})).send(new GetCommand(TABLE));
  return head?.schema;
}

/** As a table looks that an older version has written in. What else it wrote otherwise, test/history/engine.long.test.ts has. */
async function asVersionWrote(version: number): Promise<void> {
  const update = {
    UpdateExpression: 'SET #schema = :version',
    ExpressionAttributeNames: { '#schema': 'schema' },
    ExpressionAttributeValues: { ':version': version },
  };
  await createDocumentClient(new DynamoDBClient({})).send(new UpdateCommand({ ...TABLE, ...update }));
}

const subjects = () => deployed.aws.published.map(({ subject }) => subject?.replace(/ .*/, ''));
const older = Array.from({ length: SCHEMA_VERSION - 1 }, (_, index) => index + 1);

describe('A new version over the table of an older one', () => {
  test.each(older)(
    'goes on where version %i was, in the middle of an outage, and tells nothing twice',
    async (version) => {
      await deployed.run();
      const [group] = deployed.simulator.fleet.groups;
      if (group === undefined) throw new Error('The fleet has a group.');
      deployed.simulator.fleet.drop(group.id);
      await deployed.run();
      await asVersionWrote(version);

      deployed.restart();
      expect(await deployed.run()).toMatchObject({ outcome: 'complete', changes: 0, alerts: 0 });
      expect(await schemaVersion()).toBe(SCHEMA_VERSION);
      deployed.simulator.fleet.restore(group.id);
      expect(await deployed.run()).toMatchObject({ outcome: 'complete', changes: 1, alerts: 1 });
      expect(subjects()).toEqual(['[WATCHING]', '[DOWN]', '[UP]']);
    },
  );

  test('is invoked with the payload of an older one, whose organization has fewer fields, until the schedule is deployed', async () => {
    const payload = deployed.payload();
    const {
      leaveOut: _,
      heartbeatUrl: _h,
      completeRunsQueue: _q,
      ...organization
    } = Object(payload.organization);
    expect(await deployed.run({ ...payload, organization })).toMatchObject({ outcome: 'complete' });
  });
});

test('An older version over the table of a newer one does nothing, and says so', async () => {
  await deployed.run();
  await asVersionWrote(SCHEMA_VERSION + 1);
  deployed.restart();
  await expect(deployed.run()).rejects.toMatchObject({ failure: { kind: 'table too new' } });
  expect(await schemaVersion()).toBe(SCHEMA_VERSION + 1);
});
