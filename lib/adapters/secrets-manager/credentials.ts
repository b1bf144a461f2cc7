/** The API key of an organization out of AWS Secrets Manager. */
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { beginningOf } from '../../core/time.ts';
import type { KeyEnd, Log, NotedEnd } from '../../sync/ports.ts';
import type { ApiKey, Credentials } from '../../sync/secret.ts';
import { NEVER, parseApiKey } from './api-key.ts';
import { notRead } from './failures.ts';

/** For a call and its repeats by the SDK. A run that waits longer for its key would have no time for anything else. */
const READ_MILLISECONDS = 10_000;

export interface SecretsManagerOptions {
  readonly client: Pick<SecretsManagerClient, 'send'>;
  /** Name or ARN of the secret. */
  readonly secretId: string;
  readonly log?: Log;
}

/**
 * Credentials from the current version of a secret that holds `{"key":"…","secret":"…"}`. Kept in memory once read;
 * failures are not kept, so the next read asks again. With every reading comes what was noted of the key's end. Its methods throw `credentials missing`, `credentials malformed`,
 * or `network` where Secrets Manager did not answer.
 */
export function createCredentials({ client, secretId, log }: SecretsManagerOptions): Credentials & KeyEnd {
  let held: ApiKey | null = null;
  let noted: NotedEnd | null = null;

  async function fetchKey(): Promise<ApiKey> {
    let found: { readonly SecretString?: string | undefined; readonly SecretBinary?: Uint8Array | undefined };
    try {
      const abortSignal = AbortSignal.timeout(READ_MILLISECONDS);
      found = await client.send(new GetSecretValueCommand({ SecretId: secretId }), { abortSignal });
    } catch (thrown) {
      throw notRead(secretId, thrown);
    }
    const { apiKey, expires, isEndUnclear, trimmed } = parseApiKey(secretId, found);
    noted = expires === null ? null : { expires: expires === NEVER ? null : beginningOf(expires) };
    if (trimmed.length > 0)
      log?.warn('The secret has white space around a value; it is left out', { secretId, fields: trimmed });
    if (isEndUnclear)
      log?.warn('The secret has a field "expires" that is no day such as 2026-12-31; it is passed over', {
        secretId,
      });
    return apiKey;
  }

  return {
    async read() {
      held ??= await fetchKey();
      return held;
    },
    async reread() {
      const before = held;
      const apiKey = await fetchKey();
      held = apiKey;
      const same = before !== null && apiKey.key.equals(before.key) && apiKey.secret.equals(before.secret);
      return { apiKey, changed: !same };
    },
    noted: () => noted,
    async look() {
      await fetchKey();
      return noted;
    },
  };
}
