/** The access token: minted with the API key, kept from run to run, replaced before its end and when it is refused. */
import { RunFailure } from '../../core/failure.ts';
import type { Deadline } from '../../sync/ports.ts';
import { type ApiKey, type Credentials, Secret } from '../../sync/secret.ts';
import { type ExchangeParts, exchange, lastMoment, type Question } from './exchange.ts';
import type { Judged, Trouble } from './failures.ts';
import { fieldsOf } from './json.ts';
import type { ParsedUrl } from './urls.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Every published sample says 3600 s; an answer that does not say is trusted for less. */
const UNSTATED_LIFE_MILLISECONDS = 10 * MINUTE;
/** No statement of a longer life is believed. */
const LONGEST_LIFE_MILLISECONDS = 24 * 60 * MINUTE;
/** A token is not used in the last part of its life: it might end on the way. */
const LAST_PART_MILLISECONDS = MINUTE;
/** A refresh that can wait is tried no more often than this, and given no more time than that. */
const REFRESH_PAUSE_MILLISECONDS = MINUTE;
const REFRESH_MILLISECONDS = 5 * SECOND;

/** A token with its times, in milliseconds since 1970. */
export interface Token {
  readonly value: Secret;
  readonly minted: number;
  /** From here on it is replaced when convenient. */
  readonly halfLife: number;
  /** From here on it is not used. */
  readonly ends: number;
}

export interface Tokens {
  /** A token to call the API with. Throws a `RunFailure` where none is to be had by the deadline. */
  current(deadline: Deadline): Promise<Token>;
  /** Another token than the one the API has just refused. */
  renew(refused: Token, deadline: Deadline): Promise<Token>;
  /** A token for the key that is now stored; null where the same key is stored as before, so that asking again is no use. */
  afterRotation(refused: Token, deadline: Deadline): Promise<Token | null>;
}

export interface TokenParts extends ExchangeParts {
  readonly tokenUrl: ParsedUrl;
  readonly credentials: Credentials;
}

export function createTokens(parts: TokenParts): Tokens {
  let held: Token | null = null;
  /** Shared by all who ask meanwhile, so that they cause one request. */
  let minting: Promise<Token> | null = null;
  let nextRefresh = Number.NEGATIVE_INFINITY;

  function alone(mintIt: () => Promise<Token>): Promise<Token> {
    minting ??= mintIt()
      .then((token) => {
        held = token;
        return token;
      })
      .finally(() => {
        minting = null;
      });
    return minting;
  }

  /** Keeps the token it has where no new one is to be had: it is good for half its life yet. */
  async function refresh(old: Token, deadline: Deadline): Promise<Token> {
    const now = parts.clock.now();
    if (now < nextRefresh || minting !== null) return old;
    nextRefresh = now + REFRESH_PAUSE_MILLISECONDS;
    const until = Math.min(now + REFRESH_MILLISECONDS, lastMoment(deadline));
    const hurried = { until, milliseconds: REFRESH_MILLISECONDS, patient: false };
    try {
      return await alone(() => mintOrReread(parts, hurried));
    } catch (thrown) {
      if (!(thrown instanceof RunFailure)) throw thrown;
      parts.log.warn('The access token could not be renewed early; the one at hand is still good', {
        ...thrown.failure,
      });
      return held ?? old;
    }
  }

  function drop(refused: Token): void {
    if (held === refused) held = null;
  }

  async function current(deadline: Deadline): Promise<Token> {
    const now = parts.clock.now();
    // A token from the future is from before the clock stepped back: its times mean nothing.
    if (held === null || now >= held.ends || now < held.minted)
      return alone(() => mintOrReread(parts, { until: lastMoment(deadline) }));
    return now < held.halfLife ? held : refresh(held, deadline);
  }

  return {
    current,
    async renew(refused, deadline) {
      drop(refused);
      return current(deadline);
    },
    async afterRotation(refused, deadline) {
      drop(refused);
      const { apiKey, changed } = await parts.credentials.reread();
      return changed ? alone(() => mint(parts, apiKey, { until: lastMoment(deadline) })) : null;
    },
  };
}

type Haste = Pick<Question, 'until' | 'milliseconds' | 'patient'>;

/** Mints a token; where the key is refused, once more if the secret has been changed since it was read. */
async function mintOrReread(parts: TokenParts, haste: Haste): Promise<Token> {
  const asked = await ask(parts, await parts.credentials.read(), haste);
  if (!('trouble' in asked) || asked.trouble.failure.kind !== 'credentials refused')
    return tokenOf(parts, asked);
  const { apiKey, changed } = await parts.credentials.reread();
  if (changed) return mint(parts, apiKey, haste);
  throw refusal(asked.trouble, 'The secret still holds the same key.');
}

async function mint(parts: TokenParts, apiKey: ApiKey, haste: Haste): Promise<Token> {
  return tokenOf(parts, await ask(parts, apiKey, haste));
}

interface Asked {
  readonly at: number;
}

/** The request for a token, and what in it must never be shown. */
export function tokenRequest(
  { origin, path }: ParsedUrl,
  { key, secret }: ApiKey,
): Pick<Question, 'subject' | 'request'> & { readonly secrets: readonly string[] } {
  const basic = Buffer.from(`${key.reveal()}:${secret.reveal()}`).toString('base64');
  return {
    secrets: [key.reveal(), secret.reveal(), basic],
    subject: { party: 'token URL', call: `POST ${origin}${path}` },
    request: {
      method: 'POST',
      origin,
      path: path === '' ? '/' : path,
      headers: {
        authorization: `Basic ${basic}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
        'user-agent': 'tunnelwatch',
      },
      body: 'grant_type=client_credentials',
    },
  };
}

async function ask(parts: TokenParts, apiKey: ApiKey, haste: Haste): Promise<Judged & Asked> {
  const { secrets, ...question } = tokenRequest(parts.tokenUrl, apiKey);
  for (const text of secrets) parts.redactor.learn(text);
  // From before the request, so that a token never seems to end later than it does.
  const at = parts.clock.now();
  const judged = await exchange(parts, { ...question, ...haste });
  return { ...judged, at };
}

function tokenOf(parts: TokenParts, asked: Judged & Asked): Token {
  if ('trouble' in asked) throw refusal(asked.trouble, '');
  const fields = fieldsOf(asked.json);
  const value = fields?.access_token;
  // Printable ASCII: anything else could not stand in a header.
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value))
    throw notAToken(parts, 'has no readable "access_token"');
  const type = fields?.token_type ?? 'bearer';
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer')
    throw notAToken(parts, 'has another "token_type" than bearer');
  parts.redactor.learn(value);
  const life = lifeOf(fields?.expires_in);
  return {
    value: new Secret(value),
    minted: asked.at,
    halfLife: asked.at + life / 2,
    ends: asked.at + life - Math.min(LAST_PART_MILLISECONDS, life / 10),
  };
}

/** `expires_in` (seconds) as milliseconds. */
function lifeOf(expiresIn: unknown): number {
  const seconds = typeof expiresIn === 'string' && expiresIn.trim() !== '' ? Number(expiresIn) : expiresIn;
  if (typeof seconds !== 'number' || !(seconds >= 0)) return UNSTATED_LIFE_MILLISECONDS;
  return Math.min(seconds * SECOND, LONGEST_LIFE_MILLISECONDS);
}

function refusal({ failure }: Trouble, addition: string): RunFailure {
  return new RunFailure({ ...failure, detail: `${failure.detail} ${addition}`.trim() });
}

function notAToken(parts: TokenParts, what: string): RunFailure {
  const { origin, path } = parts.tokenUrl;
  return new RunFailure({
    kind: 'API changed',
    detail: `The answer of POST ${origin}${path} ${what}.`,
    status: 200,
  });
}
