/** An organization's secret, as a person at the command line reads and replaces it. */
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { ApiKey } from '../../sync/secret.ts';
import { parseApiKey, type ReadApiKey } from './api-key.ts';
import { notRead } from './failures.ts';

type Sender = Pick<SecretsManagerClient, 'send'>;

/** An API key in its secret. */
export interface StoredKey extends ReadApiKey {
  /** When it was stored, in milliseconds since 1970; null where Secrets Manager does not say. */
  readonly storedAt: number | null;
}

/**
 * Reads the current value. Throws a `RunFailure`: `credentials missing`, `credentials malformed`, or `network`; where the caller
 * may not read it, an error of the SDK's name and message.
 */
export async function readStoredKey(client: Sender, secretId: string): Promise<StoredKey> {
  const found = await client
    .send(new GetSecretValueCommand({ SecretId: secretId }))
    .catch((thrown: unknown) => {
      const isMine = thrown instanceof Error && NOT_ALLOWED.has(thrown.name);
      throw isMine ? bare(thrown) : notRead(secretId, thrown);
    });
  return { ...parseApiKey(secretId, found), storedAt: found.CreatedDate?.getTime() ?? null };
}

/** What the caller must have allowed for themselves, and says nothing of what the secret holds. */
const NOT_ALLOWED: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'ExpiredTokenException',
  'UnrecognizedClientException',
]);

/**
 * Stores a key as the current value; the one before stays as `AWSPREVIOUS`. `expires` is a day such as `2026-12-31`, `never`, or
 * null where it is not known.
 * Throws an error of the SDK's name.
 */
export async function storeKey(
  client: Sender,
  secretId: string,
  { key, secret }: ApiKey,
  expires: string | null,
): Promise<void> {
  const value = { key: key.reveal(), secret: secret.reveal(), ...(expires !== null && { expires }) };
  try {
    await client.send(new PutSecretValueCommand({ SecretId: secretId, SecretString: JSON.stringify(value) }));
  } catch (thrown) {
    throw bare(thrown);
  }
}

/**
 * The error without the request that it carries, which holds the key or is signed. AWS repeats what it refuses in its messages, so
 * of those only what it says of access is kept.
 */
function bare(thrown: unknown): Error {
  const { name, message } = thrown instanceof Error ? thrown : { name: 'Error', message: '' };
  const said = NOT_ALLOWED.has(name) ? message : `Secrets Manager refused it (${name})`;
  return Object.assign(new Error(said), { name });
}
