/** A line of time with a handle: where incidents were, and the instant that is shown. */
import { useMemo } from 'preact/hooks';
import { epochMilliseconds, type Instant, instant, MINUTE } from '../../../core/time.ts';
import { SPANS, type Span } from '../../view-model/address.ts';
import type { PageClock } from '../../view-model/clock.ts';
import type { StripsView } from '../../view-model/strips.ts';
import { type Bucket, bucketsOf, neighbours } from '../../view-model/track.ts';

interface Props {
  readonly strips: StripsView;
  readonly days: Span;
  readonly at: Instant;
  readonly now: Instant;
  readonly clock: PageClock;
  readonly onMove: (at: Instant) => void;
  readonly onSpan: (days: Span) => void;
}

const [BUCKETS, HEIGHT] = [360, 56];

export function Slider({ strips, days, at, now, clock, onMove, onSpan }: Props) {
  const to = epochMilliseconds(now);
  // To the minute, so that the line is not drawn anew each second.
  const from = Math.floor((to - days * 86_400_000) / MINUTE) * MINUTE;
  const end = Math.floor(to / MINUTE) * MINUTE;
  const buckets = useMemo(() => bucketsOf(strips.marks, from, end, BUCKETS), [strips, from, end]);
  const { before, after } = neighbours(strips.marks, epochMilliseconds(at));
  const place = (time: number): number => ((time - from) / (end - from)) * BUCKETS;
  return (
    <section class="slider" aria-label="Time">
      <div class="track">
        <svg viewBox={`0 0 ${BUCKETS} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          {strips.gaps.map((gap) => {
            const [begins, ends] = [place(epochMilliseconds(gap.from)), place(epochMilliseconds(gap.to))];
            return (
              <rect
                key={gap.from}
                class="gap"
                x={begins}
                y="0"
                width={Math.max(1, ends - begins)}
                height={HEIGHT}
              />
            );
          })}
          <path class="degraded" d={areaOf(buckets, ({ down, other }) => down + other)} />
          <path class="down" d={areaOf(buckets, ({ down }) => down)} />
          <path class="needle" d={`M${place(epochMilliseconds(at))} 0V${HEIGHT}`} />
        </svg>
        <input
          type="range"
          aria-label="Instant"
          aria-valuetext={clock.full(at)}
          min={from}
          max={end}
          step={MINUTE}
          value={epochMilliseconds(at)}
          onInput={(event) => onMove(instant(Number(event.currentTarget.value)))}
        />
        <p class="ends">
          <span>{clock.day(instant(from))}</span>
          <span>now</span>
        </p>
      </div>
      <div class="steps">
        <button
          type="button"
          class="chip"
          disabled={before === null}
          onClick={() => before && onMove(instant(before.from))}
        >
          ‹ Incident before
        </button>
        <button
          type="button"
          class="chip"
          disabled={after === null}
          onClick={() => after && onMove(instant(after.from))}
        >
          Incident after ›
        </button>
        <button type="button" class="chip" onClick={() => onMove(now)}>
          Now
        </button>
        <SpanChoice days={days} onSpan={onSpan} />
      </div>
    </section>
  );
}

export function SpanChoice({ days, onSpan }: Pick<Props, 'days' | 'onSpan'>) {
  return (
    <fieldset class="spans">
      <legend class="unseen">How far back</legend>
      {SPANS.map((span) => (
        <button
          key={span}
          type="button"
          class="chip"
          aria-pressed={span === days}
          onClick={() => onSpan(span)}
        >
          {span === 1 ? '24 h' : `${span} days`}
        </button>
      ))}
    </fieldset>
  );
}

/** The busiest bucket fills the height; the others are as tall as the root of their share, so that one incident is seen. */
function areaOf(buckets: readonly Bucket[], countOf: (bucket: Bucket) => number): string {
  const most = Math.max(1, ...buckets.map(({ down, other }) => down + other));
  return buckets
    .map((bucket, index) => {
      const count = countOf(bucket);
      if (count === 0) return '';
      const height = Math.max(4, Math.sqrt(count / most) * (HEIGHT - 4));
      return `M${index} ${HEIGHT}v${-height.toFixed(1)}h1V${HEIGHT}z`;
    })
    .join('');
}
