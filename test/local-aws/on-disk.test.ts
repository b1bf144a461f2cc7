import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openJournal } from '../../lib/local-aws/dynamodb/journal.ts';
import { startLocalAws } from '../../lib/local-aws/start.ts';
import { key, openWorld, refusalOf } from './support.ts';

const TableName = 'things';
const now = () => 0;
let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'tunnelwatch-local-aws-'));
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

describe('a local AWS on disk', () => {
  test('keeps its tables over a restart', async () => {
    const first = await openWorld({ path });
    await first.documents.send(new PutCommand({ TableName, Item: { ...key('a'), n: 1 } }));
    await first.close();
    const second = await openWorld({ path });
    const { Item } = await second.documents.send(new GetCommand({ TableName, Key: key('a') }));
    await second.close();
    expect(Item).toEqual({ ...key('a'), n: 1 });
  });

  test('refuses a second opener, and says who is there', async () => {
    const first = await startLocalAws({ now, path });
    const error = await refusalOf(startLocalAws({ now, path }));
    await first.close();
    expect(error).toMatchObject({ name: 'DataDirectoryInUseError', pid: process.pid });
    expect(error.message).toContain(`in use by process ${process.pid}`);
    expect(error.message).toContain(join(path, 'lock'));
  });

  test('refuses while another process lives, and takes over when it is gone', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(other, 'spawn');
    writeFileSync(join(path, 'lock'), `${other.pid}\n`);
    expect(await refusalOf(startLocalAws({ now, path }))).toMatchObject({ pid: other.pid });
    other.kill('SIGKILL');
    await once(other, 'exit');
    const aws = await startLocalAws({ now, path });
    expect(readFileSync(join(path, 'lock'), 'utf8')).toBe(`${process.pid}\n`);
    await aws.close();
    expect(existsSync(join(path, 'lock'))).toBe(false);
  });

  test.each([
    ['nothing in it', ''],
    ['its own process id from an earlier life', `${process.pid}\n`],
  ])('takes over a lock with %s', async (_name, content) => {
    writeFileSync(join(path, 'lock'), content);
    await (await startLocalAws({ now, path })).close();
  });

  test('gives the folder back when it cannot start', async () => {
    writeFileSync(
      join(path, 'transaction.json'),
      JSON.stringify({ images: [{ tableName: 'gone', key: {} }] }),
    );
    await refusalOf(startLocalAws({ now, path }));
    rmSync(join(path, 'transaction.json'));
    await (await startLocalAws({ now, path })).close();
  });

  test('takes back what a transaction had written when its process was killed', async () => {
    const first = await openWorld({ path });
    await first.documents.send(new PutCommand({ TableName, Item: { ...key('changed'), n: 2 } }));
    await first.documents.send(new PutCommand({ TableName, Item: { ...key('created'), n: 2 } }));
    await first.close();
    const wireKey = (sk: string) => ({ pk: { S: 'p' }, sk: { S: sk } });
    openJournal(join(path, 'transaction.json')).begin([
      { tableName: TableName, key: wireKey('changed'), item: { ...wireKey('changed'), n: { N: '1' } } },
      { tableName: TableName, key: wireKey('created'), item: undefined },
      { tableName: TableName, key: wireKey('deleted'), item: { ...wireKey('deleted'), n: { N: '1' } } },
    ]);

    const second = await openWorld({ path });
    const found = async (sk: string) =>
      (await second.documents.send(new GetCommand({ TableName, Key: key(sk) }))).Item?.n;
    expect([await found('changed'), await found('created'), await found('deleted')]).toEqual([
      1,
      undefined,
      1,
    ]);
    await second.close();
    expect(existsSync(join(path, 'transaction.json'))).toBe(false);
  });

  test('holds whole transactions only, whenever its process is killed', async () => {
    const script = new URL('./endless-transactions.ts', import.meta.url).pathname;
    const writer = spawn(process.execPath, ['--import', 'tsx', script, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: writer.stdout });
    for await (const line of lines) if (Number(line) >= 3) break;
    writer.kill('SIGKILL');
    await once(writer, 'exit');

    const world = await openWorld({ path });
    const { Items = [] } = await world.documents.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :p',
        ExpressionAttributeValues: { ':p': 'p' },
      }),
    );
    await world.close();
    expect(Items).toHaveLength(50);
    const generations = new Set(Items.map(({ generation }) => generation));
    expect(generations.size).toBe(1);
    expect(Math.max(...generations)).toBeGreaterThanOrEqual(3);
  });
});
