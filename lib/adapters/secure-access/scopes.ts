/** What a key may do, as far as its token says so. Nothing of the kind is documented, so nothing depends on it. */
import { fieldsOf } from './json.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The one scope that runs need. */
export const NEEDED_SCOPE = 'deployments.networktunnelgroups:read';

const SCOPE = /^[a-z][\w.-]*:(read|write)$/i;

/**
 * The scopes that the answer of the token URL names, beside the token (`scope`, RFC 6749 section 5.1) or among the claims in
 * it; null where neither does. The token itself is believed to be opaque everywhere else.
 */
export function scopesIn(answer: Fields | null): readonly string[] | null {
  const token = answer?.access_token;
  const claims = typeof token === 'string' ? claimsOf(token) : null;
  for (const holder of [answer, claims])
    for (const name of ['scope', 'scopes', 'scp']) {
      const scopes = listed(holder?.[name]);
      if (scopes.length > 0) return scopes;
    }
  return null;
}

/** Those that no run needs. */
export function excessOf(scopes: readonly string[]): readonly string[] {
  return scopes.filter((scope) => scope !== NEEDED_SCOPE);
}

function listed(value: unknown): readonly string[] {
  const words: readonly unknown[] =
    typeof value === 'string' ? value.split(/[\s,]+/) : Array.isArray(value) ? value : [];
  return words.filter((word): word is string => typeof word === 'string' && SCOPE.test(word));
}

/** The claims of a JSON Web Token, unverified: they are shown to a person and decide nothing. */
function claimsOf(token: string): Fields | null {
  try {
    return fieldsOf(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}
