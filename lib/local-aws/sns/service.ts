import type { Service } from '../endpoint.ts';
import type { JsonObject } from '../json.ts';
import { createQueryService, mapEntries, type QueryAction, type QueryParameters } from '../query-protocol.ts';
import { invalidParameter, readMessage } from './message.ts';
import type { Subscription, Topics } from './topics.ts';

/** "Each call returns a limited list of subscriptions, up to 100." */
const PAGE_SIZE = 100;

const PENDING = 'PendingConfirmation';

/** The XML namespace of SNS's only API version. */
const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

/** SNS in its query protocol. */
export function createSns(topics: Topics, nextId: () => string): Service {
  const actions = Object.fromEntries(
    Object.entries(ACTIONS).map(([name, act]): [string, QueryAction] => [
      name,
      (parameters) => act(topics, parameters),
    ]),
  );
  return createQueryService({ name: 'SNS', namespace: NAMESPACE, actions, nextId });
}

type Action = (topics: Topics, parameters: QueryParameters) => JsonObject;

const ACTIONS: Readonly<Record<string, Action>> = {
  CreateTopic: (topics, { Name = '' }) => ({ TopicArn: topics.create(Name) }),
  DeleteTopic: (topics, { TopicArn = '' }) => {
    topics.remove(TopicArn);
    return {};
  },
  Publish: (topics, parameters) => {
    const { TopicArn, TargetArn = TopicArn } = parameters;
    if (TargetArn === undefined)
      throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
    return { MessageId: topics.publish(TargetArn, readMessage(parameters)).messageId };
  },
  Subscribe: (topics, { TopicArn = '', Protocol = '', Endpoint = '', ReturnSubscriptionArn }) => {
    const subscription = topics.subscribe(TopicArn, Protocol, Endpoint);
    const isShown = subscription.isConfirmed || ReturnSubscriptionArn === 'true';
    return { SubscriptionArn: isShown ? subscription.subscriptionArn : 'pending confirmation' };
  },
  ListSubscriptionsByTopic: (topics, { TopicArn = '', NextToken = '0' }) => {
    const start = Number.parseInt(NextToken, 10);
    if (Number.isNaN(start)) throw invalidParameter('NextToken');
    const all = topics.subscriptionsOf(TopicArn);
    const page = all.slice(start, start + PAGE_SIZE).map((each) => listed(TopicArn, each));
    const next = start + PAGE_SIZE;
    return { Subscriptions: { member: page }, ...(next < all.length ? { NextToken: next } : {}) };
  },
  GetTopicAttributes: (topics, { TopicArn = '' }) => {
    const all = topics.subscriptionsOf(TopicArn);
    const confirmed = all.filter(({ isConfirmed }) => isConfirmed).length;
    const attributes = {
      TopicArn,
      Owner: ownerOf(TopicArn),
      SubscriptionsConfirmed: String(confirmed),
      SubscriptionsPending: String(all.length - confirmed),
      SubscriptionsDeleted: '0',
    };
    return { Attributes: mapEntries(attributes) };
  },
};

function listed(
  topicArn: string,
  { subscriptionArn, protocol, endpoint, isConfirmed }: Subscription,
): JsonObject {
  return {
    TopicArn: topicArn,
    Protocol: protocol,
    SubscriptionArn: isConfirmed ? subscriptionArn : PENDING,
    Owner: ownerOf(topicArn),
    Endpoint: endpoint,
  };
}

function ownerOf(topicArn: string): string {
  return topicArn.split(':')[4] ?? '';
}
