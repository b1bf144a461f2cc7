import { type Answer, reasonFor, refused, tokenRefused } from './answer.ts';
import type { Call } from './call.ts';
import {
  bodyFault,
  type Envelope,
  envelopeFault,
  numbersAsStrings,
  recordsFault,
  withUnknownFields,
} from './fault-bodies.ts';
import type { Fault } from './faults.ts';

/** How a refusal looks. */
interface StatusOptions {
  /** JSON as the endpoint would write it, a gateway's HTML, or nothing. Default `json`. */
  readonly body?: 'json' | 'html' | 'empty';
  /** The `error` (at the token endpoint the `message`). Default: the text for that status. */
  readonly error?: string;
  /** `Retry-After`: seconds, or any text as it is. Default: the header is absent. */
  readonly retryAfter?: number | string;
  /** `Retry-After` as an HTTP date, so many milliseconds after the request. */
  readonly retryAfterDateMs?: number;
}

const HTML = { 'Content-Type': 'text/html; charset=utf-8' };
const LOGIN_PAGE =
  '<!doctype html><html><head><title>Sign in</title></head><body><form method="post"><input name="user"></form></body></html>';

/** Answers that are refused, or come from somebody else than the API. */
const answers = {
  /** Any refusal: 400, 401, 403, 404, 413, 429, 500, 502, 503, 504, … */
  status: (status: number, options: StatusOptions = {}): Fault => ({
    name: `status ${status}`,
    apply: (_answer, call) => refusal(status, options, call),
  }),
  /** The good answer under another success code (201, 202), or 204 and no body. */
  successCode: (status: 201 | 202 | 204): Fault => ({
    name: `status ${status}`,
    apply: (answer) => ({ ...answer(), status }),
  }),
  /** 200 with the HTML of a login page. */
  loginPage: (): Fault => ({
    name: 'login page',
    apply: () => ({ status: 200, headers: HTML, body: LOGIN_PAGE }),
  }),
  /** A redirect to another origin. Default: 302 to a host that does not exist. */
  redirect: (location = 'https://login.example.invalid/', status = 302): Fault => ({
    name: 'redirect',
    apply: () => ({ status, headers: { Location: location }, body: '' }),
  }),
  /** 200 whose JSON ends in the middle, under a `Content-Length` that agrees with what is there. */
  truncatedJson: (): Fault => ({
    name: 'truncated JSON',
    apply: (answer) => {
      const good = answer();
      return { ...good, body: good.body.slice(0, Math.floor(good.body.length / 2)) };
    },
  }),
  /** A `Date` header that is wrong by so much; the rest of the answer is right. */
  dateSkew: (ms: number): Fault => ({
    name: 'date skew',
    apply: (answer, call) => {
      const good = answer();
      return { ...good, headers: { ...good.headers, Date: new Date(call.at + ms).toUTCString() } };
    },
  }),
};

/** Answers that arrive badly. */
const deliveries = {
  /** The headers come only after so long. */
  slowHeaders: (ms: number): Fault => ({ name: 'slow headers', delivery: { kind: 'slow-headers', ms } }),
  /** The body comes a few bytes at a time. */
  slowBody: (chunkBytes: number, pauseMs: number): Fault => ({
    name: 'slow body',
    delivery: { kind: 'slow-body', chunkBytes, pauseMs },
  }),
  /** The body never ends. */
  endlessBody: (): Fault => ({ name: 'endless body', delivery: { kind: 'endless-body' } }),
  /** The connection is reset without an answer. */
  resetBefore: (): Fault => ({ name: 'reset before', delivery: { kind: 'reset-before' } }),
  /** The connection is reset in the middle of the body. */
  resetMidBody: (): Fault => ({ name: 'reset mid body', delivery: { kind: 'reset-mid-body' } }),
  /** The connection ends in the middle of the body. */
  cutMidBody: (): Fault => ({ name: 'cut mid body', delivery: { kind: 'cut-mid-body' } }),
};

/** Good-looking answers whose content is wrong. */
const bodies = {
  /** Whatever a test can think of. */
  rewrite: (rewrite: (body: unknown, call: Call) => unknown): Fault => bodyFault('rewrite', rewrite),
  /** `data: null`. */
  dataNull: (): Fault => envelopeFault('data null', (envelope) => ({ ...envelope, data: null })),
  /** Another `total`: wrong, huge, zero, a string, null. */
  total: (total: unknown): Fault => envelopeFault('total', (envelope) => ({ ...envelope, total })),
  /** No `total`. */
  totalMissing: (): Fault => envelopeFault('total missing', ({ total: _, ...envelope }) => envelope),
  /** A page with only so many of its records; offset, limit and total are right. */
  shortPage: (records: number): Fault => recordsFault('short page', (data) => data.slice(0, records)),
  /** Every page is full of groups never seen before, and the total is always one page ahead. */
  endlessPaging: (): Fault => envelopeFault('endless paging', moreAndMore),
  /** The page's last record is its first one again: the count agrees, the ids do not. */
  duplicateGroup: (): Fault =>
    recordsFault('duplicate group', (data) => [...data.slice(0, -1), ...data.slice(0, 1)]),
  /** The page's first group has no `id`. */
  groupWithoutId: (): Fault =>
    recordsFault('group without id', ([first, ...rest]) => {
      const { id: _, ...anonymous } = first ?? {};
      return [anonymous, ...rest];
    }),
  /** In place of the page's first group stands something else. Default: a string. */
  malformedGroup: (instead: unknown = 'not a group'): Fault =>
    recordsFault('malformed group', ([_, ...rest]) => [instead, ...rest]),
  /** Every object has a field that no specification has. */
  extraFields: (): Fault => bodyFault('extra fields', withUnknownFields),
  /** Every number is a decimal string. */
  numbersAsStrings: (): Fault => bodyFault('numbers as strings', numbersAsStrings),
};

/**
 * The faults there are, each a function that makes one:
 * `simulator.faults.add(fault.status(503, { body: 'html' }), { on: 'list', times: 2 })`.
 */
export const fault = { ...answers, ...deliveries, ...bodies } as const;

function refusal(status: number, options: StatusOptions, call: Call): Answer {
  const { body = 'json', error, retryAfter, retryAfterDateMs } = options;
  const headers: Record<string, string> = {};
  if (retryAfter !== undefined) headers['Retry-After'] = String(retryAfter);
  if (retryAfterDateMs !== undefined)
    headers['Retry-After'] = new Date(call.at + retryAfterDateMs).toUTCString();
  if (body === 'empty') return { status, headers, body: '' };
  if (body === 'html') {
    const text = `<html><body><h1>${status} ${reasonFor(status)}</h1></body></html>`;
    return { status, headers: { ...headers, ...HTML }, body: text };
  }
  if (call.endpoint === 'token') return tokenRefused(status, error ?? reasonFor(status), headers);
  return refused({ status, requestId: call.requestId, headers, ...(error === undefined ? {} : { error }) });
}

/** Far above any id the fleet gives, and below 2^53. */
const INVENTED_IDS = 7_000_000_000_000;

function moreAndMore({ data, offset, limit }: Envelope): unknown {
  const invented = Array.from({ length: limit }, (_, place) => ({
    ...data[place % Math.max(1, data.length)],
    id: INVENTED_IDS + offset + place,
    name: `Invented ${offset + place}`,
  }));
  return { data: invented, offset, limit, total: offset + 2 * limit };
}
