/** A client over a real server on loopback, with a clock that sleeps at once and everything it did kept for a look. */
import { afterEach } from '@jest/globals';
import { HTTP_LIMITS, type HttpLimits } from '../../../lib/adapters/secure-access/http.ts';
import {
  createSecureAccess,
  type SecureAccessOptions,
} from '../../../lib/adapters/secure-access/secure-access.ts';
import { type Failure, RunFailure } from '../../../lib/core/failure.ts';
import type { Clock, Deadline, Log, SecureAccess } from '../../../lib/sync/ports.ts';
import { type ApiKey, type Credentials, Secret } from '../../../lib/sync/secret.ts';
import { type Handler, type HttpServer, json, startHttpServer } from '../../support/http-server.ts';

/** When the tests begin: 2026-03-02T08:00:00Z. */
export const START = Date.UTC(2026, 2, 2, 8);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

/** A clock that moves only when it is told to, or slept on. */
export interface TestClock extends Clock {
  readonly sleeps: readonly number[];
  /** Moves the time, backwards where negative. */
  pass(milliseconds: number): void;
}

export function aClock(start = START): TestClock {
  let now = start;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    sleep: async (milliseconds) => {
      sleeps.push(milliseconds);
      now += milliseconds;
    },
    pass: (milliseconds) => {
      now += milliseconds;
    },
  };
}

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>> | undefined;
}

export function aLog(): Log & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: string) => (message: string, fields?: Readonly<Record<string, unknown>>) => {
    lines.push({ level, message, fields });
  };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export function anApiKey(key = 'the-key', secret = 'the-secret'): ApiKey {
  return { key: new Secret(key), secret: new Secret(secret) };
}

/** Credentials that go from key to key with each `reread`, and stay with the last. */
export function someCredentials(
  first: ApiKey = anApiKey(),
  ...later: readonly ApiKey[]
): Credentials & { readonly rereads: () => number } {
  let rereads = 0;
  let held = first;
  return {
    rereads: () => rereads,
    read: async () => held,
    reread: async () => {
      const before = held;
      held = later[rereads] ?? held;
      rereads += 1;
      return { apiKey: held, changed: held !== before };
    },
  };
}

/** An envelope of the list. */
export function aList(data: unknown = [], more: Record<string, unknown> = {}): Record<string, unknown> {
  return { data, offset: 0, limit: 200, total: Array.isArray(data) ? data.length : 0, ...more };
}

/** A token answer; each has its own token. */
export function aToken(more: Record<string, unknown> = {}): Handler {
  let minted = 0;
  return (request, response) => {
    minted += 1;
    const body = { token_type: 'bearer', access_token: `token-${minted}`, expires_in: 3600, ...more };
    json(200, body)(request, response);
  };
}

export interface Harness {
  readonly client: SecureAccess;
  readonly clock: TestClock;
  readonly log: ReturnType<typeof aLog>;
  readonly url: string;
  readonly api: () => HttpServer['requests'];
  readonly token: () => HttpServer['requests'];
  /** A deadline so many milliseconds from now; ten minutes unless told. */
  readonly deadline: (milliseconds?: number) => Deadline;
}

export interface HarnessOptions extends Partial<Omit<SecureAccessOptions, 'clock' | 'log' | 'limits'>> {
  readonly onApi?: Handler;
  readonly onToken?: Handler;
  readonly clock?: TestClock;
  readonly limits?: Partial<HttpLimits>;
}

const TOKEN_PATH = '/auth/v2/token';
const open: HttpServer[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** Starts a server and a client for it; the server ends with the test. */
export async function aClient(options: HarnessOptions = {}): Promise<Harness> {
  const { onApi = json(200, aList()), onToken = aToken(), clock = aClock(), limits, ...rest } = options;
  const server = await startHttpServer((request, response) =>
    (request.path === TOKEN_PATH ? onToken : onApi)(request, response),
  );
  open.push(server);
  const log = aLog();
  const client = createSecureAccess({
    apiUrl: server.url,
    tokenUrl: `${server.url}${TOKEN_PATH}`,
    credentials: someCredentials(),
    clock,
    random: () => 0.5,
    log,
    budget: 'exempt',
    limits: { ...HTTP_LIMITS, ...limits },
    ...rest,
  });
  return {
    client,
    clock,
    log,
    url: server.url,
    api: () => server.requests.filter((request) => request.path !== TOKEN_PATH),
    token: () => server.requests.filter((request) => request.path === TOKEN_PATH),
    deadline: (milliseconds = 10 * MINUTE) => ({ at: clock.now() + milliseconds }),
  };
}

/** The failure that a promise ends in; fails where it ends well, or in anything but a `RunFailure`. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const thrown: unknown = await promise.then(
    () => new Error('It succeeded.'),
    (error: unknown) => error,
  );
  if (thrown instanceof RunFailure) return thrown.failure;
  throw thrown;
}
