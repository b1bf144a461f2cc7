import { ServiceError } from '../service-error.ts';
import { invalidParameter, type Message } from './message.ts';

/** Protocols whose subscriptions need no confirmation by the other side. */
const CONFIRMED_AT_ONCE = ['application', 'firehose', 'lambda', 'sms', 'sqs'];

/** Protocols whose endpoints confirm a subscription themselves, by the link or token they are sent. */
const CONFIRMED_LATER = ['email', 'email-json', 'http', 'https'];

const TOPIC_NAME = /^[A-Za-z0-9_-]{1,256}$/;

const TOPIC_ARN = /^arn:aws:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/;

/** A message that was published, kept in memory. */
export type PublishedMessage = Message & {
  readonly topicArn: string;
  readonly messageId: string;
  /** When, as ISO 8601 in UTC with milliseconds. */
  readonly at: string;
};

/** A subscription. Until confirmed, it is delivered nothing and its ARN is shown as `PendingConfirmation`. */
export type Subscription = {
  readonly subscriptionArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly isConfirmed: boolean;
};

/** All topics, with their subscriptions and what was published to them. */
export type Topics = {
  readonly published: readonly PublishedMessage[];
  /** The ARN of the topic of this name, created where there is none. */
  create(name: string): string;
  remove(topicArn: string): void;
  subscriptionsOf(topicArn: string): readonly Subscription[];
  subscribe(topicArn: string, protocol: string, endpoint: string): Subscription;
  confirm(topicArn: string, endpoint: string): void;
  publish(topicArn: string, message: Message): PublishedMessage;
};

/** No topics yet. `now` in milliseconds since 1970, `nextId` makes message and subscription ids. */
export function createTopics(options: {
  region: string;
  account: string;
  now: () => number;
  nextId: () => string;
}): Topics {
  const { region, account, now, nextId } = options;
  const topics = new Map<string, Subscription[]>();
  const published: PublishedMessage[] = [];

  const find = (topicArn: string): Subscription[] => {
    if (!TOPIC_ARN.test(topicArn)) throw invalidParameter('TopicArn');
    const subscriptions = topics.get(topicArn);
    if (subscriptions === undefined)
      throw new ServiceError('NotFound', 'Topic does not exist', { status: 404 });
    return subscriptions;
  };
  return {
    published,
    create(name) {
      if (!TOPIC_NAME.test(name)) throw invalidParameter('Topic Name');
      const topicArn = `arn:aws:sns:${region}:${account}:${name}`;
      if (!topics.has(topicArn)) topics.set(topicArn, []);
      return topicArn;
    },
    remove: (topicArn) => topics.delete(topicArn),
    subscriptionsOf: find,
    subscribe(topicArn, protocol, endpoint) {
      const subscriptions = find(topicArn);
      const isConfirmed = CONFIRMED_AT_ONCE.includes(protocol);
      if (!isConfirmed && !CONFIRMED_LATER.includes(protocol)) {
        throw invalidParameter(`Does not support this protocol string: ${protocol}`);
      }
      if (endpoint === '') throw invalidParameter('Endpoint');
      const existing = subscriptions.find((each) => each.protocol === protocol && each.endpoint === endpoint);
      if (existing) return existing;
      const created = { subscriptionArn: `${topicArn}:${nextId()}`, protocol, endpoint, isConfirmed };
      subscriptions.push(created);
      return created;
    },
    confirm(topicArn, endpoint) {
      const confirmed = find(topicArn).map((each) =>
        each.endpoint === endpoint ? { ...each, isConfirmed: true } : each,
      );
      topics.set(topicArn, confirmed);
    },
    publish(topicArn, message) {
      find(topicArn);
      const sent = { topicArn, messageId: nextId(), ...message, at: new Date(now()).toISOString() };
      published.push(sent);
      return sent;
    },
  };
}
