/** What the checkers are told: everything that passes between a run and the world, in the order in which it took effect. */
import type { RenderedAlert } from '../../lib/core/alerts/alert.ts';
import type { ListRecord } from '../../lib/core/fleet/pages.ts';
import type { Silence } from '../../lib/core/rules/silence.ts';
import type { Page, Store } from '../../lib/sync/ports.ts';

/** An answer of the API that a run got. */
export type Answer =
  | { readonly to: 'page'; readonly offset: number; readonly page: Page }
  | { readonly to: 'ids'; readonly records: readonly ListRecord[] }
  | { readonly to: 'id'; readonly id: string; readonly record: ListRecord | null };

type Call<Name extends keyof Store> = {
  readonly call: Name;
  readonly args: Parameters<Store[Name]>;
  readonly result: Awaited<ReturnType<Store[Name]>>;
};

/** A call of the store that took effect, whether or not the run heard of it. */
export type Landed = { [Name in keyof Store]: Call<Name> }[keyof Store];

/** How a run ended. `thrown`: it could not even record its failure; `killed`: its process did. */
export type Ending = 'complete' | 'failed' | 'skipped' | 'thrown' | 'killed';

interface Envelope {
  readonly run: string;
  /** True time in milliseconds since 1970. */
  readonly at: number;
}

export type Happening = Envelope &
  (
    | { readonly type: 'began' }
    | { readonly type: 'answered'; readonly answer: Answer }
    | {
        readonly type: 'landed';
        readonly landed: Landed;
        /** The clock of the run's process. */
        readonly clock: number;
        /** Given up before, and done all the same. */
        readonly late: boolean;
      }
    | {
        readonly type: 'published';
        readonly alert: RenderedAlert;
        /** Given up before, and delivered all the same. */
        readonly late: boolean;
      }
    /** Those who watch from outside that runs complete. */
    | { readonly type: 'heard' }
    | { readonly type: 'logged'; readonly line: string }
    | { readonly type: 'ended'; readonly how: Ending }
    | { readonly type: 'silenced'; readonly silence: Silence }
    /** The silence as it is now: it has just ended. */
    | { readonly type: 'unsilenced'; readonly silence: Silence }
    /** Somebody has taken the incident on. */
    | { readonly type: 'acknowledged'; readonly incident: string }
  );
