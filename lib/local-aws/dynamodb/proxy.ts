import type { Answer, Call, Service } from '../endpoint.ts';
import type { Fault } from '../faults.ts';
import { isJsonObject, type JsonObject, parseJsonObject, pick, stringMember } from '../json.ts';
import { ServiceError } from '../service-error.ts';
import type { WireRequest, WireResponse } from '../wire.ts';
import { splitBatch } from './batches.ts';
import { capacityOf } from './capacity.ts';
import { CONTENT_TYPE, type Engine, TARGET_PREFIX } from './engine.ts';
import type { Gate } from './gate.ts';
import type { IdempotencyTokens } from './idempotency.ts';
import { readImage } from './images.ts';
import { keyOf, readKeyNames } from './item-key.ts';
import type { Journal } from './journal.ts';
import type { TimeToLive } from './time-to-live.ts';
import { readTransactionRequest } from './transaction-request.ts';
import { type Consumption, carryOutTransaction, readConsumption } from './transactions.ts';

/** The parts of the DynamoDB endpoint. */
export type DynamoDbParts = {
  readonly engine: Engine;
  readonly gate: Gate;
  readonly journal: Journal;
  readonly tokens: IdempotencyTokens;
  readonly timeToLive: TimeToLive;
  /** Capacity is counted for every call, whether or not it asks. */
  readonly countsAll: boolean;
};

/** Operations that take capacity; others refuse to be asked for it. */
const COSTS: ReadonlySet<string> = new Set([
  ...['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem'],
]);

/**
 * DynamoDB: every request goes to the engine as it came, except for what the engine does not have
 * (transactions, time to live) or does not do (return the item when a condition fails).
 */
export function createDynamoDb(parts: DynamoDbParts): Service {
  const { gate, timeToLive } = parts;
  return {
    read: readCall,
    refuse,
    async answer(call, fault) {
      const { operation, input } = call;
      switch (operation) {
        case 'TransactWriteItems':
          return gate.exclusive(() => transact(parts, input));
        case 'UpdateTimeToLive':
          return gate.exclusive(async () => respond(await timeToLive.update(input)));
        case 'DescribeTimeToLive':
          return gate.shared(async () => respond(await timeToLive.describe(input)));
        case 'DeleteTable':
          return gate.exclusive(async () => {
            timeToLive.forget(stringMember(input, 'TableName') ?? '');
            return pass(parts, call);
          });
        case 'BatchWriteItem':
          return gate.shared(() => passBatch(parts, call, fault));
      }
      if (input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD') {
        return gate.exclusive(() => passReturningItem(parts, call));
      }
      return gate.shared(() => pass(parts, call));
    },
  };
}

function readCall(request: WireRequest): Call {
  const target = String(request.headers['x-amz-target'] ?? '');
  if (request.method !== 'POST' || !target.startsWith(TARGET_PREFIX)) {
    throw new ServiceError(
      'UnknownOperationException',
      'The request names no operation of DynamoDB_20120810.',
    );
  }
  const input = parseJsonObject(request.body.toString());
  // dynalite ends the process over a null below the first level; DynamoDB's own clients never send one.
  if (input === undefined || Object.values(input).some(holdsNull)) {
    throw new ServiceError('SerializationException', 'The request body is no JSON object, or holds a null.');
  }
  return { operation: target.slice(TARGET_PREFIX.length), input, shown: input, request };
}

function holdsNull(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((member) => member === null || holdsNull(member));
}

async function transact(
  { engine, journal, tokens, countsAll }: DynamoDbParts,
  input: JsonObject,
): Promise<Answer> {
  const { actions, token, consumedCapacity } = readTransactionRequest(input);
  const isRepeat = tokens.isCompleted(token, input);
  const consumption = isRepeat
    ? await readConsumption(engine, actions)
    : await carryOutTransaction(engine, journal, actions);
  if (!isRepeat) tokens.complete(token, input);
  if (consumedCapacity === 'NONE') {
    const units = [...consumption.values()].reduce((sum, each) => sum + each, 0);
    return { ...respond({}), ...(countsAll && { capacityUnits: units }) };
  }
  return respond({
    ConsumedCapacity: consumedCapacities(consumption, { isRead: isRepeat, detail: consumedCapacity }),
  });
}

function consumedCapacities(
  consumption: Consumption,
  { isRead, detail }: { isRead: boolean; detail: string },
): JsonObject[] {
  return [...consumption].map(([tableName, units]) => {
    const capacity = { CapacityUnits: units, [isRead ? 'ReadCapacityUnits' : 'WriteCapacityUnits']: units };
    return { TableName: tableName, ...capacity, ...(detail === 'INDEXES' ? { Table: capacity } : {}) };
  });
}

async function pass({ engine, countsAll }: DynamoDbParts, call: Call): Promise<Answer> {
  const { request, input, operation } = call;
  const isCapacityAsked = (input.ReturnConsumedCapacity ?? 'NONE') !== 'NONE';
  if (!isCapacityAsked && countsAll && COSTS.has(operation)) {
    const counted = await engine.call(operation, { ...input, ReturnConsumedCapacity: 'TOTAL' });
    const { ConsumedCapacity: _notAskedFor, ...output } = counted;
    return { ...respond(output), capacityUnits: capacityOf(counted) };
  }
  const response = await engine.forward(request);
  if (!isCapacityAsked) return response;
  return { ...response, capacityUnits: capacityOf(parseJsonObject(response.body.toString()) ?? {}) };
}

async function passBatch(parts: DynamoDbParts, call: Call, fault: Fault | undefined): Promise<Answer> {
  const { engine } = parts;
  if (typeof fault !== 'object' || !('unprocessed' in fault)) return pass(parts, call);
  const { processed, unprocessed } = splitBatch(call.input, fault.unprocessed);
  const output = processed ? await engine.call('BatchWriteItem', processed) : {};
  return respond({ ...output, UnprocessedItems: unprocessed });
}

/** `ReturnValuesOnConditionCheckFailure: ALL_OLD` of a single write; alone at the gate, so the item is the one refused. */
async function passReturningItem(parts: DynamoDbParts, call: Call): Promise<Answer> {
  const { engine } = parts;
  const answer = await pass(parts, call);
  const output = parseJsonObject(answer.body.toString()) ?? {};
  if (!stringMember(output, '__type')?.endsWith('#ConditionalCheckFailedException')) return answer;
  const tableName = stringMember(call.input, 'TableName') ?? '';
  const { Item, Key } = pick(call.input, ['Item', 'Key']);
  const itemOrKey = [Item, Key].find(isJsonObject) ?? {};
  const { item } = await readImage(
    engine,
    tableName,
    keyOf(itemOrKey, await readKeyNames(engine, tableName)),
  );
  return item === undefined ? answer : respond({ ...output, Item: item }, answer.status);
}

function respond(output: JsonObject, status = 200): Answer {
  return {
    status,
    headers: { 'content-type': CONTENT_TYPE },
    body: JSON.stringify(output),
    capacityUnits: capacityOf(output),
  };
}

function refuse({ code, message, fields, status }: ServiceError): WireResponse {
  return respond({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message, ...fields }, status);
}
