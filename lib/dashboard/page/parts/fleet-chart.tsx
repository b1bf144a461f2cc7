/** All groups together, day by day: how much of their time they were down or degraded, and where nobody looked. */
import { useMemo } from 'preact/hooks';
import type { PageClock } from '../../view-model/clock.ts';
import type { DayTimes, StripsView } from '../../view-model/strips.ts';
import { percent } from './percent.ts';

interface Props {
  readonly strips: StripsView;
  readonly clock: PageClock;
}

const [PITCH, WIDTH, HEIGHT] = [4, 3, 44];
/** Anything at all is seen. */
const LEAST = 1.5;

interface Column {
  readonly down: number;
  readonly degraded: number;
  readonly unseen: boolean;
}

export function FleetChart({ strips, clock }: Props) {
  const columns = useMemo(() => columnsOf(strips.fleet.days), [strips]);
  const [first, last] = [strips.days[0], strips.days.at(-1)];
  const bad = columns.filter(({ down }) => down > 0).length;
  const label = `${columns.length} days: groups were down on ${bad} of them, and ${percent(strips.fleet.availability)} available on the whole`;
  return (
    <div class="fleet-chart">
      <svg
        viewBox={`0 0 ${columns.length * PITCH - 1} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        <path class="ground" d={`M0 ${HEIGHT - 0.5}H${columns.length * PITCH}`} />
        <path
          class="unseen-day"
          d={columns.map(({ unseen }, day) => (unseen ? bar(day, HEIGHT, 0) : '')).join('')}
        />
        <path class="down" d={columns.map(({ down }, day) => bar(day, down, 0)).join('')} />
        <path
          class="degraded"
          d={columns.map(({ down, degraded }, day) => bar(day, degraded, down)).join('')}
        />
      </svg>
      <p class="ends">
        <span>{first && clock.day(first)}</span>
        <span>{last && clock.day(last)}</span>
      </p>
    </div>
  );
}

function bar(day: number, height: number, above: number): string {
  if (height <= 0) return '';
  const foot = HEIGHT - above;
  return `M${day * PITCH} ${foot}v${-height}h${WIDTH}V${foot}z`;
}

/** The worst day fills the height. */
function columnsOf(days: readonly DayTimes[]): readonly Column[] {
  const shares = days.map(([connected, degraded, down, unknown]) => {
    const known = connected + degraded + down;
    const share = (part: number): number => (known === 0 ? 0 : part / known);
    return { down: share(down), degraded: share(degraded), unseen: unknown > known };
  });
  const most = Math.max(...shares.map(({ down, degraded }) => down + degraded), Number.MIN_VALUE);
  return shares.map(({ down, degraded, unseen }) => {
    const whole = ((down + degraded) / most) * (HEIGHT - 2);
    const part = (share: number): number =>
      share === 0 ? 0 : Math.max(LEAST, (whole * share) / (down + degraded));
    return { down: part(down), degraded: part(degraded), unseen };
  });
}
