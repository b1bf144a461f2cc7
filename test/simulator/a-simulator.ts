import { afterEach } from '@jest/globals';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../lib/simulator/simulator.ts';

/** Noon of an ordinary day, epoch milliseconds. */
export const NOON = Date.parse('2026-03-02T12:00:00Z');

/** A clock that moves only when it is told to. */
export interface Clock {
  (): number;
  pass(ms: number): void;
}

export function aClock(start = NOON): Clock {
  let at = start;
  return Object.assign(() => at, {
    pass: (ms: number) => {
      at += ms;
    },
  });
}

const started: Simulator[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((simulator) => simulator.close()));
});

/** A simulator that is closed after the test. */
export async function aSimulator(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const simulator = await startSimulator({ now: aClock(), ...options });
  started.push(simulator);
  return simulator;
}

/** What the tests look at in an answer: `body` is the parsed JSON, or the text where it is none. */
export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads into foreign JSON, and fails where it is not as expected
  readonly body: any;
  readonly text: string;
}

/** Asks for a token the documented way; `change` spoils the request. */
export async function askForToken(
  simulator: Simulator,
  change: { method?: string; headers?: Record<string, string>; body?: string; basic?: string } = {},
): Promise<Seen> {
  const { key, secret } = simulator.apiKey;
  const method = change.method ?? 'POST';
  const response = await fetch(simulator.tokenUrl, {
    method,
    headers: {
      Authorization: `Basic ${Buffer.from(change.basic ?? `${key}:${secret}`).toString('base64')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
      ...change.headers,
    },
    ...(method === 'GET' ? {} : { body: change.body ?? 'grant_type=client_credentials' }),
  });
  return seen(response);
}

export async function aToken(simulator: Simulator): Promise<string> {
  const { status, body } = await askForToken(simulator);
  if (status !== 200) throw new Error(`The token request was answered ${status}.`);
  return body.access_token;
}

/** A function that calls the API with one token; paths are below `/deployments/v2`. */
export async function aReader(
  simulator: Simulator,
): Promise<(path: string, init?: RequestInit) => Promise<Seen>> {
  const token = await aToken(simulator);
  return (path, init) => read(simulator, path, token, init);
}

export async function read(
  simulator: Simulator,
  path: string,
  token: string,
  init: RequestInit = {},
): Promise<Seen> {
  const headers = { Authorization: `Bearer ${token}` };
  return seen(
    await fetch(`${simulator.apiUrl}/deployments/v2${path}`, { headers, redirect: 'manual', ...init }),
  );
}

async function seen(response: Response): Promise<Seen> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
