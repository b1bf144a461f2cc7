/** The Secure Access API of one organization, as a run sees it (`SecureAccess` in lib/sync/ports.ts). */
import { RunFailure } from '../../core/failure.ts';
import { LOOK_UP_IDS } from '../../core/fixed-policy.ts';
import { PAGE_LIMIT } from '../../core/fleet/pages.ts';
import { RATES, type RateBudget } from '../../core/rate/limits.ts';
import type { ApiUsage, Clock, Deadline, ListRecord, Log, Page, SecureAccess } from '../../sync/ports.ts';
import type { Credentials } from '../../sync/secret.ts';
import { type ExchangeParts, exchange, lastMoment } from './exchange.ts';
import type { Judged, Trouble } from './failures.ts';
import { createHttp, type HttpLimits, type HttpRequest } from './http.ts';
import { createRateKeeper } from './rate-keeper.ts';
import { createRedactor } from './redact.ts';
import { parseGroupAnswer, parsePage } from './schema.ts';
import { PageSieve } from './sieve.ts';
import { createTokens, type Token } from './token.ts';
import { parseUrl } from './urls.ts';

const GROUPS = '/deployments/v2/networktunnelgroups';

export interface SecureAccessOptions {
  /** Base of the API, without `/deployments/v2`; https, or http on loopback. */
  readonly apiUrl: string;
  /** The whole token URL; in some clouds on another host than the API. */
  readonly tokenUrl: string;
  readonly credentials: Credentials;
  readonly clock: Clock;
  /** At least 0 and less than 1. */
  readonly random: () => number;
  readonly log: Log;
  /** Which of Cisco's published rate limits to keep within. */
  readonly budget: RateBudget;
  /** @default HTTP_LIMITS */
  readonly limits?: HttpLimits;
}

/**
 * A client of one organization, to be kept for as long as the process lives: it holds the token, the open connections
 * and the count of calls. Throws `request refused` where a URL cannot be used; its methods throw a `RunFailure` each.
 */
export function createSecureAccess(options: SecureAccessOptions): SecureAccess {
  const { credentials, clock, random, log } = options;
  const apiUrl = parseUrl('apiUrl', options.apiUrl);
  const tokenUrl = parseUrl('tokenUrl', options.tokenUrl);
  const usage = createUsage();
  const shared = { http: createHttp(options.limits), clock, random, log, redactor: createRedactor() };
  const api: ExchangeParts = {
    ...shared,
    keeper: createRateKeeper(RATES[options.budget], clock),
    count: usage.count('calls'),
  };
  const tokens = createTokens({
    ...shared,
    keeper: createRateKeeper(RATES.token, clock),
    count: usage.count('tokenRequests'),
    tokenUrl,
    credentials,
  });

  function ask({ path, call, gather }: Get, token: Token, deadline: Deadline): Promise<Judged> {
    const authorization = `Bearer ${token.value.reveal()}`;
    return exchange(api, {
      subject: { party: 'API', call: `GET ${apiUrl.origin}${apiUrl.path}${call}` },
      request: {
        method: 'GET',
        origin: apiUrl.origin,
        path: `${apiUrl.path}${path}`,
        headers: { authorization, accept: 'application/json', 'user-agent': 'tunnelwatch' },
        ...(gather !== undefined && { gather }),
      },
      until: lastMoment(deadline),
    });
  }

  /** Asks with the token at hand; refused, with a new one; refused again, with the key that is stored by now. */
  async function get(what: Get, deadline: Deadline): Promise<Judged> {
    const first = await tokens.current(deadline);
    const found = await ask(what, first, deadline);
    if (!mayBeTheToken(found)) return found;
    const second = await tokens.renew(first, deadline);
    const again = await ask(what, second, deadline);
    if (!refusesTheToken(again)) return again;
    const third = await tokens.afterRotation(second, deadline);
    return third === null ? again : ask(what, third, deadline);
  }

  async function list(query: Record<string, string>, call: string, deadline: Deadline): Promise<Page> {
    const what = { path: listPath(query), call: `${GROUPS}${call}`, gather: () => new PageSieve() };
    return parsePage(jsonOf(await get(what, deadline)), `GET ${what.call}`);
  }

  return {
    page: (offset, deadline) => list({ offset: String(offset) }, ` (offset ${offset})`, deadline),
    async groupsWithIds(ids, deadline) {
      const found: ListRecord[] = [];
      for (let from = 0; from < ids.length; from += LOOK_UP_IDS) {
        const some = ids.slice(from, from + LOOK_UP_IDS);
        const filters = JSON.stringify({ networkTunnelGroupIds: some.join(',') });
        const page = await list({ offset: '0', filters }, ` (${some.length} ids)`, deadline);
        found.push(...page.records.filter((record) => isOneOf(some, record)));
      }
      return found;
    },
    async group(id, deadline) {
      const call = `${GROUPS}/${encodeURIComponent(id)}`;
      const found = await get({ path: call, call }, deadline);
      return 'trouble' in found && meansGone(found.trouble)
        ? null
        : parseGroupAnswer(jsonOf(found), id, `GET ${call}`);
    },
    takeUsage: usage.take,
  };
}

/** What is asked for. */
interface Get extends Pick<HttpRequest, 'path' | 'gather'> {
  /** As a failure names it. */
  readonly call: string;
}

/** Path and query of the list, as runs ask for it. */
export function listPath(query: Readonly<Record<string, string>>): string {
  const parameters = new URLSearchParams({
    limit: String(PAGE_LIMIT),
    includeStatuses: 'true',
    sortBy: 'createdAt',
    sortOrder: 'asc',
    ...query,
  });
  return `${GROUPS}?${parameters}`;
}

function createUsage() {
  const none = { calls: 0, tokenRequests: 0, retries: 0 };
  let used = { ...none };
  return {
    count: (requests: 'calls' | 'tokenRequests') => (what: 'request' | 'retry') => {
      used[what === 'retry' ? 'retries' : requests] += 1;
    },
    take(): ApiUsage {
      const taken = used;
      used = { ...none };
      return taken;
    },
  };
}

function jsonOf(found: Judged): unknown {
  if ('trouble' in found) throw new RunFailure(found.trouble.failure);
  return found.json;
}

function refusesTheToken(found: Judged): boolean {
  return 'trouble' in found && found.trouble.failure.status === 401;
}

/**
 * Whether a new token may help. A report says that an ended token is answered with 400 `invalid_request`; unconfirmed, so
 * believed once: if a new token is answered like that too, the request is at fault.
 */
function mayBeTheToken(found: Judged): boolean {
  if (refusesTheToken(found)) return true;
  return (
    'trouble' in found && found.trouble.failure.status === 400 && found.trouble.error === 'invalid_request'
  );
}

/** A page of somebody in between with status 404 says nothing about the group; the API's own answer does. */
function meansGone({ failure, body }: Trouble): boolean {
  return failure.status === 404 && body !== 'other';
}

/** Should the API not heed the filter, the rest of what it lists was not asked for. */
function isOneOf(ids: readonly string[], record: ListRecord): boolean {
  const id = 'group' in record ? record.group.id : record.malformed.id;
  return id === null || ids.includes(id);
}
