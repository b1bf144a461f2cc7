import type { Service } from '../endpoint.ts';
import type { JsonObject } from '../json.ts';
import { createQueryService } from '../query-protocol.ts';
import { ServiceError } from '../service-error.ts';
import { ACCOUNT, type Caller } from '../wire.ts';

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/** A stack as `DescribeStacks` shows it. Nothing of it is made: it is what somebody says was deployed. */
export type Stack = {
  /** For example `CREATE_COMPLETE`. */
  readonly status: string;
  readonly reason?: string;
  readonly outputs: Readonly<Record<string, string>>;
};

/** All stacks, by name. */
export type Stacks = Map<string, Stack>;

/** CloudFormation in its query protocol, as far as it describes stacks of one account and region. */
export function createCloudFormation(
  stacks: Stacks,
  { region, now, nextId }: { region: string; now: () => number; nextId: () => string },
): Service {
  const isHere = (caller: Caller): boolean => caller.region === region && caller.account === ACCOUNT;
  return createQueryService({
    name: 'CloudFormation',
    namespace: NAMESPACE,
    actions: {
      DescribeStacks: ({ StackName }, caller) => {
        const all = isHere(caller) ? [...stacks] : [];
        const asked = all.filter(([name]) => StackName === undefined || name === StackName);
        if (StackName !== undefined && asked.length === 0)
          throw new ServiceError('ValidationError', `Stack with id ${StackName} does not exist`);
        return { Stacks: { member: asked.map(([name, stack]) => described(name, stack, region, now())) } };
      },
    },
    nextId,
  });
}

function described(
  name: string,
  { status, reason, outputs }: Stack,
  region: string,
  now: number,
): JsonObject {
  const member = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
  return {
    StackName: name,
    StackId: `arn:aws:cloudformation:${region}:${ACCOUNT}:stack/${name}/local`,
    CreationTime: new Date(now).toISOString(),
    StackStatus: status,
    StackStatusReason: reason,
    Outputs: { member },
  };
}
