/** The whole fleet at a past instant: the head, and two queries. */
import type { Blindness, Head } from '../rules/state.ts';
import { type Instant, plus } from '../time.ts';
import type { EpochEntry, HistoryReader } from './reader.ts';
import { clip, type PastFleet, reconstruct } from './reconstruct.ts';
import { neverWatched, type Refused } from './refused.ts';

export type { Refusal, Refused } from './refused.ts';

export interface FleetAnswer extends PastFleet {
  readonly answered: true;
  /** The instant that was asked about. */
  readonly at: Instant;
  /**
   * The instant that the answer is about: the one asked for, or the last complete run where that is earlier. Nobody has
   * looked since then, so such an answer may be another one once somebody has.
   */
  readonly asOf: Instant;
  /** The monitor cannot see now, and could not at the instant asked for: a gap that is still open. */
  readonly blind: Blindness | null;
}

/**
 * The fleet at an instant. What is older than the retention is refused by arithmetic, never by looking whether rows are
 * still there: DynamoDB drops expired rows some time later, one by one.
 */
export async function fleetAt(
  reader: HistoryReader,
  organization: string,
  at: Instant,
  now: Instant,
  retentionMilliseconds: number,
): Promise<FleetAnswer | Refused> {
  const head = await reader.head(organization);
  const span = watchedSpan(organization, head, plus(now, -retentionMilliseconds));
  if ('why' in span) return span;
  if (at < span.earliest) return tooEarly(organization, at, span);
  const asOf = span.last < at ? span.last : at;
  const epoch = await reader.epochAt(organization, asOf);
  if (epoch === null || isGone(epoch, asOf, now)) return expired(at, span.earliest);
  const rows = await reader.rows(organization, epoch, asOf);
  return {
    answered: true,
    at,
    asOf,
    blind: asOf < at ? (head?.monitor.blind ?? null) : null,
    ...reconstruct({ ...rows, gaps: rows.gaps.flatMap((gap) => clip(gap, epoch.start) ?? []) }, asOf),
  };
}

/** The time that can be asked about. */
interface WatchedSpan {
  readonly earliest: Instant;
  /** Whether `earliest` is where retention ends, not where watching began. */
  readonly cutByRetention: boolean;
  /** The last complete run. */
  readonly last: Instant;
}

function watchedSpan(organization: string, head: Head | null, horizon: Instant): WatchedSpan | Refused {
  const watching = head?.monitor.watching ?? null;
  const last = head?.lastComplete?.reading.to ?? null;
  if (watching === null || last === null) return neverWatched(organization);
  const cutByRetention = horizon > watching;
  return { earliest: cutByRetention ? horizon : watching, cutByRetention, last };
}

function tooEarly(organization: string, at: Instant, span: WatchedSpan): Refused {
  const { earliest } = span;
  return span.cutByRetention
    ? {
        answered: false,
        why: 'older than the retention',
        detail: `The past is kept since ${earliest}, and ${at} is before that.`,
        earliest,
      }
    : {
        answered: false,
        why: 'before the first complete run',
        detail: `${organization} has been watched since ${earliest}, and ${at} is before that.`,
        earliest,
      };
}

/**
 * An epoch born under a shorter retention expires sooner than a longer one of today promises, and then the index may
 * lead to the epoch before it: that one has ended by then, and knows nothing of the instant.
 */
function isGone(epoch: EpochEntry, asOf: Instant, now: Instant): boolean {
  return epoch.expires <= now || (epoch.ends !== null && epoch.ends <= asOf);
}

function expired(at: Instant, earliest: Instant): Refused {
  return {
    answered: false,
    why: 'older than the retention',
    detail: `What was known of ${at} was kept under a shorter retention and has expired.`,
    earliest,
  };
}
