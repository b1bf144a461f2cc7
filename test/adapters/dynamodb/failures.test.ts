import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { SCHEMA_VERSION } from '../../../lib/adapters/dynamodb/items/head.ts';
import { failureOf } from '../../../lib/core/failure.ts';
import { anAppearance, anEpoch, at, epochEntry } from '../../support/builders.ts';
import { anOrganization, take, underWay } from './contract/subject.ts';
import { openTable, TABLE_NAME, type Table } from './table.ts';

let table: Table;
beforeAll(async () => {
  table = await openTable();
});
afterEach(() => table.aws.breakWith());
afterAll(() => table.close());

/** What a run would record of a call that is rejected. */
async function recorded(call: Promise<unknown>) {
  return call.then(
    () => null,
    (error: unknown) => failureOf(error),
  );
}

describe('a call that DynamoDB refuses', () => {
  test.each([
    {
      name: 'AccessDeniedException',
      message: 'User: arn:aws:sts::1:assumed-role/x is not authorized to perform: dynamodb:Query',
      detail:
        'These AWS credentials do not allow dynamodb:Query on table tunnelwatch in us-east-1 (AccessDeniedException: User: arn:aws:sts::1:assumed-role/x is not authorized to perform: dynamodb:Query).',
    },
    {
      name: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
      detail:
        'These AWS credentials do not allow dynamodb:Query on table tunnelwatch in us-east-1 (ExpiredTokenException: The security token included in the request is expired).',
    },
    {
      name: 'ProvisionedThroughputExceededException',
      message: 'Slow down',
      detail:
        'DynamoDB throttled dynamodb:Query on table tunnelwatch in us-east-1 (ProvisionedThroughputExceededException: Slow down).',
    },
    {
      name: 'InternalServerError',
      message: 'Internal server error',
      detail:
        'dynamodb:Query on table tunnelwatch in us-east-1 failed (InternalServerError: Internal server error).',
    },
  ])('with $name says what that means', async ({ name, message, detail }) => {
    table.aws.breakWith(() => ({
      error: { name, message, status: name.startsWith('Internal') ? 500 : 400 },
    }));
    expect(await recorded(table.store.loadGroups('o'))).toEqual({ kind: 'store', detail });
  });

  test('at great length is quoted in part, on one line', async () => {
    table.aws.breakWith(() => ({ error: { name: 'Strange', message: `first\n${'x'.repeat(5_000)}` } }));
    const failure = await recorded(table.store.loadGroups('o'));
    expect(failure?.detail).toMatch(/Strange: first x{200,}…\)\.$/);
    expect(failure?.detail.length).toBeLessThan(450);
  });

  test('in a transaction, for lack of a permission, is not taken for a lost lease', async () => {
    const { lease, epoch } = await underWay(table.store);
    table.aws.breakWith(() => ({ error: { name: 'AccessDeniedException', message: 'dynamodb:PutItem' } }));
    const failure = await recorded(table.store.commitGroups(lease, epoch, [anAppearance()]));
    expect(failure).toMatchObject({ kind: 'store', detail: expect.stringContaining('do not allow') });
  });
});

describe('a table that does not exist', () => {
  test.each([
    ['taking the lease', (t: Table) => take(t.store, 'o')],
    ['loading', (t: Table) => t.store.loadGroups('o')],
    [
      'committing',
      (t: Table) => t.store.commitGroups({ organization: 'o', run: 'r' }, anEpoch(), [anAppearance()]),
    ],
    ['reading the past', (t: Table) => t.reader.head('o')],
  ])('is named, with its region, by %s', async (_what, call) => {
    const without = await openTable({ create: false });
    try {
      expect(await recorded(call(without))).toEqual({
        kind: 'table missing',
        detail: expect.stringContaining('There is no table tunnelwatch in us-east-1'),
      });
    } finally {
      await without.close();
    }
  });
});

describe('an item that is damaged', () => {
  test.each([
    {
      sk: 'GROUP#7',
      read: (t: Table, o: string) => t.store.loadGroups(o),
      says: /GROUP#7 is damaged: rev: /,
    },
    { sk: 'HEAD', read: (t: Table, o: string) => t.reader.head(o), says: /HEAD is damaged: schema: / },
    {
      sk: 'EPOCH#2026-03-02T14:05:00.000Z',
      read: (t: Table, o: string) => t.reader.epochAt(o, at()),
      says: /EPOCH#2026-03-02T14:05:00.000Z is damaged: id: /,
    },
  ])('$sk fails the call that reads it, and is named', async ({ sk, read, says }) => {
    const organization = anOrganization();
    await table.documents.send(
      new PutCommand({ TableName: TABLE_NAME, Item: { pk: `ORG#${organization}`, sk, odd: true } }),
    );
    expect(await recorded(read(table, organization))).toEqual({
      kind: 'store',
      detail: expect.stringMatching(says),
    });
  });

  test.each([
    { sk: '0#7', item: { seq: 'one' }, says: /0#7 is damaged: seq: / },
    {
      sk: '0~2026-03-02T14:05:00.000Z#GAP',
      item: { from: 'then' },
      says: /GAP is damaged: from: an instant/,
    },
    {
      sk: '1#2026-03-02T14:05:00.000Z#GROUP#7#00000001',
      item: { differences: { status: ['connected', 'gone'] } },
      says: /is damaged: differences: status: Invalid type/,
    },
    {
      sk: '1#2026-03-02T14:05:00.000Z#GROUP#7#00000001',
      item: { differences: { 'hub.7.weight': [1, 2] } },
      says: /is damaged: differences: hub\.7\.weight: no fact has this path/,
    },
  ])('row $sk fails the question that needs it, and is named', async ({ sk, item, says }) => {
    const organization = anOrganization();
    const whole = {
      group: `ORG#${organization}#GROUP#7`,
      seq: 1,
      after: null,
      at: at(),
      kinds: [],
      events: [],
    };
    const row = { pk: `EPOCH#${organization}#e1`, sk, ...whole, incident: null, ...item };
    await table.documents.send(new PutCommand({ TableName: TABLE_NAME, Item: row }));
    expect(await recorded(table.reader.rows(organization, epochEntry(), at(1)))).toEqual({
      kind: 'store',
      detail: expect.stringMatching(says),
    });
  });

  test('head of a newer version is called that, before anything else of it is read', async () => {
    const organization = anOrganization();
    const Item = {
      pk: `ORG#${organization}`,
      sk: 'HEAD',
      schema: SCHEMA_VERSION + 1,
      created: 1,
      lease: 'another shape',
    };
    await table.documents.send(new PutCommand({ TableName: TABLE_NAME, Item }));
    expect(await recorded(take(table.store, organization))).toMatchObject({ kind: 'table too new' });
    expect(await recorded(table.reader.head(organization))).toMatchObject({ kind: 'table too new' });
  });
});
