import type { AlertOrganization } from '../core/alerts/alert.ts';
import type { Policy } from '../core/policy.ts';
import type {
  Alerts,
  Clock,
  Deadline,
  Heartbeat,
  KeyEnd,
  Log,
  SecureAccess,
  Store,
  WarmCache,
} from './ports.ts';

/** What one invocation is asked to do. */
export interface RunRequest {
  readonly organization: AlertOrganization;
  readonly policy: Policy;
  /** Unique among all runs ever: alert ids are made of it. */
  readonly run: string;
  readonly deadline: Deadline;
}

/** Everything a run touches. */
export interface World {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly api: SecureAccess;
  readonly alerts: Alerts;
  readonly cache: WarmCache;
  /** Left out where nobody can note when the API key ends. */
  readonly keyEnd?: KeyEnd;
  /** Left out where nobody expects to hear of complete runs. */
  readonly heartbeats?: readonly Heartbeat[];
}
