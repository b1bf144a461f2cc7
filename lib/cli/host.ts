import type { DescribedStack } from '../adapters/cloudformation/stack.ts';
import type { DescribedAlarm } from '../adapters/cloudwatch/alarms.ts';
import type { DescribedTable } from '../adapters/dynamodb/describe-table.ts';
import type { DescribedFunction, Invoked } from '../adapters/lambda/function.ts';
import type { DescribedSchedule } from '../adapters/scheduler/schedules.ts';
import type { StoredKey } from '../adapters/secrets-manager/stored-key.ts';
import type { Identity } from '../adapters/sts/identity.ts';
import type { RenderedAlert } from '../core/alerts/alert.ts';
import type { Past } from '../core/history/past.ts';
import type { Operator } from '../core/operator/operator.ts';
import type { ApiKey } from '../sync/secret.ts';
import type { CommandError } from './command-error.ts';
import type { Prompter } from './prompter.ts';

/** Everything a command needs of the world around it. */
export interface Host {
  readonly out: (text: string) => void;
  /** The same for what may be long: resolves when more can be taken, so that memory does not fill with what waits. */
  readonly write: (text: string) => Promise<void>;
  readonly err: (text: string) => void;
  /** Whether `out` shows colours. */
  readonly colour: boolean;
  /** The terminal that `out` goes to, as it is now; null where it is a file, a pipe or another program. */
  readonly terminal: () => Terminal | null;
  /** Asks the person; null where nobody sits at a terminal, or what they type comes from elsewhere. */
  readonly prompter: () => Prompter | null;
  /** Says what is being waited for, in place of what it said before; '' takes it away. Only on a terminal. */
  readonly progress: (text: string) => void;
  /** From the first call on, Ctrl-C and a request to end abort the signal; a second one ends the process. */
  readonly interruption: () => AbortSignal;
  /** Waits, in milliseconds, or until the signal. */
  readonly pause: (milliseconds: number, until: AbortSignal) => Promise<void>;
  /** Calls back each time somebody wants the command to wait no longer for what it does next (SIGUSR2). */
  readonly whenNudged: (callBack: () => void) => void;
  /** Ends the process soon after the command, whatever still goes on in it. */
  readonly leaveBehind: () => void;
  /** What the command has open: it is closed when the command has ended, whatever became of it. */
  readonly held: Held;
  /**
   * Has an error that nobody caught, which ends the process, end it in the words and with the code of a command's error; null:
   * as Node.js ends it.
   */
  readonly whenCrashing: (explain: (error: unknown) => CommandError | null) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that the person is in. */
  readonly directory: string;
  /** Version of this command. */
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** IANA name of the zone that times are read and shown in, unless a flag or the configuration says otherwise. */
  readonly timeZone: string;
  /** The person's name on this machine. */
  readonly user: string;
  /** Everything that comes on standard input. */
  readonly input: () => Promise<string>;
  /** Loads the AWS clients, which takes longer than most commands take: only where they are needed. */
  readonly aws: (account?: Account) => Promise<Aws>;
}

/** What a process holds on to. */
export interface Held {
  /** Has this closed in the end. */
  hold(close: () => Promise<void>): void;
  /** Closes at once what is held. */
  release(): Promise<void>;
}

/** Characters that fit. */
export interface Terminal {
  readonly columns: number;
  readonly rows: number;
}

/** Whose AWS, and where in the world; what is left open, the SDK's own chain knows. */
export interface Account {
  /** A profile of the AWS CLI's configuration. */
  readonly profile?: string;
  readonly region?: string;
}

/** AWS, as far as commands use it. Its methods throw the SDK's errors. */
export interface Aws {
  /** The region that is asked; null where nobody names one. */
  region(): Promise<string | null>;
  identity(): Promise<Identity>;
  /** null where there is none of that name. */
  stack(name: string): Promise<DescribedStack | null>;
  secret(arn: string): SecretAccess;
  function(name: string): FunctionAccess;
  /** The schedules of a group. */
  schedules(group: string): ScheduleAccess;
  /** All alarms whose names begin so. */
  alarms(prefix: string): Promise<readonly DescribedAlarm[]>;
  describeTable(name: string): Promise<DescribedTable>;
  /** A table by its name. */
  table(name: string): Operator;
  /** The past that a table holds. `retention`: milliseconds for which it can be asked about. */
  history(table: string, retention: number): Past;
  /** A topic by its ARN, in the ARN's own region. */
  topic(arn: string): Topic;
}

/** An organization's secret. */
export interface SecretAccess {
  /** Throws a `RunFailure`. */
  read(): Promise<StoredKey>;
  /** Stores a key as the current value; the one before stays as the previous. `expires` is a day, `never`, or null where it is not known. */
  store(apiKey: ApiKey, expires: string | null): Promise<void>;
}

export interface FunctionAccess {
  describe(): Promise<DescribedFunction>;
  /** Invokes it with a JSON text and waits for its end. */
  invoke(payload: string): Promise<Invoked>;
}

export interface ScheduleAccess {
  names(): Promise<readonly string[]>;
  one(name: string): Promise<DescribedSchedule>;
}

/** A subscription of a topic. */
export interface Subscription {
  readonly protocol: string;
  /** An address, an ARN or a URL, which may hold a secret. */
  readonly endpoint: string;
  /** Nothing is delivered to one that is not. */
  readonly confirmed: boolean;
}

/** The topic that alerts go to. */
export interface Topic {
  publish(alert: RenderedAlert): Promise<{ readonly messageId: string }>;
  /** All subscriptions. Throws the SDK's error. */
  subscriptions(): Promise<readonly Subscription[]>;
}
