/** A person at the command line, beside an organization that is watched. */
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import type { Group } from '../../lib/core/fleet/group.ts';
import type { Policy } from '../../lib/core/policy.ts';
import { epochMilliseconds } from '../../lib/core/time.ts';
import { aShell, type Shell } from './a-shell.ts';
import { aWatch, TABLE_NAME, type Watch } from './a-watch.ts';

export interface Session extends Watch, Shell {
  /** Subscribes an endpoint to the topic. */
  subscribe(protocol: string, endpoint: string): Promise<void>;
}

export async function aSession(
  groups?: readonly Group[],
  {
    policy = {},
    random = Math.random,
  }: { readonly policy?: Partial<Policy>; readonly random?: () => number } = {},
): Promise<Session> {
  const watch = await aWatch(groups, policy);
  const clock = { now: () => epochMilliseconds(watch.now()), sleep: async () => undefined };
  const shell = aShell({ clock, random });
  Object.assign(shell.env, { TUNNELWATCH_TABLE: TABLE_NAME, TUNNELWATCH_TOPIC_ARN: watch.topicArn });
  return {
    ...watch,
    ...shell,
    async close() {
      shell.leave();
      await watch.close();
    },
    async subscribe(protocol, endpoint) {
      const client = new SNSClient({});
      await client.send(
        new SubscribeCommand({ TopicArn: watch.topicArn, Protocol: protocol, Endpoint: endpoint }),
      );
      client.destroy();
    },
  };
}
