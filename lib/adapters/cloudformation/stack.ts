import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/** A stack as CloudFormation describes it. */
export interface DescribedStack {
  readonly name: string;
  /** CloudFormation's word, for example `CREATE_COMPLETE`. */
  readonly status: string;
  /** Why it has that status, where CloudFormation says so. */
  readonly reason: string | null;
  readonly outputs: Readonly<Record<string, string>>;
}

/** The stack of that name in the client's account and region; null where there is none. Throws the SDK's error. */
export async function describeStack(
  client: Pick<CloudFormationClient, 'send'>,
  name: string,
): Promise<DescribedStack | null> {
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    if (stack === undefined) return null;
    const outputs = (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
      OutputKey,
      OutputValue,
    ]);
    return {
      name,
      status: stack.StackStatus ?? 'unknown',
      reason: stack.StackStatusReason ?? null,
      outputs: Object.fromEntries(outputs),
    };
  } catch (error) {
    // The service has no error of its own for it.
    if (
      error instanceof Error &&
      error.name === 'ValidationError' &&
      error.message.includes('does not exist')
    )
      return null;
    throw error;
  }
}
