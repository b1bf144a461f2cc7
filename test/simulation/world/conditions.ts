/** Weather: what is wrong with the services for a while. */
import { type Failure, RunFailure } from '../../../lib/core/failure.ts';

export const CONDITIONS = [
  'unavailable',
  'credentials refused',
  'not permitted',
  'rate limited',
  'API changed',
  'page dropped',
  'total too high',
  'total too low',
  'total missing',
  'empty list',
  'group unlisted',
  'record malformed',
  'record without id',
  'unknown word',
  'look-ups fail',
  'filter finds nothing',
  'filter ignored',
  'table throttles',
  'topic gone',
  'topic refuses one',
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** The conditions of now: how many runs each still lasts, and which group or page it is about. */
export interface Weather {
  readonly on: ReadonlyMap<Condition, { readonly runs: number; readonly pick: number }>;
  set(condition: Condition, runs: number, pick: number): void;
  /** A run has been started. */
  runBegan(): void;
  clear(): void;
}

export function createWeather(): Weather {
  const on = new Map<Condition, { readonly runs: number; readonly pick: number }>();
  return {
    on,
    set: (condition, runs, pick) => {
      on.set(condition, { runs, pick });
    },
    runBegan: () => {
      for (const [condition, { runs, pick }] of on) {
        if (runs <= 0) on.delete(condition);
        else on.set(condition, { runs: runs - 1, pick });
      }
    },
    clear: () => on.clear(),
  };
}

/** A text that stands for every secret: it may be in what an error carries along, and in nothing that is kept or sent. */
export const CANARY = 'CANARY-eyJhbGciOi';

/** What HTTP clients and SDKs hang on their errors: the request, with its headers. */
export function causeWithSecret(): Error {
  const cause = new Error(`sent with ${CANARY}`);
  return Object.assign(cause, { request: { headers: { authorization: `Bearer ${CANARY}` } } });
}

/** A failure of the API or the table, as their adapters throw it. */
export function failure(kind: Failure['kind'], detail: string): RunFailure {
  return new RunFailure({ kind, detail }, { cause: causeWithSecret() });
}

/** The failure with which the whole API answers under a condition; null where it works. */
export function failureUnder(weather: Weather): RunFailure | null {
  for (const kind of ['credentials refused', 'not permitted', 'rate limited', 'API changed'] as const)
    if (weather.on.has(kind)) return failure(kind, `The API says so: ${kind}.`);
  return weather.on.has('unavailable') ? failure('API unavailable', 'HTTP 503, four times.') : null;
}
