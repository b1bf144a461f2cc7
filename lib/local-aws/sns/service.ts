import type { Service } from '../endpoint.ts';
import type { JsonObject } from '../json.ts';
import { ServiceError } from '../service-error.ts';
import { invalidParameter, readMessage } from './message.ts';
import { mapEntries, type QueryParameters, readQuery, writeError, writeResult } from './query-protocol.ts';
import type { Subscription, Topics } from './topics.ts';

/** "Each call returns a limited list of subscriptions, up to 100." */
const PAGE_SIZE = 100;

const PENDING = 'PendingConfirmation';

/** SNS in its query protocol: form-encoded in, XML out. */
export function createSns(topics: Topics, nextId: () => string): Service {
  return {
    read(request) {
      const input = readQuery(request.body.toString());
      const operation = input.Action;
      if (operation === undefined) throw new ServiceError('MissingAction', 'The request names no action.');
      return { operation, input, shown: input, request };
    },
    answer({ operation, request }) {
      const act = ACTIONS.get(operation);
      if (act === undefined)
        throw new ServiceError('InvalidAction', `The local SNS has no action ${operation}.`);
      return writeResult(operation, act(topics, readQuery(request.body.toString())), nextId());
    },
    refuse: (error) => writeError(error, nextId()),
  };
}

type Action = (topics: Topics, parameters: QueryParameters) => JsonObject;

const ACTIONS = new Map<string, Action>(
  Object.entries<Action>({
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
  }),
);

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
