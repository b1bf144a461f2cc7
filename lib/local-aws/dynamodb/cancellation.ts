import type { JsonObject } from '../json.ts';
import { ServiceError } from '../service-error.ts';
import type { Image } from './images.ts';
import type { Action } from './transaction-request.ts';

/** Why an action was refused, as an entry of `CancellationReasons`; `None` where it was not. */
export type CancellationReason = {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: JsonObject;
};

/**
 * Refusals that depend on what is stored (or on the table's keys), which cancel a transaction with a reason for
 * the action; every other `ValidationException` refuses the request as such. From the messages that the API
 * reference lists under the reason `ValidationError`.
 */
const REFUSED_FOR_THE_ITEM = [
  /^Item size (to update )?has exceeded the maximum allowed size/,
  /^One or more parameter values (were invalid|are not valid)/,
  /^The provided key element does not match the schema/,
  /^The update expression attempted to update the secondary index key/,
  /^An operand in the update expression has an incorrect data type/,
  /^The document path provided in the update expression is invalid for update/,
  /^The provided expression refers to an attribute that does not exist in the item/,
  /^Type mismatch for attribute to update/,
];

/** The reason an action's refusal is in a transaction; `undefined` where it refuses the request as a whole. */
export function reasonFor(
  error: ServiceError,
  action: Action,
  before: Image,
): CancellationReason | undefined {
  const { code, message } = error;
  if (code === 'ConditionalCheckFailedException') {
    const shown = action.returnsItem && before.item !== undefined ? { Item: before.item } : {};
    return { Code: 'ConditionalCheckFailed', Message: message, ...shown };
  }
  const isAboutTheItem = REFUSED_FOR_THE_ITEM.some((pattern) => pattern.test(message));
  return code === 'ValidationException' && isAboutTheItem
    ? { Code: 'ValidationError', Message: message }
    : undefined;
}

/** `TransactionCanceledException`, with one reason for each action, in their order. */
export function transactionCanceled(reasons: readonly CancellationReason[]): ServiceError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return new ServiceError('TransactionCanceledException', message, {
    fields: { CancellationReasons: reasons },
  });
}
