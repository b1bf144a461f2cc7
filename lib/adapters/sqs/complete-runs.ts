/** Complete runs → a queue that nobody reads, and that AWS counts what is sent to (docs/adr/0012-dead-man.md). */
import { SignatureV4 } from '@smithy/signature-v4';
import type { Heartbeat } from '../../sync/ports.ts';

/** A message must not be empty, and there is nothing to say. */
const MESSAGE = 'complete';

/** Of a client of the AWS SDK: from where, in whose name. */
export type Caller = Pick<ConstructorParameters<typeof SignatureV4>[0], 'region' | 'credentials' | 'sha256'>;

/**
 * Sends a message for each complete run. It is one request, as the SDK's client for SQS makes it and signed by the same code; the
 * client itself would be a twentieth of all that a cold start loads. A message that is lost is not sent again: the next run's will do.
 */
export function completeRunsIn(queueUrl: string, caller: Caller): Heartbeat {
  const signer = new SignatureV4({ service: 'sqs', ...caller });
  return {
    listener: "the dead-man alarm's queue",
    beat: async (milliseconds) => {
      try {
        const { origin, init } = await sendMessage(signer, queueUrl);
        const answer = await fetch(origin, { ...init, signal: AbortSignal.timeout(milliseconds) });
        const text = await answer.text();
        return answer.ok ? null : `SQS answered ${answer.status}${refusalIn(text)}`;
      } catch (error) {
        return problemIn(error);
      }
    },
  };
}

/** The call `SendMessage` in the AWS JSON protocol (Amazon SQS API Reference). */
async function sendMessage(signer: SignatureV4, queueUrl: string) {
  const { origin, protocol, hostname, host } = new URL(queueUrl);
  const body = JSON.stringify({ QueueUrl: queueUrl, MessageBody: MESSAGE });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol,
    hostname,
    path: '/',
    headers: { host, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
    body,
  });
  const { host: _sentByFetch, ...sent } = headers;
  return { origin, init: { method: 'POST', redirect: 'manual', headers: sent, body } as const };
}

/** What AWS says of access and of the queue. Of a signature it repeats what was signed, the session's token included. */
const REPEATED = /^(AccessDenied\w*|QueueDoesNotExist|\w*NonExistentQueue)$/;

function refusalIn(text: string): string {
  const [, name = ''] = /"__type"\s*:\s*"(?:[\w.]+#)?([\w.]+)"/.exec(text) ?? [];
  if (!REPEATED.test(name)) return name === '' ? '' : ` (${name})`;
  const [, message = ''] = /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/i.exec(text) ?? [];
  return `: ${name}: ${oneLine(message)}`;
}

function problemIn(error: unknown): string {
  const { name, message, cause } = Object(error);
  if (name === 'TimeoutError' || name === 'AbortError') return 'SQS did not answer in time';
  return `SQS was not reached (${cause?.code ?? oneLine(`${name}: ${message}`)})`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}
