/** What every answer of the API, and every lack of one, means for a run. */

import type { Failure } from '../../core/failure.ts';
import { CLOCK_TOLERANCE } from '../../core/fixed-policy.ts';
import { isPassing, kindOf, type Party } from '../../core/responses.ts';
import type { HttpAnswer, NoAnswer } from './http.ts';
import { fieldsOf, readJson } from './json.ts';

/** What was asked, as a failure names it. */
export interface Subject {
  readonly party: Party;
  /** Method, URL without query, and what else tells this call from its like. */
  readonly call: string;
}

/** An answer that is not the one hoped for. */
export interface Trouble {
  readonly failure: Failure;
  /** Whether the same request may well succeed a little later. */
  readonly passing: boolean;
  /** The answer's `Retry-After`, as sent. */
  readonly retryAfter: string | null;
  /** The `error` of a JSON error body, cleaned; null where there was none. */
  readonly error: string | null;
  /** `json`: the API's own error body. `nothing`: no body. `other`: a page of somebody in between. */
  readonly body: 'json' | 'nothing' | 'other';
}

export type Judged = { readonly json: unknown } | { readonly trouble: Trouble };

/** Takes secrets out of foreign text and bounds it. */
export type Clean = (text: string) => string;

/** Words of RFC 6749, section 5.2, by which a token endpoint may refuse the key with a 400. */
const KEY_REFUSED: ReadonlySet<string> = new Set(['invalid_client', 'invalid_grant', 'unauthorized_client']);

/** Judges an answer: the JSON of a 200, or the trouble it is. `now` is in milliseconds since 1970. */
export function judge(subject: Subject, answer: HttpAnswer, now: number, clean: Clean): Judged {
  const skewed = clockFailure(subject, answer.headers.date, now);
  if (skewed !== null) return trouble({ failure: skewed });
  const read = readJson(answer.body);
  if (answer.status !== 200)
    return judgeStatus(subject, answer, 'value' in read ? read.value : undefined, clean);
  if ('value' in read) return { json: read.value };
  if (read.not === 'broken off')
    return trouble({
      failure: {
        kind: 'network',
        detail: `${subject.call}: the JSON of the answer breaks off.`,
        status: 200,
      },
      passing: true,
    });
  const type = answer.headers.contentType === null ? '' : ` (${clean(answer.headers.contentType)})`;
  const what = read.not === 'empty' ? 'an empty body' : 'something that is not JSON';
  return trouble({
    failure: {
      kind: 'API changed',
      detail: `${subject.call} answered 200 with ${what}${type}.`,
      status: 200,
    },
  });
}

/** The trouble behind an exchange that had no whole answer. */
export function judgeNoAnswer(subject: Subject, reason: NoAnswer, message: string, clean: Clean): Trouble {
  const what = clean(message);
  const detail = `${subject.call}: ${NO_ANSWER[reason]}: ${what}.`;
  return trouble({
    failure: { kind: reason === 'too large' ? 'API changed' : 'network', detail },
    passing: reason !== 'too large' && reason !== 'untrusted',
  }).trouble;
}

const NO_ANSWER: Readonly<Record<NoAnswer, string>> = {
  silence: 'time-out',
  'too slow': 'time-out',
  'too large': 'the answer has no end or is far too large',
  untrusted: "the server's certificate is not to be trusted",
  'not reached': 'no connection',
  'broke off': 'the connection broke off',
};

function judgeStatus(subject: Subject, answer: HttpAnswer, json: unknown, clean: Clean): Judged {
  const { status, headers } = answer;
  const fields = fieldsOf(json);
  const error = typeof fields?.error === 'string' ? clean(fields.error) : null;
  const refusesKey =
    subject.party === 'token URL' && status === 400 && error !== null && KEY_REFUSED.has(error);
  const kind = refusesKey ? 'credentials refused' : kindOf(subject.party, status);
  const requestId = typeof fields?.requestId === 'string' ? clean(fields.requestId) : '';
  const detail = `${subject.call} ${sentence(answer, fields, clean)}${requestId === '' ? '' : ` Request id: ${requestId}.`}`;
  return trouble({
    failure: { kind, detail, status, ...(requestId === '' ? {} : { requestId }) },
    passing: isPassing(status),
    retryAfter: headers.retryAfter,
    error,
    body: fields !== null ? 'json' : answer.body.trim() === '' ? 'nothing' : 'other',
  });
}

function sentence(
  { status, headers }: HttpAnswer,
  fields: Readonly<Record<string, unknown>> | null,
  clean: Clean,
): string {
  if (status >= 300 && status < 400 && headers.location !== null)
    return `answered ${status}, a redirect to ${targetOf(headers.location, clean)}; redirects are not followed.`;
  if (status < 400) return `answered ${status}, which is not documented for this call.`;
  const own = ownText(fields, clean);
  return own === '' ? `answered ${status} and gave no reason.` : `answered ${status}: "${own}".`;
}

/** Of a redirect's target only the origin: paths and queries of login pages carry what is nobody's business. */
function targetOf(location: string, clean: Clean): string {
  if (!URL.canParse(location)) return 'another path of the same server';
  const { protocol, host } = new URL(location);
  return clean(host === '' ? protocol : `${protocol}//${host}`);
}

/** `error` of the API or `message` of the token URL, and what is wrong with which parameter. */
function ownText(fields: Readonly<Record<string, unknown>> | null, clean: Clean): string {
  if (fields === null) return '';
  const text = [fields.error, fields.message].find((value) => typeof value === 'string') ?? '';
  const details = Object.entries(fieldsOf(fields.validationErrors) ?? {})
    .filter(([, value]) => typeof value === 'string')
    .slice(0, 3)
    .map(([parameter, value]) => `${parameter}: ${value}`);
  return clean([text, ...details].join(' ')).replace(/\.$/, '');
}

function clockFailure(subject: Subject, date: string | null, now: number): Failure | null {
  const theirs = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs) || Math.abs(theirs - now) <= CLOCK_TOLERANCE) return null;
  const apart = Math.round(Math.abs(theirs - now) / 60_000);
  const detail = `${subject.call}: the server's clock says ${iso(theirs)}, this machine's ${iso(now)}: ${apart} minutes apart.`;
  return { kind: 'clock', detail };
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function trouble(known: Partial<Trouble> & Pick<Trouble, 'failure'>): { readonly trouble: Trouble } {
  return { trouble: { passing: false, retryAfter: null, error: null, body: 'nothing', ...known } };
}
