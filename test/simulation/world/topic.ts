/** The SNS topic. */
import type { RenderedAlert } from '../../../lib/core/alerts/alert.ts';
import { PublishFailure } from '../../../lib/core/alerts/publish-failure.ts';
import type { Alerts } from '../../../lib/sync/ports.ts';
import type { Random } from '../random.ts';
import { causeWithSecret, type Weather } from './conditions.ts';
import type { Crossings } from './crossings.ts';
import type { Thread } from './thread.ts';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:alerts';

export interface TopicOptions {
  readonly crossings: Crossings;
  readonly thread: Thread;
  readonly weather: Weather;
  /** SNS has taken it: from here on it will be delivered. */
  readonly published: (alert: RenderedAlert, late: boolean) => void;
}

export function alertsOf({ crossings, thread, weather, published }: TopicOptions): Alerts {
  return {
    destination: TOPIC,
    publish: (alert) =>
      crossings.cross(thread, 'alerts.publish', {
        perform: () => {
          if (weather.on.has('topic gone'))
            throw publishFailure('topic missing', 'NotFoundException, HTTP 404');
          if (weather.on.has('topic refuses one') && alert.kind === 'opened')
            throw publishFailure('refused', 'InvalidParameterException, HTTP 400');
          return { messageId: `message-of-${alert.id}` };
        },
        landed: (_result, late) => published(alert, late),
        error: (random: Random) =>
          random.chance(0.5)
            ? publishFailure('throttled', 'ThrottledException, HTTP 429')
            : publishFailure('unavailable', 'TimeoutError'),
      }),
  };
}

function publishFailure(
  problem: 'topic missing' | 'refused' | 'throttled' | 'unavailable',
  detail: string,
): Error {
  return Object.assign(new PublishFailure(problem, TOPIC, detail), { cause: causeWithSecret() });
}
