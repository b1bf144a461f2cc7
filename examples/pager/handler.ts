/** What Lambda runs. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { pageAll, type SnsEvent } from './pager.ts';
import { sendToPagerDuty } from './pagerduty.ts';

let key: string | undefined;

export async function handler(event: SnsEvent): Promise<void> {
  const { PAGERDUTY_URL: url = 'https://events.pagerduty.com/v2/enqueue', ROUTING_KEY_SECRET: secret } =
    process.env;
  if (secret === undefined)
    throw new Error('ROUTING_KEY_SECRET is missing: the ARN of the secret with the integration key.');
  key ??= await readKey(secret);
  const routingKey = key;
  try {
    await pageAll(event, (page) => sendToPagerDuty(page, { url, routingKey, timeout: 5_000 }));
  } catch (error) {
    // It may have been changed: the next try reads it anew.
    key = undefined;
    throw error;
  }
}

async function readKey(secret: string): Promise<string> {
  const { SecretString } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: secret }),
  );
  if (!SecretString) throw new Error('The secret with the integration key has no value yet.');
  return SecretString.trim();
}
