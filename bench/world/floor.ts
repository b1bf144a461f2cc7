/** The floor of a run: the same calls over HTTP, their answers' bodies thrown away, and nothing else. */
import { Agent, type Dispatcher, request } from 'undici';
import { PAGE_LIMIT } from '../../lib/core/fleet/pages.ts';
import type { AwsCall, World } from './messages.ts';

/** As many as the function clears at once. */
const CLEARED_AT_ONCE = 25;

/** As a signed request looks; the local AWS does not verify signatures. */
const SIGNED = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=floor/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
};

export interface Floor {
  /**
   * Reads the pages one after another, then repeats the calls to AWS that a run made on a table that is as its own was
   * before, in the same order and as many at once.
   */
  play(pages: number, calls: readonly AwsCall[]): Promise<void>;
  close(): Promise<void>;
}

export function openFloor(world: World, tables: { readonly from: string; readonly to: string }): Floor {
  const agent = new Agent({ connections: CLEARED_AT_ONCE, keepAliveTimeout: 60_000 });
  const send = async (url: string, options: Partial<Dispatcher.RequestOptions>): Promise<void> => {
    const { statusCode, body } = await request(url, { ...options, dispatcher: agent } as never);
    await body.dump({ limit: 64 * 1024 * 1024 });
    if (statusCode !== 200) throw new Error(`The floor was answered ${statusCode} by ${url}.`);
  };
  const repeat = (call: AwsCall): Promise<void> => {
    if (call.operation === 'Publish')
      return send(world.endpoints.sns, {
        method: 'POST',
        headers: { ...SIGNED, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          ...(call.input as Record<string, string>),
          Action: 'Publish',
        }).toString(),
      });
    const isSent = call.operation === 'SendMessage';
    return send(isSent ? world.endpoints.sqs : world.endpoints.dynamodb, {
      method: 'POST',
      headers: {
        ...SIGNED,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `${isSent ? 'AmazonSQS' : 'DynamoDB_20120810'}.${call.operation}`,
      },
      body: onOtherTable(call, tables),
    });
  };
  return {
    async play(pages, calls) {
      const query = `limit=${PAGE_LIMIT}&includeStatuses=true&sortBy=createdAt&sortOrder=asc`;
      for (let page = 0; page < pages; page += 1)
        await send(
          `${world.apiUrl}/deployments/v2/networktunnelgroups?${query}&offset=${page * PAGE_LIMIT}`,
          { method: 'GET', headers: { authorization: 'Bearer a-token', accept: 'application/json' } },
        );
      for (const together of waves(calls)) await Promise.all(together.map(repeat));
    },
    close: () => agent.close(),
  };
}

function onOtherTable(
  { input }: AwsCall,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  const { ClientRequestToken: token, ...rest } = input;
  const text = JSON.stringify({
    ...rest,
    // The same token for another request would be refused.
    ...(typeof token === 'string' ? { ClientRequestToken: [...token].reverse().join('') } : {}),
  });
  return text.replaceAll(`"TableName":"${from}"`, `"TableName":"${to}"`);
}

/** Calls that are under way together: events of groups are cleared several at a time, all else goes one after another. */
function waves(calls: readonly AwsCall[]): readonly (readonly AwsCall[])[] {
  const together: AwsCall[][] = [];
  for (const call of calls) {
    const last = together.at(-1);
    if (clears(call) && last?.[0] !== undefined && clears(last[0]) && last.length < CLEARED_AT_ONCE)
      last.push(call);
    else together.push([call]);
  }
  return together;
}

function clears({ operation, input }: AwsCall): boolean {
  return operation === 'UpdateItem' && JSON.stringify(input.Key).includes('GROUP#');
}
