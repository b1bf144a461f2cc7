/// <reference path="./undici.d.ts" />
/**
 * One HTTP exchange, bounded in time and size. Only undici's agent and request call are loaded: bundled that is about
 * half of the whole library, and under half of its load time at a cold start.
 */
import request from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';

/** How long and how large an exchange may be. */
export interface HttpLimits {
  /** Until a connection stands, TLS included. */
  readonly connectMilliseconds: number;
  /** From the request to the end of the answer's headers, and between two pieces of its body. */
  readonly silenceMilliseconds: number;
  /** From the request to the end of the body, whatever arrives. */
  readonly totalMilliseconds: number;
  readonly bodyBytes: number;
}

export const HTTP_LIMITS: HttpLimits = {
  connectMilliseconds: 5_000,
  silenceMilliseconds: 10_000,
  totalMilliseconds: 20_000,
  // 200 groups with two hubs of ten tunnels each come to about 5 MB at the most.
  bodyBytes: 16 * 1024 * 1024,
};

/**
 * An idle connection serves the next page but not the next run: while a Lambda environment is frozen nobody notices
 * that the far end has gone, and a request on a dead connection waits until its time-out.
 */
const KEEP_ALIVE_MILLISECONDS = 10_000;
/** Enough of an error's body for its text; the rest is not waited for. */
const ERROR_BODY_BYTES = 64 * 1024;

/** Gathers a body whose pieces arrive one after another. */
export interface Gathering {
  take(piece: Uint8Array): void;
  /** What was gathered, when all have arrived. Never throws. */
  text(): string;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly origin: string;
  /** Path and query, encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Gathers the body of a 200; made anew for each attempt. @default all of it */
  readonly gather?: () => Gathering;
  /** Most time for the whole exchange; the limit applies where it is less. */
  readonly milliseconds: number;
}

/** The answer's headers that mean something here; null where absent. */
export interface HttpHeaders {
  readonly contentType: string | null;
  readonly date: string | null;
  readonly location: string | null;
  readonly retryAfter: string | null;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: HttpHeaders;
  /** All of them, by their names in lower case. */
  readonly allHeaders: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Why there is no answer, as far as callers act on it. `too slow`: it was still coming when its time was over. */
export type NoAnswer = 'silence' | 'too slow' | 'too large' | 'untrusted' | 'not reached' | 'broke off';

/**
 * Thrown where an exchange ends without a whole answer. It has no `cause` on purpose: errors of HTTP libraries may carry
 * the request's headers.
 */
export class HttpError extends Error {
  readonly reason: NoAnswer;

  constructor(reason: NoAnswer, message: string) {
    super(message);
    this.name = 'HttpError';
    this.reason = reason;
  }
}

export interface Http {
  /** One exchange; follows no redirect. Throws `HttpError`. */
  send(request: HttpRequest): Promise<HttpAnswer>;
}

/** A client that keeps connections open between the requests of a run. */
export function createHttp(limits: HttpLimits = HTTP_LIMITS): Http {
  const agent = new Agent({
    // A run asks one thing after another; with more, undici opens a second before the first is quite free again.
    connections: 1,
    connect: { timeout: limits.connectMilliseconds },
    headersTimeout: limits.silenceMilliseconds,
    bodyTimeout: limits.silenceMilliseconds,
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
    keepAliveMaxTimeout: KEEP_ALIVE_MILLISECONDS,
  });
  return { send: (message) => exchange(agent, message, limits) };
}

async function exchange(agent: Agent, message: HttpRequest, limits: HttpLimits): Promise<HttpAnswer> {
  const milliseconds = Math.min(message.milliseconds, limits.totalMilliseconds);
  const ended = new AbortController();
  const timer = setTimeout(() => ended.abort(), milliseconds);
  try {
    const { origin, path, method, headers, body = null } = message;
    const answer = await request.call(agent, { origin, path, method, headers, body, signal: ended.signal });
    return {
      status: answer.statusCode,
      headers: headersOf(answer.headers),
      allHeaders: answer.headers,
      body:
        answer.statusCode === 200
          ? await bodyOf(answer.body, message.gather?.() ?? everything(), limits.bodyBytes)
          : await beginningOf(answer.body),
    };
  } catch (thrown) {
    if (thrown instanceof HttpError) throw thrown;
    if (ended.signal.aborted) throw new HttpError('too slow', `no whole answer within ${milliseconds} ms`);
    throw describe(thrown);
  } finally {
    clearTimeout(timer);
  }
}

async function bodyOf(body: AsyncIterable<Buffer>, gathering: Gathering, most: number): Promise<string> {
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > most) throw new HttpError('too large', `the answer is larger than ${most} bytes`);
    gathering.take(piece);
  }
  return gathering.text();
}

function everything(): Gathering {
  const pieces: Uint8Array[] = [];
  return {
    take: (piece) => void pieces.push(piece),
    text: () => Buffer.concat(pieces).toString('utf8'),
  };
}

/** What came of an error's body. Its status says enough, so a body that is endless or breaks off is no error of its own. */
async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of body) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > ERROR_BODY_BYTES) break;
    }
  } catch {
    // Kept: the pieces that arrived.
  }
  return Buffer.concat(pieces).toString('utf8');
}

function headersOf(headers: Readonly<Record<string, string | string[] | undefined>>): HttpHeaders {
  const first = (name: string): string | null => {
    const value = headers[name];
    return (Array.isArray(value) ? value[0] : value) ?? null;
  };
  return {
    contentType: first('content-type'),
    date: first('date'),
    location: first('location'),
    retryAfter: first('retry-after'),
  };
}

const SILENCE: ReadonlySet<string> = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);
const TOO_LARGE: ReadonlySet<string> = new Set([
  'HPE_HEADER_OVERFLOW',
  'UND_ERR_HEADERS_OVERFLOW',
  'UND_ERR_RES_EXCEEDED_MAX_SIZE',
]);
const NOT_REACHED: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
]);
/** TLS: the far end is not who it should be. Codes of OpenSSL's verification and of Node's name check. */
const UNTRUSTED = /CERT|SIGNATURE|ERR_TLS|SELF_SIGNED|^ERR_SSL/;

/** An error of undici, a socket or TLS in our words: its code and message, and nothing else of it. */
function describe(thrown: unknown): HttpError {
  const { code, message } = innermost(thrown);
  const text = `${message}${code === '' || message.includes(code) ? '' : ` (${code})`}`;
  if (SILENCE.has(code)) return new HttpError('silence', text);
  if (TOO_LARGE.has(code)) return new HttpError('too large', text);
  if (UNTRUSTED.test(code)) return new HttpError('untrusted', text);
  return new HttpError(NOT_REACHED.has(code) ? 'not reached' : 'broke off', text);
}

/** Where several addresses were tried, Node throws one error around those of each: the first says what is wrong. */
function innermost(thrown: unknown): { readonly code: string; readonly message: string } {
  if (typeof thrown !== 'object' || thrown === null) return { code: '', message: `${typeof thrown} thrown` };
  if ('errors' in thrown && Array.isArray(thrown.errors) && thrown.errors.length > 0)
    return innermost(thrown.errors[0]);
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  return { code, message: 'message' in thrown && typeof thrown.message === 'string' ? thrown.message : code };
}
