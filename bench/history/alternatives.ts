/**
 * The two other ways that were weighed, each as well as it can be built on the same table: keyed by group and time, so that a
 * timeline is one query; whole records, with the attributes that snapshot rows have.
 */
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { groupAttributes } from '../../lib/adapters/dynamodb/items/group.ts';
import type { GroupState } from '../../lib/core/rules/state.ts';
import type { Instant } from '../../lib/core/time.ts';
import { BEGINNING, type Fleet, GROUPS, POLLS_A_DAY, type Poll, pollAt } from './fleet.ts';
import { charged, type Size } from './ours.ts';
import type { BenchTable } from './table.ts';

type Row = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

const EXPIRES = 1_815_833_100;

function partition(group: string): string {
  return `ORG#acme#GROUP#${group}`;
}

/** Literal: a row for each group and poll. */
export function literalRow(state: GroupState, at: Instant): Row {
  const { id, presence, group } = state;
  return { pk: partition(id), sk: at, ...groupAttributes(group), presence, expires: EXPIRES };
}

/** Interval: a row for each group and state, from when on and until when it held. */
export function intervalRow(state: GroupState, from: Instant, to: Instant | null): Row {
  return { ...literalRow(state, from), to, seq: state.seq };
}

/** A year of it: a row for each group and poll, all of one size. */
export function literalSize(fleet: Fleet, days: number): Size {
  const rows = GROUPS * POLLS_A_DAY * days;
  const each = [...fleet.states.values()].reduce(
    (sum, state) => sum + charged(literalRow(state, BEGINNING)),
    0,
  );
  return { rows, bytes: (each / GROUPS) * POLLS_A_DAY * days * GROUPS };
}

export function intervalSize(fleet: Fleet, days: number): Size {
  const size = { rows: 0, bytes: 0 };
  for (const row of intervalRows(fleet, fleet.days(days))) {
    size.rows += 1;
    size.bytes += charged(row);
  }
  return size;
}

/** Rows of the interval design as they stand at the end. */
export function* intervalRows(fleet: Fleet, polls: Iterable<Poll>): Generator<Row> {
  const since = new Map([...fleet.states.keys()].map((id) => [id, BEGINNING]));
  for (const { at, changes } of polls)
    for (const { before } of changes) {
      yield intervalRow(before, since.get(before.id) ?? BEGINNING, at);
      since.set(before.id, at);
    }
  for (const state of fleet.states.values()) yield intervalRow(state, since.get(state.id) ?? BEGINNING, null);
}

/** Polls of the literal design, for as many groups as are worth loading. */
export function* literalRows(groups: readonly GroupState[], polls: number, last: number): Generator<Row> {
  for (let poll = last - polls + 1; poll <= last; poll += 1)
    for (const state of groups) yield literalRow(state, pollAt(poll));
}

/** Each group's latest row by an instant: a query a group. Sixteen at once, which is what a client would do. */
export async function fleetAt(
  bench: BenchTable,
  table: string,
  ids: readonly string[],
  at: Instant,
): Promise<number> {
  let found = 0;
  for (let from = 0; from < ids.length; from += 16)
    await Promise.all(
      ids.slice(from, from + 16).map(async (id) => {
        const { Items = [] } = await bench.documents.send(
          new QueryCommand({
            TableName: table,
            ConsistentRead: true,
            ScanIndexForward: false,
            Limit: 1,
            KeyConditionExpression: 'pk = :pk AND sk <= :at',
            ExpressionAttributeValues: { ':pk': partition(id), ':at': at },
          }),
        );
        found += Items.length;
      }),
    );
  return found;
}

/** One group's rows from an instant on, in one query of as many pages as it takes. */
export async function timeline(bench: BenchTable, table: string, id: string, from: Instant): Promise<number> {
  let [found, key] = [0, undefined as Record<string, unknown> | undefined];
  do {
    const { Items = [], LastEvaluatedKey } = await bench.documents.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND sk >= :from',
        ExpressionAttributeValues: { ':pk': partition(id), ':from': from },
        ExclusiveStartKey: key,
      }),
    );
    found += Items.length;
    key = LastEvaluatedKey;
  } while (key !== undefined);
  return found;
}
