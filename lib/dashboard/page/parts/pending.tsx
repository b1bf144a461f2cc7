/** What stands where there is no answer (yet). */
import type { Trouble } from '../ask.ts';

export function Pending({ trouble }: { readonly trouble: Trouble | null }) {
  if (trouble === null) return <p class="pending">Reading …</p>;
  return (
    <section class="banner" role="alert">
      <h2>{trouble.error}</h2>
      <p>{trouble.remedy}</p>
    </section>
  );
}

/** A question about the past that has no answer; without a reason there is no such thing. */
export interface Refusal {
  readonly answered: false;
  readonly why?: string;
  readonly detail?: string;
}

export function RefusedAnswer({ refusal }: { readonly refusal: Refusal }) {
  return (
    <p class="note" role="status">
      {refusal.detail}
    </p>
  );
}
