/** A person at the command line, beside an organization that is watched. */
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { openAws } from '../../lib/cli/aws.ts';
import { main } from '../../lib/cli/program.ts';
import type { Group } from '../../lib/core/fleet/group.ts';
import type { Policy } from '../../lib/core/policy.ts';
import { epochMilliseconds } from '../../lib/core/time.ts';
import { aWatch, TABLE_NAME, type Watch } from './a-watch.ts';

/** What a command printed, and its exit code. */
export interface Answer {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

export interface Session extends Watch {
  /** Runs the command with these words after `tunnelwatch`. */
  type(...words: readonly string[]): Promise<Answer>;
  /** Variables of the shell; changes count from the next command. */
  readonly env: Record<string, string | undefined>;
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
  const env: Record<string, string | undefined> = {
    TUNNELWATCH_TABLE: TABLE_NAME,
    TUNNELWATCH_TOPIC_ARN: watch.topicArn,
  };
  return {
    ...watch,
    env,
    async type(...words) {
      const answer = { out: '', err: '' };
      const code = await main(
        words,
        {
          out: (text) => {
            answer.out += text;
          },
          err: (text) => {
            answer.err += text;
          },
          colour: false,
          env,
          now: () => epochMilliseconds(watch.now()),
          timeZone: 'Europe/Berlin',
          user: 'ana',
          aws: async () => openAws({ clock: { sleep: async () => undefined }, random }),
        },
        { description: 'Watches tunnels.', version: '1.2.3' },
      );
      return { ...answer, code };
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
