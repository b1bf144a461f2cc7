import type { JsonObject } from './json.ts';
import { ServiceError } from './service-error.ts';

/** An AWS error that a test wants answered instead of the operation being carried out. */
export type InjectedError = {
  /** The exception's name as the API reference gives it, for example `ThrottlingException`. */
  readonly name: string;
  readonly message: string;
  /** HTTP status; 400 where not given. */
  readonly status?: number;
  /** For `TransactionCanceledException`: one reason for each action, in the order of the actions. */
  readonly reasons?: readonly { readonly Code: string; readonly Message?: string }[];
};

/**
 * What goes wrong with one call.
 *
 * - `fail-before`: the connection drops and nothing has happened.
 * - `fail-after`: the call takes effect, then the connection drops, so that the caller cannot know.
 * - `error`: the service refuses; nothing has happened.
 * - `unprocessed` (BatchWriteItem alone): the last so many requests of the batch are left undone and handed back.
 */
export type Fault =
  | 'fail-before'
  | 'fail-after'
  | { readonly error: InjectedError }
  | { readonly unprocessed: number };

/**
 * Asked before every call, with the operation's name and its parsed input (a secret's value is replaced).
 *
 * It may return a promise: the call then waits, and is carried out when the promise resolves even if the
 * caller has given up meanwhile, as a late write would be.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a hook that only watches returns nothing at all
export type FaultHook = (operation: string, input: JsonObject) => Fault | void | Promise<Fault | void>;

/** The injected error as the services' own. */
export function injectedError({ name, message, status = 400, reasons }: InjectedError): ServiceError {
  return new ServiceError(name, message, { status, fields: reasons ? { CancellationReasons: reasons } : {} });
}
