/** Text from outside, made fit for a failure's sentence: short, on one line, and without anything secret in it. */

const LONGEST = 200;
/** The last few mints: what is older has long ended. */
const REMEMBERED = 16;
const SHORTEST_SECRET = 4;
const HIDDEN = '[secret]';

/** What an `Authorization` header or a JSON Web Token looks like, whosever it is. */
const SHAPES = [/\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, /\beyJ[\w-]{8,}[\w.-]*/g] as const;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** Knows the secrets in use and takes them out of foreign text, in case a server repeats what it was sent. */
export interface Redactor {
  /** Remembers a text that must never be shown. */
  learn(secret: string): void;
  /** The text on one line, at most 200 characters, with `[secret]` in place of every secret. */
  clean(text: string): string;
}

export function createRedactor(): Redactor {
  let secrets: readonly string[] = [];
  return {
    learn(secret) {
      if (secret.length < SHORTEST_SECRET) return;
      secrets = [...secrets.filter((known) => known !== secret), secret].slice(-REMEMBERED);
    },
    clean: (text) => clean(text, secrets),
  };
}

function clean(text: string, secrets: readonly string[]): string {
  let shown = text;
  // The longest first: one secret may contain another.
  for (const secret of [...secrets].sort((a, b) => b.length - a.length))
    for (const form of [secret, encodeURIComponent(secret)]) shown = shown.replaceAll(form, HIDDEN);
  for (const shape of SHAPES) shown = shown.replace(shape, HIDDEN);
  shown = shown.replace(CONTROL, ' ').trim();
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
}
