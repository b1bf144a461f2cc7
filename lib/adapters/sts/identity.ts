import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';

/** Whom AWS takes the caller for. */
export interface Identity {
  readonly account: string;
  readonly arn: string;
}

/** Who the caller is, which needs no permission. Throws the SDK's error. */
export async function callerIdentity(client: Pick<STSClient, 'send'>): Promise<Identity> {
  const { Account = 'unknown', Arn = 'unknown' } = await client.send(new GetCallerIdentityCommand({}));
  return { account: Account, arn: Arn };
}
