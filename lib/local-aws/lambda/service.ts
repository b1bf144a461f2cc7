import type { Answer, Service } from '../endpoint.ts';
import type { JsonObject } from '../json.ts';
import { createRestService } from '../rest-protocol.ts';
import { ServiceError } from '../service-error.ts';

/** What an invocation gets beside its event, as far as handlers here use it. */
export type InvocationContext = {
  readonly awsRequestId: string;
  readonly getRemainingTimeInMillis: () => number;
};

/** A function that can be invoked, and what its configuration says. */
export type LocalFunction = {
  readonly handler: (event: unknown, context: InvocationContext) => Promise<unknown>;
  /** Members of `GetFunctionConfiguration` in place of those made up. */
  readonly configuration?: JsonObject;
  /** Default: none reserved, which is not the same as 0. */
  readonly reservedConcurrency?: number;
};

/** All functions, by name. */
export type Functions = Map<string, LocalFunction>;

/** So much time as AWS gives where nobody says otherwise is too short for any run. */
const TIMEOUT_SECONDS = 60;

/** Lambda in its REST protocol, as far as it describes functions and invokes them, in this process. */
export function createLambda(
  functions: Functions,
  { now, nextId }: { now: () => number; nextId: () => string },
): Service {
  const find = (name = ''): LocalFunction => {
    const found = functions.get(name);
    if (found !== undefined) return found;
    throw new ServiceError('ResourceNotFoundException', `Function not found: ${name}`, { status: 404 });
  };
  return createRestService('Lambda', [
    {
      operation: 'Invoke',
      method: 'POST',
      path: /^\/2015-03-31\/functions\/(?<FunctionName>[^/]+)\/invocations$/,
      act: ({ path, body }) => invoke(find(path.FunctionName), body.toString(), now, nextId()),
    },
    {
      operation: 'GetFunctionConfiguration',
      method: 'GET',
      path: /^\/2015-03-31\/functions\/(?<FunctionName>[^/]+)\/configuration$/,
      act: ({ path }) => ({
        FunctionName: path.FunctionName,
        State: 'Active',
        LastUpdateStatus: 'Successful',
        Timeout: TIMEOUT_SECONDS,
        ...find(path.FunctionName).configuration,
      }),
    },
    {
      operation: 'GetFunctionConcurrency',
      method: 'GET',
      path: /^\/2019-09-30\/functions\/(?<FunctionName>[^/]+)\/concurrency$/,
      act: ({ path }) => {
        const { reservedConcurrency } = find(path.FunctionName);
        return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
      },
    },
  ]);
}

/** A handler that throws is no error of the call: AWS answers 200 and says so in a header. */
async function invoke(
  { handler, reservedConcurrency }: LocalFunction,
  event: string,
  now: () => number,
  awsRequestId: string,
): Promise<Answer> {
  if (reservedConcurrency === 0)
    throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });
  const until = now() + TIMEOUT_SECONDS * 1000;
  const context = { awsRequestId, getRemainingTimeInMillis: () => until - now() };
  try {
    return answer(await handler(event === '' ? {} : JSON.parse(event), context));
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const said = { errorType: error.name, errorMessage: error.message };
    return answer(said, { 'x-amz-function-error': 'Unhandled' });
  }
}

function answer(payload: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST', ...headers },
    body: JSON.stringify(payload ?? null),
  };
}
