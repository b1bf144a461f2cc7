/** One transaction, sent until it is known what became of it. */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { isConflict, isLasting, isPassing, isUnknownOutcome, nameOf } from './failures.ts';
import type { Action } from './requests/transactions.ts';

/** Why one action of a transaction was refused: the code is `None` where it was not. */
export interface Reason {
  readonly code: string;
  readonly message: string;
}

export type Transacted =
  | { readonly done: true }
  /** Nothing was written. A reason for each action, in their order; no reasons where the request was refused as a whole. */
  | { readonly done: false; readonly reasons: readonly Reason[]; readonly message: string };

/** What a transaction is sent with. */
export interface Sending {
  readonly client: DynamoDBDocumentClient;
  /** Up to 36 characters that no other transaction has. */
  readonly token: string;
  readonly backOff: (error: unknown, attempt: number) => Promise<void>;
  readonly fail: (error: unknown, attempt: number) => Promise<Error>;
}

/** Tries where transactions conflict or are throttled: with the waits between them some three seconds, long enough for any other writer here. */
export const CONFLICT_TRIES_MAX = 8;
/** Tries where nobody can know what became of the last. The SDK has repeated each of them by itself already. */
const UNKNOWN_TRIES_MAX = 3;

/**
 * Every try carries the same token: DynamoDB does again what was cancelled, and answers what was done without doing it
 * twice (AWS, "Amazon DynamoDB Transactions: How it works", Idempotency).
 */
export async function transact(actions: readonly Action[], sending: Sending): Promise<Transacted> {
  const command = { TransactItems: [...actions], ClientRequestToken: sending.token };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await sending.client.send(new TransactWriteCommand(command));
      return { done: true };
    } catch (error) {
      const verdict = judge(error);
      if (verdict === 'refused') return { done: false, reasons: reasonsOf(error), message: messageOf(error) };
      const triesMax = { fatal: 1, unknown: UNKNOWN_TRIES_MAX, passing: CONFLICT_TRIES_MAX }[verdict];
      if (attempt >= triesMax) throw await sending.fail(error, attempt);
      await sending.backOff(error, attempt);
    }
  }
}

/** `passing`: the same will succeed soon. `unknown`: it may have been done. `refused`: it never will be, as it is. */
type Verdict = 'passing' | 'unknown' | 'refused' | 'fatal';

function judge(error: unknown): Verdict {
  if (error instanceof TransactionCanceledException) {
    const codes = reasonsOf(error).map(({ code }) => code);
    return codes.some(isPassing) && !codes.some(isLasting) ? 'passing' : 'refused';
  }
  const name = nameOf(error);
  if (name === 'ValidationException') return 'refused';
  if (isConflict(name)) return 'passing';
  return isUnknownOutcome(error) ? 'unknown' : 'fatal';
}

function reasonsOf(error: unknown): readonly Reason[] {
  if (!(error instanceof TransactionCanceledException)) return [];
  const reasons = error.CancellationReasons ?? [];
  return reasons.map(({ Code: code = 'None', Message: message = '' }) => ({ code, message }));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
