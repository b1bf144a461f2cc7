/** The lanes of a group: colour and height say how it stood, and a hatched stretch that nobody looked. */
import { type Instant, instant } from '../../../core/time.ts';
import { brief } from '../../view-model/bars.ts';
import type { PageClock } from '../../view-model/clock.ts';
import type { Kind } from '../../view-model/kinds.ts';
import type { Lane, LaneStretch } from '../../view-model/lanes.ts';
import { WORDS } from './kind.tsx';

interface Props {
  readonly lanes: readonly Lane[];
  readonly milestones: readonly { readonly at: Instant; readonly what: string }[];
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly clock: PageClock;
}

const [WIDTH, HEIGHT] = [1_000, 22];
const TALL: Readonly<Record<Kind, number>> = {
  down: 22,
  degraded: 15,
  unknown: 12,
  reduced: 15,
  new: 12,
  connected: 8,
};

export function Lanes({ lanes, milestones, from, to, clock }: Props) {
  const place = (time: number): number => ((Math.max(from, Math.min(to, time)) - from) / (to - from)) * WIDTH;
  const shown = milestones.filter(({ at }) => Date.parse(at) >= from);
  return (
    <div class="lanes">
      {lanes.map(({ title, stretches }) => (
        <figure key={title} class="lane">
          <figcaption>{title}</figcaption>
          <svg
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={laneWords(stretches, from, to)}
          >
            <path class="ground" d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
            {stretches
              .filter((stretch) => stretch.to > from && stretch.from < to)
              .map((stretch) => (
                <Stretch key={stretch.from} stretch={stretch} place={place} clock={clock} />
              ))}
          </svg>
        </figure>
      ))}
      {shown.length > 0 && (
        <figure class="lane">
          <figcaption>Configuration</figcaption>
          <svg
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`${shown.length} times`}
          >
            <path class="ground" d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
            {shown.map(({ at, what }) => (
              <path key={at} class="milestone" d={`M${place(Date.parse(at))} 2V${HEIGHT}`}>
                <title>{`${clock.full(at)}: ${what}`}</title>
              </path>
            ))}
          </svg>
        </figure>
      )}
      <p class="ends">
        <span>{clock.full(instant(from))}</span>
        <span>{clock.full(instant(to))}</span>
      </p>
    </div>
  );
}

interface StretchProps {
  readonly stretch: LaneStretch;
  readonly place: (time: number) => number;
  readonly clock: PageClock;
}

function Stretch({ stretch: { from, to, kind, why }, place, clock }: StretchProps) {
  const height = kind === null ? HEIGHT : TALL[kind];
  // A blip is seen, however long the range.
  const width = Math.max(kind === 'connected' ? 0 : 1.2, place(to) - place(from));
  const what =
    kind === null || kind === 'unknown' ? `unknown: ${why ?? 'no word'}` : WORDS[kind].toLowerCase();
  return (
    <rect class={kind ?? 'gap'} x={place(from)} y={HEIGHT - height} width={width} height={height}>
      <title>{`${what} from ${clock.full(instant(from))} for ${brief(to - from)}`}</title>
    </rect>
  );
}

/** `down 3 times, together 1 h 5 min; not seen 9 h`. */
function laneWords(stretches: readonly LaneStretch[], from: number, to: number): string {
  const parts = new Map<string, { count: number; length: number }>();
  for (const { kind, ...stretch } of stretches) {
    const length = Math.min(to, stretch.to) - Math.max(from, stretch.from);
    if (length <= 0) continue;
    const word = kind === null ? 'not seen' : WORDS[kind].toLowerCase();
    const part = parts.get(word) ?? { count: 0, length: 0 };
    parts.set(word, { count: part.count + 1, length: part.length + length });
  }
  return [...parts]
    .map(
      ([word, { count, length }]) => `${word} ${count === 1 ? 'once' : `${count} times`}, ${brief(length)}`,
    )
    .join('; ');
}
