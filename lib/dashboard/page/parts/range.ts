/** A range that looks back from now, as questions have it. */
import { DAY, type Instant, plus } from '../../../core/time.ts';
import type { Span } from '../../view-model/address.ts';

/** `from` and `to` of the last so many days, as of the last run: so that a question stays the same until there is another. */
export function backFrom(asOf: Instant, days: Span): { readonly from: string; readonly to: string } {
  return { from: plus(asOf, -days * DAY), to: asOf };
}
