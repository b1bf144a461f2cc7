/** The strips of an organization: the one question that reads ninety days of everybody, so its answer is kept for a while. */
import type { Refused } from '../../core/history/refused.ts';
import { daysWithin } from '../../core/history/zone.ts';
import { DAY, type Instant, MINUTE, millisecondsBetween, plus } from '../../core/time.ts';
import type { Source } from '../source.ts';
import { type StripsView, stripsView } from '../view-model/strips.ts';

/** Days in a strip, today among them. */
const DAYS = 90;
/** How long an answer is good enough: the rows beside it say what is so now. */
const KEPT = 5 * MINUTE;

export interface StripsKeeper {
  of(organization: string): Promise<StripsView | Refused>;
}

export function createStripsKeeper(source: Source, now: () => Instant, timeZone: string): StripsKeeper {
  const kept = new Map<string, { readonly at: Instant; readonly view: Promise<StripsView | Refused> }>();
  return {
    of(organization) {
      const at = now();
      const known = kept.get(organization);
      if (known !== undefined && millisecondsBetween(known.at, at) < KEPT) return known.view;
      const view = read(source, organization, at, timeZone);
      kept.set(organization, { at, view });
      view.catch(() => kept.delete(organization));
      return view;
    },
  };
}

async function read(
  { history }: Source,
  organization: string,
  to: Instant,
  timeZone: string,
): Promise<StripsView | Refused> {
  // A day of 25 hours must not make it 91.
  const days = daysWithin({ from: plus(to, -(DAYS + 1) * DAY), to }, timeZone).slice(-DAYS);
  const [from = to, ...cuts] = days;
  const answer = await history.strips(organization, { from, to }, cuts);
  return answer.answered ? stripsView(answer) : answer;
}
