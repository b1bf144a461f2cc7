import { type Answer, refused } from './answer.ts';
import { type ApiKey, allowsAddress, mayRead } from './api-key.ts';
import type { Call } from './call.ts';
import type { Fleet } from './fleet.ts';
import { API_LIMITS, type ApiRate, type RateLimiter } from './rate-limits.ts';
import { notFound, type RouteContext } from './routes/context.ts';
import { answerGroup, answerState } from './routes/group.ts';
import { answerList, answerStates } from './routes/list.ts';
import { answerPeers } from './routes/peers.ts';
import { answerRegions } from './routes/regions.ts';
import type { Tokens } from './tokens.ts';

/** What the resource endpoints work with. */
interface ApiDesk {
  readonly fleet: Fleet;
  readonly apiKey: ApiKey;
  readonly tokens: Tokens;
  readonly limiter: RateLimiter;
  readonly rate: ApiRate;
  /** What an expired token is answered: the published 401, or the reported 400 `invalid_request`. */
  readonly expiredToken: 401 | 400;
}

const ROUTES: Readonly<Record<string, (context: RouteContext) => Answer>> = {
  list: answerList,
  group: answerGroup,
  state: answerState,
  peers: answerPeers,
  states: answerStates,
  regions: answerRegions,
};

/** Answers a call of a resource endpoint: who asks, how often, whether they may, and only then what. */
export function answerApi(desk: ApiDesk, call: Call): Answer {
  const { requestId } = call;
  const token = desk.tokens.check(bearerToken(call.authorization), call.at);
  if (token.standing === 'expired' && desk.expiredToken === 400) {
    return refused({ status: 400, requestId, error: 'invalid_request' });
  }
  if (token.standing !== 'valid' || desk.apiKey.revoked) return refused({ status: 401, requestId });
  const waitSeconds = desk.limiter.ask(API_LIMITS[desk.rate], call.at);
  if (waitSeconds > 0) {
    return refused({ status: 429, requestId, headers: { 'Retry-After': String(waitSeconds) } });
  }
  if (!allowsAddress(desk.apiKey, call.remoteAddress)) return refused({ status: 403, requestId });
  if (call.endpoint === 'write') return refused({ status: 403, requestId });
  const context = { fleet: desk.fleet, call };
  const route = ROUTES[call.endpoint];
  if (!route) return notFound(context);
  return mayRead(token.scopes, call.endpoint) ? route(context) : refused({ status: 403, requestId });
}

function bearerToken(authorization: string): string {
  const [scheme = '', token = ''] = authorization.split(' ');
  return scheme.toLowerCase() === 'bearer' ? token : '';
}
