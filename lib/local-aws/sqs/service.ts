import { createHash } from 'node:crypto';
import type { Service } from '../endpoint.ts';
import { stringMember } from '../json.ts';
import { createJsonService } from '../json-protocol.ts';
import { ServiceError } from '../service-error.ts';

/** When each message was sent, in milliseconds since 1970, by the name of its queue. */
export type Queues = Map<string, number[]>;

/** SQS in its JSON protocol, as far as somebody sends. There is no receiving: of a message remains that it was sent. */
export function createSqs(
  queues: Queues,
  { now, nextId }: { readonly now: () => number; readonly nextId: () => string },
): Service {
  return createJsonService({
    name: 'SQS',
    targetPrefix: 'AmazonSQS.',
    contentType: 'application/x-amz-json-1.0',
    actions: {
      SendMessage: (input) => {
        const body = stringMember(input, 'MessageBody');
        if (body === undefined || body === '')
          throw new ServiceError('MissingParameter', 'The request must contain the parameter MessageBody.');
        queueAt(queues, stringMember(input, 'QueueUrl')).push(now());
        return { MessageId: nextId(), MD5OfMessageBody: createHash('md5').update(body).digest('hex') };
      },
    },
  });
}

/** The queue that a URL ends with the name of. */
function queueAt(queues: Queues, url: string | undefined): number[] {
  const found = queues.get(url?.split('/').at(-1) ?? '');
  if (found !== undefined) return found;
  throw new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
}
