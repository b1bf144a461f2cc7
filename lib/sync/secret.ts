/** The API key of an organization, and how a run gets at it without ever showing it. */

const SHOWN = '[secret]';

/** A text that must not be seen. Printed, logged, inspected or serialized in any way it reads `[secret]`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The text itself: for the one line that sends it, never for a message. */
  reveal(): string {
    return this.#value;
  }

  /** Whether both hold the same text. */
  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  /** What `console.log` and `util.inspect` print; Node looks the method up by this symbol. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return SHOWN;
  }
}

/** An API key of Secure Access. Both parts are kept from sight, the key as well: it names who may try secrets on it. */
export interface ApiKey {
  readonly key: Secret;
  readonly secret: Secret;
}

/** Where the API key comes from. Both methods throw a `RunFailure` where there is none to be had. */
export interface Credentials {
  /** The key as last read; read from its store only the first time. */
  read(): Promise<ApiKey>;
  /** Reads the store again, for a key that was refused. `changed` is false where it still holds the same key and secret. */
  reread(): Promise<{ readonly apiKey: ApiKey; readonly changed: boolean }>;
}
