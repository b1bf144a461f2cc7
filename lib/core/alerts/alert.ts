import type { AlertKind } from '../rules/event.ts';
import type { Instant } from '../time.ts';

/** One message as it is handed to SNS: every channel's text, and the attributes that subscriptions filter by. */
export interface RenderedAlert {
  readonly id: string;
  readonly kind: AlertKind;
  /** Ids of the events it carries. */
  readonly events: readonly string[];
  /** ASCII, no control characters, fewer than 100 characters: SNS refuses anything else. */
  readonly subject: string;
  readonly email: string;
  /** One line. */
  readonly sms: string;
  /** For programs: a JSON document (SQS, Lambda, https). */
  readonly json: string;
  /** Message attributes: a text, or a list of texts (`String.Array`). Never names of groups, which would not fit. */
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
}

/** What the alert log keeps of a published alert. */
export interface PublishedAlert {
  readonly id: string;
  readonly kind: AlertKind;
  readonly at: Instant;
  readonly run: string;
  readonly subject: string;
  readonly events: readonly string[];
  /** Where it went: the topic's ARN. */
  readonly destination: string;
  /** The id that SNS gave it. */
  readonly messageId: string;
}
