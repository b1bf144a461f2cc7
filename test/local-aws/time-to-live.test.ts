import { DescribeTimeToLiveCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { key, openWorld, refusalOf, TABLE, type World } from './support.ts';

const TableName = 'things';
const FIVE_YEARS_SECONDS = 5 * 365.25 * 86_400;

/** A small seeded generator (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const specify = (Enabled: boolean) =>
  world.dynamodb.send(
    new UpdateTimeToLiveCommand({
      TableName,
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled },
    }),
  );
const described = async () =>
  (await world.dynamodb.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
const put = (sk: string, expires?: unknown) =>
  world.documents.send(
    new PutCommand({ TableName, Item: { ...key(sk), ...(expires !== undefined && { expires }) } }),
  );
const left = async () =>
  (await world.documents.send(new ScanCommand({ TableName }))).Items?.map(({ sk }) => sk).sort();

describe('time to live', () => {
  test('is disabled until it is enabled, and cannot be enabled twice', async () => {
    expect(await described()).toEqual({ TimeToLiveStatus: 'DISABLED' });
    expect((await specify(true)).TimeToLiveSpecification).toEqual({
      AttributeName: 'expires',
      Enabled: true,
    });
    expect(await described()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
    expect(await refusalOf(specify(true))).toMatchObject({
      name: 'ValidationException',
      message: 'TimeToLive is already enabled',
    });
    await specify(false);
    expect(await described()).toEqual({ TimeToLiveStatus: 'DISABLED' });
  });

  test('of a table that does not exist cannot be had', async () => {
    const error = await refusalOf(
      world.dynamodb.send(new DescribeTimeToLiveCommand({ TableName: 'nowhere' })),
    );
    expect(error.name).toBe('ResourceNotFoundException');
  });

  test('deletes what is over, and only that', async () => {
    await specify(true);
    const now = world.clock.now() / 1000;
    await put('over', now - 1);
    await put('long over', now - 86_400 * 400);
    await put('not yet', now);
    await put('later', now + 1);
    await put('without');
    await put('as text', String(now - 1));
    await put('older than five years', now - FIVE_YEARS_SECONDS - 1);
    expect(await world.aws.expireItems(TableName, { random: seeded(1) })).toBe(2);
    expect(await left()).toEqual(['as text', 'later', 'not yet', 'older than five years', 'without']);
  });

  test('goes by the injected clock', async () => {
    await specify(true);
    await put('soon', world.clock.now() / 1000 + 60);
    expect(await world.aws.expireItems(TableName, { random: seeded(1) })).toBe(0);
    world.clock.advance(61_000);
    expect(await world.aws.expireItems(TableName, { random: seeded(1) })).toBe(1);
  });

  test('deletes in an order that the seed decides, not the keys', async () => {
    await specify(true);
    const names = Array.from({ length: 12 }, (_, index) => `n${String.fromCharCode(97 + index)}`);
    const survivors = async (seed: number) => {
      for (const name of names) await put(name, world.clock.now() / 1000 - 10);
      expect(await world.aws.expireItems(TableName, { random: seeded(seed), atMost: 6 })).toBe(6);
      return left();
    };
    const first = await survivors(1);
    expect(await survivors(1)).toEqual(first);
    expect(await survivors(2)).not.toEqual(first);
    expect(first).not.toEqual(names.slice(6));
  });

  test('deletes nothing where it is disabled', async () => {
    await put('over', world.clock.now() / 1000 - 1);
    expect(await world.aws.expireItems(TableName, { random: seeded(1) })).toBe(0);
    await world.aws.createTable(TABLE, { timeToLiveAttribute: 'expires' });
    expect(await world.aws.expireItems(TableName, { random: seeded(1) })).toBe(1);
  });
});
