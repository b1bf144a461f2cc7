import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../lib/local-aws/faults.ts';
import {
  aFinish,
  aGroupState,
  anAppearance,
  anEpoch,
  anEvent,
  at,
  epochEntry,
} from '../../support/builders.ts';
import { anOrganization, failureKindOf, LEASE, take, underWay } from './contract/subject.ts';
import { openTable, type Table } from './table.ts';

let table: Table;
beforeAll(async () => {
  table = await openTable({ attempts: 2 });
});
beforeEach(() => table.forget());
afterAll(() => table.close());

/** Breaks the next calls of one operation, one fault each; gives the tokens that came with them and after. */
function breakNext(operation: string, ...faults: readonly Fault[]): unknown[] {
  const due = [...faults];
  const tokens: unknown[] = [];
  table.aws.breakWith((called, input) => {
    if (called !== operation) return;
    tokens.push(input.ClientRequestToken);
    return due.shift();
  });
  return tokens;
}

const canceled = (...codes: readonly string[]): Fault => ({
  error: {
    name: 'TransactionCanceledException',
    message: `Transaction cancelled [${codes.join(', ')}]`,
    reasons: codes.map((Code) => ({ Code, Message: `because of ${Code}` })),
  },
});

describe('a transaction of which nobody knows what became', () => {
  test('is sent again under the same token, and done once', async () => {
    const { store, reader } = table;
    const { organization, lease, epoch } = await underWay(store);
    const tokens = breakNext('TransactWriteItems', 'fail-after', 'fail-after', 'fail-after');
    const outcome = await store.commitGroups(lease, epoch, [anAppearance()]);
    expect(outcome).toMatchObject({ stored: [{ rev: 1 }], refused: [] });
    expect(tokens).toHaveLength(4);
    expect(new Set(tokens).size).toBe(1);
    expect((await reader.rows(organization, epochEntry(epoch), at())).changes).toHaveLength(1);
  });

  test('is given up after a few tries, with the last real error', async () => {
    const { store } = table;
    const { lease, epoch } = await underWay(store);
    table.aws.breakWith((operation) => (operation === 'TransactWriteItems' ? 'fail-before' : undefined));
    await expect(store.commitGroups(lease, epoch, [anAppearance()])).rejects.toThrow(
      /dynamodb:TransactWriteItems on table tunnelwatch in us-east-1 failed after 3 tries \(.*(ECONNRESET|socket hang up)/,
    );
  });

  test('carries another token than the next transaction', async () => {
    const { store } = table;
    const { lease, epoch } = await underWay(store);
    const tokens = breakNext('TransactWriteItems');
    await store.commitGroups(lease, epoch, [anAppearance({ id: '1' })]);
    await store.commitGroups(lease, epoch, [anAppearance({ id: '2' })]);
    expect(new Set(tokens).size).toBe(2);
  });
});

describe('a transaction in conflict', () => {
  test.each([
    { what: 'with another transaction', fault: canceled('None', 'TransactionConflict', 'None'), waits: 2 },
    { what: 'over throughput', fault: canceled('None', 'ThrottlingError', 'None'), waits: 2 },
    {
      what: 'over the table’s capacity',
      fault: canceled('ProvisionedThroughputExceeded', 'None', 'None'),
      waits: 2,
    },
    {
      // The SDK repeats this one by itself as well.
      what: 'with its own earlier try',
      fault: { error: { name: 'TransactionInProgressException', message: 'in progress' } },
      waits: 1,
    },
  ] satisfies readonly { what: string; fault: Fault; waits: number }[])(
    '$what is sent again after a wait',
    async ({ fault, waits }) => {
      const { store } = table;
      const { lease, epoch } = await underWay(store);
      breakNext('TransactWriteItems', fault, fault);
      const outcome = await store.commitGroups(lease, epoch, [anAppearance()]);
      expect(outcome.refused).toEqual([]);
      expect(table.slept).toHaveLength(waits);
      expect(table.warnings[0]).toEqual({
        message: 'A call to DynamoDB is tried again.',
        fields: expect.objectContaining({ operation: 'TransactWriteItems', attempt: 1 }),
      });
    },
  );

  test('that does not end fails the run, and says after how many tries', async () => {
    const { store } = table;
    const { lease, epoch } = await underWay(store);
    table.aws.breakWith(() => canceled('None', 'TransactionConflict', 'None'));
    await expect(store.commitGroups(lease, epoch, [anAppearance()])).rejects.toThrow(/after 8 tries/);
    expect(table.slept).toHaveLength(7);
    expect(Math.max(...table.slept)).toBeLessThanOrEqual(1_000);
  });

  test('also holds up the writes of one item, which are sent again', async () => {
    const { store } = table;
    const { organization, lease, epoch } = await underWay(store);
    const { stored } = await store.commitGroups(lease, epoch, [anAppearance({ untold: [anEvent()] })]);
    const [state = aGroupState()] = stored;
    breakNext('UpdateItem', { error: { name: 'TransactionConflictException', message: 'conflict' } });
    expect(await store.clearGroupEvents(organization, state, new Set())).toMatchObject({ rev: 2 });
  });
});

describe('a group that is refused', () => {
  test('by name is set apart, and the others are stored', async () => {
    const { store } = table;
    const { organization, lease, epoch } = await underWay(store);
    // The lease check, then state and change row of each group: it is the second group's change row.
    const [none, invalid, conflict] = ['None', 'ValidationError', 'TransactionConflict'];
    const reasons = canceled(none, none, none, none, invalid, conflict, none);
    breakNext('TransactWriteItems', reasons);
    const writes = ['1', '2', '3'].map((id) => anAppearance({ id }));
    const outcome = await store.commitGroups(lease, epoch, writes);
    expect(outcome.refused).toEqual([{ id: '2', why: 'because of ValidationError' }]);
    expect((await store.loadGroups(organization)).map(({ id }) => id)).toEqual(['1', '3']);
  });

  test('without a name is found by halves', async () => {
    const { store } = table;
    const { organization, lease, epoch } = await underWay(store);
    table.aws.breakWith((operation, input) =>
      operation === 'TransactWriteItems' && JSON.stringify(input).includes('"Branch 7"')
        ? { error: { name: 'ValidationException', message: 'something about the request' } }
        : undefined,
    );
    const writes = Array.from({ length: 20 }, (_, index) => {
      const write = anAppearance({ id: String(index) });
      const group = { ...write.next.group, name: `Branch ${index}` };
      return anAppearance({ id: String(index), group });
    });
    const outcome = await store.commitGroups(lease, epoch, writes);
    expect(outcome.refused).toEqual([{ id: '7', why: 'something about the request' }]);
    expect(outcome.stored).toHaveLength(19);
    expect(await store.loadGroups(organization)).toHaveLength(19);
  });

  test('by the engine itself, for a key too long, is found too', async () => {
    const { store } = table;
    const { lease, epoch } = await underWay(store);
    const long = '9'.repeat(1_100);
    const outcome = await store.commitGroups(lease, epoch, [
      anAppearance({ id: '1' }),
      anAppearance({ id: long }),
    ]);
    expect(outcome.refused).toMatchObject([{ id: long }]);
    expect(outcome.stored).toMatchObject([{ id: '1' }]);
  });
});

describe('an answer that is lost', () => {
  test('does not lose the lease: the run that took it has it', async () => {
    const { store } = table;
    const organization = anOrganization();
    breakNext('UpdateItem', 'fail-after');
    expect(await take(store, organization)).toMatchObject({
      head: { attempts: 1 },
      previousUnfinished: true,
    });
    expect((await store.takeLease(organization, 'run-2', at(), LEASE)).taken).toBe(false);
  });

  test('does not make a finished run one that lost its lease', async () => {
    const { store } = table;
    const { lease } = await take(store, anOrganization());
    breakNext('UpdateItem', 'fail-after');
    expect(await store.finish(lease, aFinish(), at(1000))).toBe(1);
  });

  test('does not make a run that was overtaken one that finished', async () => {
    const { store } = table;
    const organization = anOrganization();
    const { lease } = await take(store, organization);
    await take(store, organization, 'run-2', at(1));
    expect(await failureKindOf(store.finish(lease, aFinish(), at(1000)))).toBe('lease lost');
  });

  test('does not stop a switch of epochs', async () => {
    const { store, reader } = table;
    const { organization, lease, epoch } = await underWay(store);
    breakNext('TransactWriteItems', 'fail-after');
    const next = anEpoch({ id: 'e2', start: at(1) });
    await store.switchEpoch(lease, epoch, next);
    expect((await reader.head(organization))?.epoch).toEqual(next);
  });

  test('leaves a write that arrives after its run no effect', async () => {
    const { store } = table;
    const { organization, lease, epoch } = await underWay(store);
    let release: (() => void) | undefined;
    const late = new Promise<void>((resolve) => {
      release = resolve;
    });
    const arrived: Promise<void>[] = [];
    table.aws.breakWith((operation) => {
      if (operation !== 'TransactWriteItems') return undefined;
      arrived.push(late);
      return late;
    });
    const commit = failureKindOf(store.commitGroups(lease, epoch, [anAppearance()]));
    while (arrived.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await take(store, organization, 'run-2', at(1));
    release?.();
    expect(await commit).toBe('lease lost');
    expect(await store.loadGroups(organization)).toEqual([]);
  });
});
