import type { Service } from '../endpoint.ts';
import { createQueryService } from '../query-protocol.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** STS in its query protocol, as far as it says who somebody is. */
export function createSts(nextId: () => string): Service {
  return createQueryService({
    name: 'STS',
    namespace: NAMESPACE,
    actions: {
      GetCallerIdentity: (_parameters, { account }) => ({
        UserId: 'AIDALOCAL',
        Account: account,
        Arn: `arn:aws:iam::${account}:user/local`,
      }),
    },
    nextId,
  });
}
