import { randomBytes } from 'node:crypto';

interface Issued {
  readonly expiresAt: number;
  readonly scopes: readonly string[];
}

/** What is known of a bearer token that was presented. */
type TokenCheck =
  | { readonly standing: 'valid'; readonly scopes: readonly string[] }
  | { readonly standing: 'expired' }
  | { readonly standing: 'unknown' };

// A token lives an hour, so a few hundred reach back many days of simulated time; older ones count as unknown.
const REMEMBERED_MAX = 500;

/** Bytes of randomness in the middle part: makes tokens of 2 to 4 kB, as long as those Cisco prints. */
const PAYLOAD_BYTES_MIN = 1_400;
const PAYLOAD_BYTES_SPREAD = 1_000;
const SIGNATURE_BYTES = 256;

/** The access tokens that were issued. Each stays valid until its own end, whatever was issued after it. */
export class Tokens {
  readonly #issued = new Map<string, Issued>();

  /** A new token that ends at `expiresAt` (epoch milliseconds): long, random, and shaped like a signed JWT. */
  issue(expiresAt: number, scopes: readonly string[]): string {
    const header = Buffer.from('{"alg":"RS256","kid":"simulated","typ":"JWT"}').toString('base64url');
    const spread = randomBytes(2).readUInt16BE() % PAYLOAD_BYTES_SPREAD;
    const payload = randomBytes(PAYLOAD_BYTES_MIN + spread).toString('base64url');
    const token = `${header}.${payload}.${randomBytes(SIGNATURE_BYTES).toString('base64url')}`;
    this.#issued.set(token, { expiresAt, scopes });
    for (const oldest of this.#issued.keys()) {
      if (this.#issued.size <= REMEMBERED_MAX) break;
      this.#issued.delete(oldest);
    }
    return token;
  }

  check(token: string, now: number): TokenCheck {
    const issued = this.#issued.get(token);
    if (!issued) return { standing: 'unknown' };
    return now < issued.expiresAt ? { standing: 'valid', scopes: issued.scopes } : { standing: 'expired' };
  }

  /** Ends every token before its time, as if it had expired. New ones can be had. */
  endAll(): void {
    for (const [token, issued] of this.#issued) this.#issued.set(token, { ...issued, expiresAt: -Infinity });
  }

  /** Every token that is remembered, for making sure that none is recorded. */
  get all(): Iterable<string> {
    return this.#issued.keys();
  }
}
