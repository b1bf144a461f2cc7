/** Ninety days, one bar each: the worse, the taller; a hole where nobody looked. */
import { memo } from 'preact/compat';
import { useMemo, useState } from 'preact/hooks';
import type { Instant } from '../../../core/time.ts';
import { type Bar, type BarKind, barsOf, dayWords, stripWords } from '../../view-model/bars.ts';
import type { GroupStrip } from '../../view-model/strips.ts';

interface StripProps {
  readonly strip: GroupStrip | undefined;
  readonly days: readonly Instant[];
  readonly to: Instant;
  readonly dayName: (at: Instant) => string;
}

/** In units of the drawing, which is stretched over what room there is. */
const [PITCH, WIDTH, HEIGHT] = [4, 3, 20];
const TALL: Readonly<Record<BarKind, number>> = {
  down: 20,
  degraded: 14,
  connected: 8,
  unknown: 0,
  absent: 0,
};
const KINDS: readonly BarKind[] = ['connected', 'degraded', 'down'];
/** A day with a hole in it stands a little above the ground. */
const LIFT = 4;

export const Strip = memo(function Strip({ strip, days, to, dayName }: StripProps) {
  const bars = useMemo(() => barsOf(strip, days, to), [strip, days, to]);
  const [pointed, setPointed] = useState<number | null>(null);
  const point = (event: MouseEvent): void => {
    const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
    const day = Math.floor(((event.clientX - left) / width) * bars.length);
    setPointed(day >= 0 && day < bars.length ? day : null);
  };
  const bar = pointed === null ? undefined : bars[pointed];
  const day = pointed === null ? undefined : days[pointed];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing says no more than the label does
    <div class="strip" onMouseMove={point} onMouseLeave={() => setPointed(null)}>
      <svg
        viewBox={`0 0 ${bars.length * PITCH - 1} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={stripWords(bars)}
      >
        {KINDS.map((kind) => (
          <path key={kind} class={kind} d={pathOf(bars, kind)} />
        ))}
        <path class="hole" d={holesOf(bars)} />
      </svg>
      {bar !== undefined && day !== undefined && (
        <span class={`tip ${(pointed ?? 0) > bars.length / 2 ? 'left' : ''}`}>
          <b>{dayName(day)}</b> {dayWords(bar)}
        </span>
      )}
    </div>
  );
});

function pathOf(bars: readonly Bar[], kind: BarKind): string {
  return bars
    .map((bar, day) => {
      if (bar.kind !== kind) return '';
      const foot = HEIGHT - (bar.isPartial ? LIFT : 0);
      return `M${day * PITCH} ${foot}v${TALL[kind] * -1 + (bar.isPartial ? LIFT : 0)}h${WIDTH}V${foot}z`;
    })
    .join('');
}

/** Where a day was not seen, wholly or in part: a line on the ground. */
function holesOf(bars: readonly Bar[]): string {
  return bars
    .map(({ kind, isPartial }, day) =>
      kind === 'unknown' || isPartial ? `M${day * PITCH} ${HEIGHT}v-1.6h${WIDTH}v1.6z` : '',
    )
    .join('');
}
