import { type Answer, json, tokenRefused } from './answer.ts';
import { type ApiKey, allowsAddress } from './api-key.ts';
import type { Call } from './call.ts';
import { type RateLimiter, TOKEN_LIMITS } from './rate-limits.ts';
import type { Tokens } from './tokens.ts';

/** What the token endpoint works with. */
interface TokenDesk {
  readonly apiKey: ApiKey;
  readonly tokens: Tokens;
  readonly limiter: RateLimiter;
  /** Seconds: how long a token lives, and what `expires_in` says. */
  readonly expiresInSeconds: number;
}

/**
 * `POST /auth/v2/token`: OAuth 2.0 client credentials with HTTP Basic and a form body. A 200 carries exactly the
 * three fields of the specification. The texts of the refusals are not published; these are made up.
 */
export function answerToken(desk: TokenDesk, call: Call): Answer {
  if (call.method !== 'POST') return tokenRefused(404, 'Not Found');
  const waitSeconds = desk.limiter.ask(TOKEN_LIMITS, call.at);
  if (waitSeconds > 0) return tokenRefused(429, 'Too Many Requests', { 'Retry-After': String(waitSeconds) });
  if (!isForm(call.contentType))
    return tokenRefused(400, 'Content-Type must be application/x-www-form-urlencoded');
  const grantTypes = new URLSearchParams(call.body).getAll('grant_type');
  if (grantTypes.length !== 1 || grantTypes[0] !== 'client_credentials') {
    return tokenRefused(400, 'grant_type must be client_credentials');
  }
  if (!presents(desk.apiKey, call)) return tokenRefused(401, 'Invalid API key or secret');
  if (!allowsAddress(desk.apiKey, call.remoteAddress)) return tokenRefused(403, 'Access Forbidden');
  const token = desk.tokens.issue(call.at + desk.expiresInSeconds * 1000, desk.apiKey.scopes);
  return json(200, { token_type: 'bearer', access_token: token, expires_in: desk.expiresInSeconds });
}

function isForm(contentType: string): boolean {
  return contentType.split(';', 1)[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
}

function presents(apiKey: ApiKey, { authorization, at }: Call): boolean {
  const [scheme = '', encoded = ''] = authorization.split(' ');
  if (scheme.toLowerCase() !== 'basic') return false;
  const isRight = Buffer.from(encoded, 'base64').toString('utf8') === `${apiKey.key}:${apiKey.secret}`;
  const isExpired = apiKey.expiresAt !== null && at >= apiKey.expiresAt;
  return isRight && !apiKey.revoked && !isExpired;
}
