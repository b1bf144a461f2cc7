import type { Instant } from '../time.ts';

/** Why a question about the past has no answer. */
export type Refusal =
  | 'never watched'
  | 'before the first complete run'
  | 'older than the retention'
  | 'range reversed';

export interface Refused {
  readonly answered: false;
  readonly why: Refusal;
  /** What is the matter, in a sentence. */
  readonly detail: string;
  /** The earliest instant that can be asked about, as far as the head tells; null where there is none yet. */
  readonly earliest: Instant | null;
}

/** The answer where no run has been complete yet. */
export function neverWatched(organization: string): Refused {
  return {
    answered: false,
    why: 'never watched',
    detail: `No run of ${organization} has been complete yet, so nothing is known of the past.`,
    earliest: null,
  };
}
