/** Who may ask: whoever opened the link that was printed, in the browser in which it was opened first. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** Bytes of a token and of a session: nobody guesses 256 bits. */
const SECRET_BYTES = 32;

export interface Sessions {
  /** Stands in the printed link, and opens one session. */
  readonly token: string;
  /** A new session for the token; null where it is another, or has been used. */
  exchange(token: string): string | null;
  isOpen(session: string | undefined): boolean;
}

/** `randomBytes` as in `node:crypto`. Sessions last as long as the process. */
export function createSessions(randomBytes: (count: number) => Buffer): Sessions {
  const secret = (): string => randomBytes(SECRET_BYTES).toString('base64url');
  const token = secret();
  let session: string | null = null;
  return {
    token,
    exchange(offered) {
      if (session !== null || !isSame(offered, token)) return null;
      session = secret();
      return session;
    },
    isOpen: (offered) => session !== null && offered !== undefined && isSame(offered, session),
  };
}

/** Compares in a time that says nothing of how much is the same. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
