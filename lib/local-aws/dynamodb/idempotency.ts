import { canonicalJson, type JsonObject } from '../json.ts';
import { ServiceError } from '../service-error.ts';

/** "A client request token is valid for 10 minutes after the first request that uses it is completed." */
const TOKEN_VALID_MS = 10 * 60 * 1000;

/** The `ClientRequestToken`s of completed transactions. Kept in memory: a restart forgets them. */
export type IdempotencyTokens = {
  /**
   * Whether a transaction with this token and this very input was completed in the last 10 minutes.
   *
   * @throws {ServiceError} `IdempotentParameterMismatchException` where the input was another
   */
  isCompleted(token: string | undefined, input: JsonObject): boolean;
  /** Remembers a completed transaction. A cancelled one is not remembered: sent again, it is tried again. */
  complete(token: string | undefined, input: JsonObject): void;
};

/** No tokens yet. `now` in milliseconds since 1970. */
export function createIdempotencyTokens(now: () => number): IdempotencyTokens {
  const completed = new Map<string, { readonly fingerprint: string; readonly until: number }>();
  return {
    isCompleted(token, input) {
      const earlier = token === undefined ? undefined : completed.get(token);
      if (earlier === undefined || earlier.until <= now()) return false;
      if (earlier.fingerprint === canonicalJson(input)) return true;
      throw new ServiceError(
        'IdempotentParameterMismatchException',
        'DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.',
      );
    },
    complete(token, input) {
      if (token === undefined) return;
      for (const [old, { until }] of completed) if (until <= now()) completed.delete(old);
      completed.set(token, { fingerprint: canonicalJson(input), until: now() + TOKEN_VALID_MS });
    },
  };
}
