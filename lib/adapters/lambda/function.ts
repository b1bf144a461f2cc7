import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';

type Sender = Pick<LambdaClient, 'send'>;

/** A function as Lambda describes it; null where Lambda does not say. */
export interface DescribedFunction {
  readonly state: string | null;
  readonly stateReason: string | null;
  readonly lastUpdate: string | null;
  readonly runtime: string | null;
  readonly variables: Readonly<Record<string, string>>;
  /** 0: nothing runs it, because somebody paused it. */
  readonly reservedConcurrency: number | null;
}

/** What an invocation came to: what the function returned, or the error that it ended with. */
export type Invoked =
  | { readonly payload: unknown }
  | { readonly error: { readonly name: string; readonly message: string } };

/** Describes a function. Throws the SDK's error, `ResourceNotFoundException` where there is none. */
export async function describeFunction(client: Sender, name: string): Promise<DescribedFunction> {
  const [configuration, concurrency] = await Promise.all([
    client.send(new GetFunctionConfigurationCommand({ FunctionName: name })),
    client.send(new GetFunctionConcurrencyCommand({ FunctionName: name })),
  ]);
  return {
    state: configuration.State ?? null,
    stateReason: configuration.StateReason ?? null,
    lastUpdate: configuration.LastUpdateStatus ?? null,
    runtime: configuration.Runtime ?? null,
    variables: configuration.Environment?.Variables ?? {},
    reservedConcurrency: concurrency.ReservedConcurrentExecutions ?? null,
  };
}

/** Invokes a function with a JSON text and waits for its end. Throws the SDK's error where it could not be invoked. */
export async function invokeFunction(client: Sender, name: string, payload: string): Promise<Invoked> {
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({
      FunctionName: name,
      InvocationType: 'RequestResponse',
      Payload: Buffer.from(payload),
    }),
  );
  const returned: unknown = JSON.parse(Payload?.transformToString() || 'null');
  if (FunctionError === undefined) return { payload: returned };
  const { errorType = FunctionError, errorMessage = 'no reason given' } = fieldsOf(returned);
  return { error: { name: String(errorType), message: String(errorMessage) } };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
