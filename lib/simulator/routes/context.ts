import { type Answer, refused } from '../answer.ts';
import type { Call } from '../call.ts';
import type { Fleet } from '../fleet.ts';
import type { QueryFault } from '../query.ts';

/** What every resource route is given: it answers from the fleet as it is now, and changes nothing. */
export interface RouteContext {
  readonly fleet: Fleet;
  readonly call: Call;
}

/** 404 of a resource that is not there. */
export function notFound({ call }: RouteContext): Answer {
  return refused({ status: 404, requestId: call.requestId });
}

/** 400 of a query or a path that cannot be understood. */
export function badRequest({ call }: RouteContext, fault: QueryFault): Answer {
  return refused({ status: 400, requestId: call.requestId, ...fault });
}
