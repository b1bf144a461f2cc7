/** Alerts → Amazon SNS. */
import { PublishCommand, type PublishCommandInput, type SNSClient } from '@aws-sdk/client-sns';
import type { RenderedAlert } from '../../core/alerts/alert.ts';
import { customNotification } from '../../core/alerts/custom-notification.ts';
import { SNS_MESSAGE_BYTES } from '../../core/alerts/limits.ts';
import { PublishFailure } from '../../core/alerts/publish-failure.ts';
import type { Alerts } from '../../sync/ports.ts';
import { publishFailure } from './failure.ts';

/** Publishes to one topic. The client's region must be the topic's, and its own retries are the only ones. */
export function createAlerts({
  client,
  topicArn,
}: {
  readonly client: SNSClient;
  readonly topicArn: string;
}): Alerts {
  return {
    destination: topicArn,
    publish: async (alert) => {
      const input = publishInput(topicArn, alert);
      const bytes = sizeOf(input);
      if (bytes > SNS_MESSAGE_BYTES)
        throw new PublishFailure('too large', topicArn, `${bytes} bytes, SNS takes ${SNS_MESSAGE_BYTES}`);
      const { MessageId } = await send(client, input, topicArn);
      if (MessageId === undefined)
        throw new PublishFailure('unavailable', topicArn, 'SNS gave no message id');
      return { messageId: MessageId };
    },
  };
}

async function send(client: SNSClient, input: PublishCommandInput, topicArn: string) {
  try {
    return await client.send(new PublishCommand(input));
  } catch (error) {
    throw publishFailure(error, topicArn);
  }
}

/**
 * The request. `default` is what every protocol gets that has no text of its own: SQS, Lambda, http and email-json all get
 * the JSON document, once. Amazon Q Developer subscribes chat channels by https, so https gets the custom notification.
 *
 * Attributes are for filter policies. The developer guide notes that they are sent "only when the message structure is
 * String, not JSON"; the pages on filtering know no such limit. Should it be one of delivery, nothing is lost: the document
 * repeats what the attributes say.
 */
export function publishInput(topicArn: string, alert: RenderedAlert): PublishCommandInput {
  return {
    TopicArn: topicArn,
    Subject: alert.subject,
    MessageStructure: 'json',
    Message: JSON.stringify({
      default: alert.json,
      email: alert.email,
      sms: alert.sms,
      https: customNotification(alert),
    }),
    MessageAttributes: Object.fromEntries(
      Object.entries(alert.attributes).map(([name, value]) => [
        name,
        typeof value === 'string'
          ? { DataType: 'String', StringValue: value }
          : { DataType: 'String.Array', StringValue: JSON.stringify(value) },
      ]),
    ),
  };
}

/** Bytes as SNS counts them: the message, and of each attribute name, type and value. */
export function sizeOf({ Message, Subject, MessageAttributes }: PublishCommandInput): number {
  const attributes = Object.entries(MessageAttributes ?? {}).flatMap(([name, { DataType, StringValue }]) => [
    name,
    DataType ?? '',
    StringValue ?? '',
  ]);
  return [Message ?? '', Subject ?? '', ...attributes].reduce(
    (bytes, text) => bytes + Buffer.byteLength(text, 'utf8'),
    0,
  );
}
