import type { Call, Endpoint } from './call.ts';

/** A request that came in and what became of it. Never holds the `Authorization` header, the body, a token or the secret. */
export interface RequestRecord {
  readonly endpoint: Endpoint;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Epoch milliseconds of the injected clock. */
  readonly at: number;
  /** The status answered, or 0 where the connection was reset before any. */
  readonly status: number;
  /** The name of the fault that struck, if one did. */
  readonly fault?: string;
}

/** The record is bounded, so that a simulator may run for weeks: beyond this, the older half is forgotten. */
export const REQUESTS_REMEMBERED_MAX = 100_000;

/** Adds what happened to `log`; every one of `secrets` that a client put into its path or query is blotted out. */
export function recordRequest(
  log: RequestRecord[],
  call: Call,
  outcome: { readonly status: number; readonly fault: string | undefined },
  secrets: Iterable<string>,
): void {
  const blot = blotter(call, secrets);
  log.push({
    endpoint: call.endpoint,
    method: call.method,
    path: blot(call.path),
    query: Object.fromEntries([...call.query].map(([name, value]) => [blot(name), blot(value)])),
    at: call.at,
    status: outcome.status,
    ...(outcome.fault === undefined ? {} : { fault: outcome.fault }),
  });
  if (log.length > REQUESTS_REMEMBERED_MAX) log.splice(0, REQUESTS_REMEMBERED_MAX / 2);
}

function blotter(call: Call, secrets: Iterable<string>): (text: string) => string {
  const written = [call.path, ...[...call.query].flat()].join('\n');
  const found = [...secrets].filter((secret) => secret !== '' && written.includes(secret));
  return (text) => found.reduce((clean, secret) => clean.replaceAll(secret, '[secret]'), text);
}
