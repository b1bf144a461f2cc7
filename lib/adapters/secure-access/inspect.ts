/** A look at the API with a key, step by step and once each: for a person who wants to know what works. */
import { type Failure, failureOf } from '../../core/failure.ts';
import { type ApiKey, Secret } from '../../sync/secret.ts';
import { type Judged, judge, judgeNoAnswer, type Subject } from './failures.ts';
import { createHttp, type Http, type HttpAnswer, HttpError, type HttpRequest } from './http.ts';
import { fieldsOf } from './json.ts';
import { createRedactor, type Redactor } from './redact.ts';
import { parsePage } from './schema.ts';
import { scopesIn } from './scopes.ts';
import { listPath } from './secure-access.ts';
import { tokenRequest } from './token.ts';
import { parseUrl } from './urls.ts';

export interface InspectOptions {
  readonly apiUrl: string;
  readonly tokenUrl: string;
  readonly apiKey: ApiKey;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** One request and what came of it. */
export interface Probed {
  /** Method and URL without query. */
  readonly call: string;
  readonly judged: Judged;
  /** null where none came. */
  readonly answer: HttpAnswer | null;
  /** How long it took. */
  readonly milliseconds: number;
  /** By how many milliseconds the API's clock is ahead of this machine's; null where its answer has no `Date`. */
  readonly skew: number | null;
}

/** Asks as runs do, but once: nothing is repeated, and nothing is written. */
export interface Inspector {
  /** Asks for a token, and keeps it for the calls that follow. */
  mint(): Promise<Probed>;
  /** Asks the API for a path with the token. */
  get(path: string): Promise<Probed>;
}

/** What a key is good for. What was not tried, because something before it failed, is null. */
export interface Inspection {
  readonly token: Failure | 'ok';
  readonly page: Failure | 'ok' | null;
  /** How many groups the API says there are. */
  readonly groups: number | null;
  readonly milliseconds: number | null;
  readonly skew: number | null;
  /** Scopes that the token names; null where it names none, which is the rule. */
  readonly scopes: readonly string[] | null;
  /** Whether the key also reads `/regions`, for which the scope of a run does not suffice. */
  readonly readsRegions: boolean | null;
}

/** For one request; a person waits. */
const MILLISECONDS_MAX = 20_000;

/** Throws `request refused` where a URL cannot be used. */
export function createInspector({ apiUrl, tokenUrl, apiKey, now }: InspectOptions): Inspector {
  const [api, mintAt] = [parseUrl('apiUrl', apiUrl), parseUrl('tokenUrl', tokenUrl)];
  const parts = { http: createHttp(), redactor: createRedactor(), now };
  let token: Secret | null = null;
  return {
    async mint() {
      const { secrets, subject, request } = tokenRequest(mintAt, apiKey);
      for (const text of secrets) parts.redactor.learn(text);
      const probed = await probe(parts, subject, request);
      const minted = 'json' in probed.judged ? fieldsOf(probed.judged.json)?.access_token : undefined;
      if (typeof minted === 'string') {
        parts.redactor.learn(minted);
        token = new Secret(minted);
      }
      return probed;
    },
    get(path) {
      const authorization = `Bearer ${token?.reveal() ?? ''}`;
      const [bare = path] = path.split('?');
      const call = `GET ${api.origin}${api.path}${bare}`;
      return probe(
        parts,
        { party: 'API', call },
        {
          method: 'GET',
          origin: api.origin,
          path: `${api.path}${path}`,
          headers: { authorization, accept: 'application/json', 'user-agent': 'tunnelwatch' },
        },
      );
    },
  };
}

/** Tries a key: a token, one page, and what else it can read. Throws `request refused` where a URL cannot be used. */
export async function inspect(options: InspectOptions): Promise<Inspection> {
  const inspector = createInspector(options);
  const nothing = { page: null, groups: null, milliseconds: null, scopes: null, readsRegions: null };
  const minted = await inspector.mint();
  const token = tokenOutcome(minted);
  if (token !== 'ok') return { ...nothing, token, skew: minted.skew };
  const scopes = 'json' in minted.judged ? scopesIn(fieldsOf(minted.judged.json)) : null;
  const listed = await inspector.get(listPath({ offset: '0' }));
  const { skew } = listed;
  if ('trouble' in listed.judged)
    return { ...nothing, token, skew, scopes, page: listed.judged.trouble.failure };
  try {
    const { total, records } = parsePage(listed.judged.json, listed.call);
    const regions = await inspector.get('/deployments/v2/regions');
    return {
      token,
      page: 'ok',
      groups: total ?? records.length,
      milliseconds: listed.milliseconds,
      skew,
      scopes,
      readsRegions: 'json' in regions.judged ? true : regions.answer?.status === 403 ? false : null,
    };
  } catch (thrown) {
    return { ...nothing, token, skew, scopes, page: failureOf(thrown) };
  }
}

function tokenOutcome({ call, judged }: Probed): Failure | 'ok' {
  if ('trouble' in judged) return judged.trouble.failure;
  if (typeof fieldsOf(judged.json)?.access_token === 'string') return 'ok';
  return { kind: 'API changed', detail: `${call}: the answer has no "access_token".`, status: 200 };
}

interface ProbeParts {
  readonly http: Http;
  readonly redactor: Redactor;
  readonly now: () => number;
}

async function probe(
  { http, redactor, now }: ProbeParts,
  subject: Subject,
  request: Omit<HttpRequest, 'milliseconds'>,
): Promise<Probed> {
  const begun = now();
  const { call } = subject;
  try {
    const answer = await http.send({ ...request, milliseconds: MILLISECONDS_MAX });
    const ended = now();
    const theirs = answer.headers.date === null ? Number.NaN : Date.parse(answer.headers.date);
    const isDated = !Number.isNaN(theirs);
    return {
      call,
      // How far the clocks are apart is an answer of its own here, and must not hide what else the API says.
      judged: judge(subject, answer, isDated ? theirs : ended, redactor.clean),
      answer,
      milliseconds: ended - begun,
      skew: isDated ? theirs - ended : null,
    };
  } catch (thrown) {
    if (!(thrown instanceof HttpError)) throw thrown;
    const trouble = judgeNoAnswer(subject, thrown.reason, thrown.message, redactor.clean);
    return { call, judged: { trouble }, answer: null, milliseconds: now() - begun, skew: null };
  }
}
