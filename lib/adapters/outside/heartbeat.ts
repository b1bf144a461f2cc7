/** A watcher of the kind of Healthchecks.io: it is called by its own URL, and that it is called is all it wants to know. */
import type { Heartbeat } from '../../sync/ports.ts';
import { problemOfCall } from './call.ts';

/** Calls the URL with GET. */
export function createHeartbeat(url: string): Heartbeat {
  return { listener: 'the heartbeat URL', beat: (milliseconds) => problemOfCall(url, milliseconds) };
}
