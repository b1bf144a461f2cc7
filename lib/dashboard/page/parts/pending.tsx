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
