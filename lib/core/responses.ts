/** Which failure each HTTP status is: one registry for the client, `tunnelwatch explain` and the documentation. */
import type { FailureKind } from './failure.ts';

/** Who is asked: a 401 of the token URL is about the key, one of the API about the token. */
export type Party = 'API' | 'token URL';

/** The statuses that Cisco's documents name, and those of gateways. */
const KINDS: Readonly<Record<number, FailureKind>> = {
  400: 'request refused',
  401: 'credentials refused',
  403: 'not permitted',
  404: 'request refused',
  409: 'request refused',
  413: 'request refused',
  429: 'rate limited',
  500: 'API unavailable',
  502: 'API unavailable',
  503: 'API unavailable',
  504: 'API unavailable',
};

/** Where the token URL differs: a key whose allowed addresses do not include the caller's may get either status. */
const TOKEN_KINDS: Readonly<Record<number, FailureKind>> = {
  401: 'credentials refused',
  403: 'credentials refused',
};

/** The failure kind of a status other than 200; those that no document names go by their class. */
export function kindOf(party: Party, status: number): FailureKind {
  const known = (party === 'token URL' ? TOKEN_KINDS[status] : undefined) ?? KINDS[status];
  if (known !== undefined) return known;
  if (status >= 400 && status < 500) return 'request refused';
  return status >= 500 && status < 600 ? 'API unavailable' : 'API changed';
}

/** Those after which the same request may well succeed a little later. */
const PASSING: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

export function isPassing(status: number): boolean {
  return PASSING.has(status);
}
