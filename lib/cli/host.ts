import type { RenderedAlert } from '../core/alerts/alert.ts';
import type { Operator } from '../core/operator/operator.ts';

/** Everything a command needs of the world around it. */
export interface Host {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether `out` shows colours. */
  readonly colour: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** IANA name of the zone that times are read and shown in, unless a flag says otherwise. */
  readonly timeZone: string;
  /** The person's name on this machine. */
  readonly user: string;
  /** Loads the AWS clients, which takes longer than most commands take: only where they are needed. */
  readonly aws: () => Promise<Aws>;
}

/** AWS, as far as commands use it. */
export interface Aws {
  /** A table by its name. */
  table(name: string): Operator;
  /** A topic by its ARN, in the ARN's own region. */
  topic(arn: string): Topic;
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
