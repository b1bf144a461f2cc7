import { inspect } from 'node:util';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  type GetSecretValueCommandInput,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openWorld, refusalOf, type World } from './support.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const create = (Name: string, SecretString?: string) =>
  world.secretsManager.send(new CreateSecretCommand({ Name, SecretString }));
const read = (SecretId: string, more: Partial<GetSecretValueCommandInput> = {}) =>
  world.secretsManager.send(new GetSecretValueCommand({ SecretId, ...more }));
const replace = (SecretId: string, SecretString: string, ClientRequestToken?: string) =>
  world.secretsManager.send(new PutSecretValueCommand({ SecretId, SecretString, ClientRequestToken }));

describe('a secret', () => {
  test('is read by its name, its ARN and its ARN without the last part', async () => {
    const { ARN = '', VersionId } = await create('acme/key', '{"id":1}');
    expect(ARN).toMatch(/^arn:aws:secretsmanager:us-east-1:000000000000:secret:acme\/key-\w{6}$/);
    for (const id of ['acme/key', ARN, ARN.slice(0, -7)]) {
      expect(await read(id)).toMatchObject({
        ARN,
        Name: 'acme/key',
        SecretString: '{"id":1}',
        VersionId,
        VersionStages: ['AWSCURRENT'],
        CreatedDate: new Date('2026-03-02T12:00:00.000Z'),
      });
    }
  });

  test('may be bytes', async () => {
    const SecretBinary = new Uint8Array([0, 255, 7]);
    await world.secretsManager.send(new CreateSecretCommand({ Name: 'bytes', SecretBinary }));
    expect([...((await read('bytes')).SecretBinary ?? [])]).toEqual([0, 255, 7]);
  });

  test('that does not exist is not found', async () => {
    const describeIt = () => world.secretsManager.send(new DescribeSecretCommand({ SecretId: 'nobody' }));
    for (const call of [() => read('nobody'), () => replace('nobody', 'x'), describeIt]) {
      expect(await refusalOf(call())).toMatchObject({
        name: 'ResourceNotFoundException',
        message: "Secrets Manager can't find the specified secret.",
      });
    }
  });

  test('without a value says which label is missing', async () => {
    await create('empty');
    expect(await refusalOf(read('empty'))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    });
  });

  test('is created once only', async () => {
    await create('once', 'a');
    expect((await refusalOf(create('once', 'b'))).name).toBe('ResourceExistsException');
    expect((await read('once')).SecretString).toBe('a');
  });

  test('has from 1 to 65,536 bytes', async () => {
    await create('large', 'x'.repeat(65_536));
    expect((await refusalOf(replace('large', 'x'.repeat(65_537)))).name).toBe('ValidationException');
    expect((await refusalOf(create('larger', 'x'.repeat(65_537)))).name).toBe('ValidationException');
    expect((await refusalOf(read('larger'))).message).toBe(
      "Secrets Manager can't find the specified secret.",
    );
  });

  test('is described without its value', async () => {
    const { VersionId = '' } = await create('acme/key', 'hunter2');
    const description = await world.secretsManager.send(new DescribeSecretCommand({ SecretId: 'acme/key' }));
    expect(description).toMatchObject({
      Name: 'acme/key',
      VersionIdsToStages: { [VersionId]: ['AWSCURRENT'] },
    });
    expect(JSON.stringify(description)).not.toContain('hunter2');
  });
});

describe('a rotation', () => {
  test('makes the new value current and keeps the one before', async () => {
    world.aws.putSecret('key', 'first');
    world.aws.putSecret('key', 'second');
    await replace('key', 'third');
    expect((await read('key')).SecretString).toBe('third');
    expect((await read('key', { VersionStage: 'AWSPREVIOUS' })).SecretString).toBe('second');
  });

  test('is made once for one token, and refused with another value', async () => {
    await create('key', 'first');
    const token = 'a'.repeat(36);
    const { VersionId } = await replace('key', 'second', token);
    expect(VersionId).toBe(token);
    await replace('key', 'second', token);
    expect((await read('key', { VersionStage: 'AWSPREVIOUS' })).SecretString).toBe('first');
    expect((await refusalOf(replace('key', 'other', token))).name).toBe('ResourceExistsException');
  });

  test('leaves the old value readable by its version', async () => {
    const { VersionId } = await create('key', 'first');
    await replace('key', 'second');
    expect((await read('key', { VersionId })).SecretString).toBe('first');
  });
});

describe('a value', () => {
  test('is seen by no hook, no counter and no inspection', async () => {
    const seen: unknown[] = [];
    world.aws.breakWith((...call) => {
      seen.push(call);
    });
    await create('key', 'hunter2');
    await replace('key', 'hunter2-b');
    await refusalOf(create('key', 'hunter2'));
    expect(seen).toHaveLength(3);
    expect(inspect([seen, world.aws], { depth: null, showHidden: true })).not.toContain('hunter2');
  });
});
