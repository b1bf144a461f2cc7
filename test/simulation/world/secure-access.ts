/** The API's port of one run: the simulated API through the scheduler. */
import type { SecureAccess } from '../../../lib/sync/ports.ts';
import type { Answer } from '../happening.ts';
import type { Random } from '../random.ts';
import type { SimulatedApi } from './api.ts';
import { CANARY, causeWithSecret, failure } from './conditions.ts';
import type { Crossings } from './crossings.ts';
import type { Thread } from './thread.ts';

/** A clock this far from the API's is a failure of its own (production compares it with the `Date` header). */
export const CLOCK_TOLERANCE = 5 * 60_000;

export interface SecureAccessOptions {
  readonly api: SimulatedApi;
  readonly crossings: Crossings;
  readonly thread: Thread;
  readonly answered: (answer: Answer) => void;
}

export function secureAccessOf({ api, crossings, thread, answered }: SecureAccessOptions): SecureAccess {
  const checked =
    <T>(perform: () => T) =>
    (): T => {
      if (Math.abs(thread.process.offset) > CLOCK_TOLERANCE)
        throw failure('clock', 'The clocks are minutes apart.');
      return perform();
    };
  return {
    page: (offset, deadline) =>
      crossings.cross(thread, 'api.page', {
        perform: checked(() => api.page(offset)),
        heard: (page) => answered({ to: 'page', offset, page }),
        error,
        deadline,
      }),
    groupsWithIds: (ids, deadline) =>
      crossings.cross(thread, 'api.groupsWithIds', {
        perform: checked(() => api.groupsWithIds(ids)),
        heard: (records) => answered({ to: 'ids', records }),
        error,
        deadline,
      }),
    group: (id, deadline) =>
      crossings.cross(thread, 'api.group', {
        perform: checked(() => api.group(id)),
        heard: (record) => answered({ to: 'id', id, record }),
        error,
        deadline,
      }),
    takeUsage: () => ({ calls: 1, tokenRequests: 0, retries: 0 }),
  };
}

/** Failures of one call; some of them such as nobody foresaw, which carry along what they were sent with. */
function error(random: Random): Error {
  if (random.chance(0.2)) {
    const unforeseen = new TypeError('terminated', { cause: causeWithSecret() });
    return Object.assign(unforeseen, { headers: { authorization: `Bearer ${CANARY}` } });
  }
  const kind = random.pick([
    'network',
    'API unavailable',
    'API changed',
    'credentials refused',
    'rate limited',
  ] as const);
  return failure(kind, `The call ended so: ${kind}.`);
}
