import type { Status } from '../fleet/group.ts';
import type { Policy } from '../policy.ts';
import type { Bounds } from '../time.ts';
import { type Opened, severityOf } from './event.ts';
import type { Incident, Pending } from './state.ts';

/** Either the incident opens, or the group stays pending. */
export type Opening =
  | { readonly opens: true; readonly incident: Incident; readonly fact: Opened }
  | { readonly opens: false; readonly pending: Pending };

/**
 * A watched group that is not connected opens an incident once as many complete runs in a row as the policy asks for its
 * present status saw it out of `connected`. The incident began when the group left, not when it was confirmed.
 */
export function opening(args: {
  readonly id: string;
  readonly status: Status;
  readonly left: Bounds;
  readonly pending: Pending | null;
  readonly policy: Policy;
}): Opening {
  const { id, status, policy } = args;
  const pending: Pending = {
    status,
    since: args.pending?.since ?? args.left,
    polls: (args.pending?.polls ?? 0) + 1,
  };
  if (pending.polls < pollsNeeded(status, policy)) return { opens: false, pending };
  const severity = severityOf(status);
  return {
    opens: true,
    incident: { id, opened: pending.since, status, worst: status, told: severity },
    fact: { type: 'opened', incident: id, status, severity, since: pending.since },
  };
}

function pollsNeeded(status: Status, policy: Policy): number {
  return status === 'connected' ? Number.POSITIVE_INFINITY : policy.confirmation[status];
}
