import type { Context } from 'aws-lambda';
import type { Clock } from '../../lib/sync/ports.ts';

/** What the handler needs from the machine it runs on. Tests and the demo bring their own clock. */
export interface Machine {
  readonly clock: Clock;
  /** Numbers from 0 up to 1, for jitter and for ids. */
  readonly random: () => number;
  /** Takes one line of log. */
  readonly write: (line: string) => void;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** What of Lambda's context is used. */
export type InvocationContext = Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>;
