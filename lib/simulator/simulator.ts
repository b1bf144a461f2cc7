import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, reasonFor, refused, tokenRefused } from './answer.ts';
import { answerApi } from './api.ts';
import { type ApiKey, GROUPS_SCOPE, REGIONS_SCOPE } from './api-key.ts';
import { BetweenPages } from './between-pages.ts';
import { type Call, type Serves, TOKEN_PATH } from './call.ts';
import { type Delivery, deliver, type Sleep } from './delivery.ts';
import { Faults } from './faults.ts';
import { Fleet } from './fleet.ts';
import { type Listener, listen, readCall } from './http.ts';
import { type ApiRate, RateLimiter } from './rate-limits.ts';
import { type RequestRecord, recordRequest } from './request-log.ts';
import { RunningScript, type ScriptEvent } from './script.ts';
import { answerToken } from './token-endpoint.ts';
import { Tokens } from './tokens.ts';

/** What can be changed while the simulator runs; it takes effect with the next request. */
interface Settings {
  /** The rate limits of the resource endpoints. The token endpoint always keeps its own. Default `off`. */
  rate: ApiRate;
  /** Seconds: the life of tokens issued from now on, and what `expires_in` says. Default 3600. */
  expiresInSeconds: number;
  /** What an expired token is answered: the published 401, or the reported 400 `invalid_request`. Default 401. */
  expiredToken: 401 | 400;
  /** How `Date` is written: as HTTP prescribes, or as the example in Cisco's OpenAPI document. Default `http`. */
  dateForm: 'http' | 'iso';
}

/** How to start a simulator. */
export interface SimulatorOptions extends Partial<Settings> {
  /** Epoch milliseconds. Token expiry, every time in an answer, `Date`, rate limits and scripts go by it. */
  readonly now: () => number;
  /** The groups. Default: none. */
  readonly fleet?: Fleet;
  /** Default: random. */
  readonly key?: string;
  /** Default: random. */
  readonly secret?: string;
  /** How slow answers wait. Default: real time. */
  readonly sleep?: Sleep;
  /** Port of the API; 0, the default, takes a free one. */
  readonly port?: number;
  /** Serve token URL and API at one address, as the commercial cloud does, and not at two. Default false. */
  readonly onePort?: boolean;
}

/** A running simulator of one organization. */
export interface Simulator {
  /** Base of the API, such as `http://127.0.0.1:40123`; resources are below `/deployments/v2`. */
  readonly apiUrl: string;
  /** The token URL, whole. */
  readonly tokenUrl: string;
  readonly apiKey: ApiKey;
  readonly fleet: Fleet;
  readonly faults: Faults;
  readonly tokens: Tokens;
  readonly settings: Settings;
  /** Every request so far, oldest first. */
  readonly requests: readonly RequestRecord[];
  /** Once that many pages of the list have been answered from now on, and before the next request, makes the change. */
  afterPage(pages: number, change: (fleet: Fleet) => void): void;
  /** Begins a script on the UTC day that it is now. Another one that was under way is given up. */
  playDay(script: readonly ScriptEvent[]): void;
  /** Ends every connection and frees the ports. */
  close(): Promise<void>;
}

/** Starts a simulator on 127.0.0.1. Rejects with the system's error when a port cannot be had. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const world = aWorld(options);
  const { port = 0, onePort = false } = options;
  const serve = (serves: Serves, at: number) =>
    listen(at, async (request, response) => {
      const known = { at: options.now(), requestId: randomUUID(), serves };
      const { call, isTooLarge } = await readCall(request, known);
      const { answer, delivery } = answerCall(world, call, isTooLarge);
      response.setHeader('Date', dateText(call.at, world.settings.dateForm));
      for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
      await deliver(answer, delivery, { response, sleep: world.sleep, signal: world.closing.signal });
    });

  const api = await serve({ api: true, token: onePort }, port);
  const token = onePort ? api : await serve({ api: false, token: true }, 0);
  return simulatorOf(world, api, token, options.now);
}

interface World {
  readonly apiKey: ApiKey;
  readonly fleet: Fleet;
  readonly faults: Faults;
  readonly tokens: Tokens;
  readonly settings: Settings;
  readonly requests: RequestRecord[];
  readonly betweenPages: BetweenPages;
  readonly apiLimiter: RateLimiter;
  readonly tokenLimiter: RateLimiter;
  readonly sleep: Sleep;
  readonly closing: AbortController;
  script: RunningScript | undefined;
}

function aWorld(options: SimulatorOptions): World {
  return {
    apiKey: {
      key: options.key ?? randomBytes(16).toString('hex'),
      secret: options.secret ?? randomBytes(16).toString('hex'),
      scopes: [GROUPS_SCOPE, REGIONS_SCOPE],
      expiresAt: null,
      revoked: false,
      allowedIPs: null,
    },
    fleet: options.fleet ?? new Fleet(options.now),
    faults: new Faults(),
    tokens: new Tokens(),
    settings: {
      rate: options.rate ?? 'off',
      expiresInSeconds: options.expiresInSeconds ?? 3600,
      expiredToken: options.expiredToken ?? 401,
      dateForm: options.dateForm ?? 'http',
    },
    requests: [],
    betweenPages: new BetweenPages(),
    apiLimiter: new RateLimiter(),
    tokenLimiter: new RateLimiter(),
    sleep: options.sleep ?? realSleep,
    closing: new AbortController(),
    script: undefined,
  };
}

function simulatorOf(world: World, api: Listener, token: Listener, now: () => number): Simulator {
  const { apiKey, fleet, faults, tokens, settings, requests, betweenPages } = world;
  return {
    apiUrl: api.url,
    tokenUrl: `${token.url}${TOKEN_PATH}`,
    apiKey,
    fleet,
    faults,
    tokens,
    settings,
    requests,
    afterPage: (pages, change) => betweenPages.after(pages, change),
    playDay: (script) => {
      world.script = new RunningScript(script, now());
    },
    close: async () => {
      world.closing.abort();
      await Promise.all([...new Set([api, token])].map((listener) => listener.close()));
    },
  };
}

/** What a request is answered and how the answer travels: first what the script has due, then a fault, then the API. */
function answerCall(
  world: World,
  call: Call,
  isTooLarge: boolean,
): { readonly answer: Answer; readonly delivery: Delivery | undefined } {
  world.script?.playUntil(call.at, world.fleet, world.faults);
  const struck = world.faults.strike(call.endpoint);
  const good = (): Answer => (isTooLarge ? tooLarge(call) : goodAnswer(world, call));
  const answer = struck?.apply ? struck.apply(good, call) : good();
  const delivery = struck?.delivery;
  const status = delivery?.kind === 'reset-before' ? 0 : answer.status;
  const secrets = [world.apiKey.secret, ...world.tokens.all];
  recordRequest(world.requests, call, { status, fault: struck?.name }, secrets);
  const isPage = call.endpoint === 'list' && status === 200 && struck === undefined;
  if (isPage) world.betweenPages.pageAnswered(world.fleet);
  return { answer, delivery };
}

function goodAnswer(world: World, call: Call): Answer {
  const { apiKey, tokens, settings, fleet } = world;
  if (call.endpoint === 'token') {
    const { expiresInSeconds } = settings;
    return answerToken({ apiKey, tokens, limiter: world.tokenLimiter, expiresInSeconds }, call);
  }
  return answerApi({ fleet, apiKey, tokens, limiter: world.apiLimiter, ...settings }, call);
}

function tooLarge({ endpoint, requestId }: Call): Answer {
  if (endpoint === 'token') return tokenRefused(413, reasonFor(413));
  return refused({ status: 413, requestId });
}

function dateText(at: number, form: Settings['dateForm']): string {
  const date = new Date(at);
  return form === 'http' ? date.toUTCString() : `${date.toISOString().slice(0, 19)}Z`;
}

async function realSleep(ms: number, signal: AbortSignal): Promise<void> {
  // Rejects only when the simulator closes, and then nobody waits for the answer any more.
  await wait(ms, undefined, { signal }).catch(() => undefined);
}
