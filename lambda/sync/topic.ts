/** The topic that alerts go to. */
import { SNSClient } from '@aws-sdk/client-sns';
import { createAlerts } from '../../lib/adapters/sns/publisher.ts';
import type { Alerts } from '../../lib/sync/ports.ts';
import { CLIENT_OPTIONS } from './clients.ts';

export function openTopic(topicArn: string): Alerts {
  return createAlerts({ client: new SNSClient(CLIENT_OPTIONS), topicArn });
}
