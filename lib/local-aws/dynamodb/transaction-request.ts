import { isJsonObject, type JsonObject, objectMember, pick, stringMember } from '../json.ts';
import { ServiceError } from '../service-error.ts';

/** "You can group up to 100 action requests" in one transaction. */
const ACTIONS_MAX = 100;

/** The length limit of `ClientRequestToken` in the API reference. */
const TOKEN_LENGTH_MAX = 36;

const KINDS = ['ConditionCheck', 'Put', 'Update', 'Delete'] as const;

/** Which members each kind of action must have, by the API reference. */
const REQUIRED: Record<ActionKind, readonly string[]> = {
  ConditionCheck: ['TableName', 'Key', 'ConditionExpression'],
  Put: ['TableName', 'Item'],
  Update: ['TableName', 'Key', 'UpdateExpression'],
  Delete: ['TableName', 'Key'],
};

/** What an action shares with the single-item operation of its kind. */
const PARAMETERS = [
  'TableName',
  'Item',
  'Key',
  'UpdateExpression',
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
];

/** The four kinds of action a transaction may hold. */
export type ActionKind = (typeof KINDS)[number];

/** One action of a transaction. */
export type Action = {
  readonly kind: ActionKind;
  readonly tableName: string;
  /** The whole item of a Put, otherwise the key. */
  readonly itemOrKey: JsonObject;
  /** The parameters as the single-item operation wants them. */
  readonly parameters: JsonObject;
  /** Whether a failed condition is to answer the item as it stands. */
  readonly returnsItem: boolean;
};

/** A `TransactWriteItems` request, read. */
export type TransactionRequest = {
  readonly actions: readonly Action[];
  readonly token: string | undefined;
  /** `TOTAL`, `INDEXES` or `NONE`. */
  readonly consumedCapacity: string;
};

/** `ValidationException`, DynamoDB's answer to a request that could never be carried out. */
export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

/**
 * Reads the input of `TransactWriteItems`. Expressions and attribute values are left to the engine.
 *
 * @throws {ServiceError} `ValidationException` in DynamoDB's words
 */
export function readTransactionRequest(input: JsonObject): TransactionRequest {
  const items = input.TransactItems;
  if (!Array.isArray(items)) throw constraint('null', 'transactItems', 'Member must not be null');
  const shown = `'[${items.length} actions]'`;
  if (items.length < 1)
    throw constraint(shown, 'transactItems', 'Member must have length greater than or equal to 1');
  if (items.length > ACTIONS_MAX) {
    throw constraint(shown, 'transactItems', `Member must have length less than or equal to ${ACTIONS_MAX}`);
  }
  return {
    actions: items.map((item, index) => readAction(item, index + 1)),
    token: readToken(input),
    consumedCapacity: stringMember(input, 'ReturnConsumedCapacity') ?? 'NONE',
  };
}

function readToken(input: JsonObject): string | undefined {
  const token = stringMember(input, 'ClientRequestToken');
  if (token === undefined || (token.length >= 1 && token.length <= TOKEN_LENGTH_MAX)) return token;
  const bound = token.length < 1 ? 'greater than or equal to 1' : `less than or equal to ${TOKEN_LENGTH_MAX}`;
  throw constraint(`'${token}'`, 'clientRequestToken', `Member must have length ${bound}`);
}

function readAction(item: unknown, position: number): Action {
  const entry = isJsonObject(item) ? item : {};
  const [kind, second] = KINDS.filter((name) => entry[name] !== undefined);
  const body = kind === undefined ? undefined : objectMember(entry, kind);
  if (kind === undefined || second !== undefined || body === undefined) {
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  for (const name of REQUIRED[kind]) {
    if (body[name] !== undefined) continue;
    const path = `transactItems.${position}.member.${lowerFirst(kind)}.${lowerFirst(name)}`;
    throw constraint('null', path, 'Member must not be null');
  }
  const itemOrKey = objectMember(body, kind === 'Put' ? 'Item' : 'Key');
  const tableName = stringMember(body, 'TableName');
  if (itemOrKey === undefined || tableName === undefined) {
    throw new ServiceError('SerializationException', 'Unexpected field type');
  }
  return {
    kind,
    tableName,
    itemOrKey,
    parameters: pick(body, PARAMETERS),
    returnsItem: body.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  };
}

function constraint(value: string, path: string, rule: string): ServiceError {
  return validationError(
    `1 validation error detected: Value ${value} at '${path}' failed to satisfy constraint: ${rule}`,
  );
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
