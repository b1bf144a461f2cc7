/** A watcher of the kind of Healthchecks.io: it is called by its own URL, and that it is called is all it wants to know. */
import type { Heartbeat } from '../../sync/ports.ts';

/** Calls the URL with GET. Node's own client: it is loaded only where there is such a watcher. */
export function createHeartbeat(url: string): Heartbeat {
  return {
    beat: async (milliseconds) => {
      try {
        const { status, body } = await fetch(url, {
          redirect: 'manual',
          signal: AbortSignal.timeout(milliseconds),
          headers: { 'user-agent': 'Tunnelwatch' },
        });
        await body?.cancel();
        return status >= 200 && status < 300 ? null : `it answered ${status}`;
      } catch (error) {
        return problemIn(error);
      }
    },
  };
}

/** By codes and names alone: messages quote the address. */
function problemIn(error: unknown): string {
  if (fieldOf(error, 'name') === 'TimeoutError') return 'it did not answer in time';
  const code = fieldOf(fieldOf(error, 'cause'), 'code');
  return typeof code === 'string' && /^[A-Z_]{1,60}$/.test(code)
    ? `it was not reached (${code})`
    : 'it was not reached';
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
