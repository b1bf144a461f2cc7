/** The drawings of a report, as SVG that needs no script. */
import { percent } from '../cli/output/figures.ts';
import { type Bar, type BarKind, stripWords } from '../dashboard/view-model/bars.ts';
import type { Day } from './days.ts';
import { type Html, html } from './html.ts';

/** The chart of days, in units of its drawing. */
const [WIDTH, LEFT, TOP, HEIGHT, SEEN_TOP, SEEN] = [720, 46, 10, 130, 148, 8] as const;
/** A day that was seen but for this much is drawn whole: a single reading that failed is in the figures, and no hole. */
const NOTICEABLE = 0.997;
const LABEL_WIDTH = 36;
const LABELS_AT = SEEN_TOP + SEEN + 14;

/** Where the axis may begin: near 100%, or what was lost could not be seen. */
const FLOORS = [0.999, 0.99, 0.95, 0.9, 0.8, 0.5, 0] as const;

/** Where the axis of these days begins. */
export function floorOf(days: readonly Day[]): number {
  const least = Math.min(1, ...days.flatMap(({ shares }) => shares?.connected ?? []));
  return FLOORS.find((floor) => floor < least - (1 - floor) / 10) ?? 0;
}

/** A bar for each day: connected from below, then degraded, and down on top; hatched where nobody looked. */
export function dayChart(days: readonly Day[]): Html {
  const floor = floorOf(days);
  const pitch = (WIDTH - LEFT) / Math.max(1, days.length);
  const width = pitch > 3 ? pitch - 1.5 : pitch;
  const every = Math.max(1, Math.ceil(days.length / 10));
  const bars = days.map((day, index) => {
    const x = LEFT + index * pitch;
    const label =
      index % every === 0 && x < WIDTH - LABEL_WIDTH
        ? html`<text x="${px(x)}" y="${LABELS_AT}">${shortName(day)}</text>`
        : null;
    return html`<g><title>${dayTitle(day)}</title>${barOf(day, floor, x, width)}${seenOf(day, x, width)}${label}</g>`;
  });
  const lines = [1, (1 + floor) / 2, floor].map((share) => {
    const y = yOf(share, floor);
    return html`<line x1="${LEFT}" x2="${WIDTH}" y1="${px(y)}" y2="${px(y)}"/><text class="axis" x="${LEFT - 6}" y="${px(y + 3.5)}">${axisLabel(share)}</text>`;
  });
  return html`<svg class="days" viewBox="0 0 ${WIDTH} ${LABELS_AT + 4}" role="img" aria-label="${chartWords(days)}">
<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v5" class="hatch"/></pattern></defs>
${bars}
<g class="grid">${lines}<text class="axis" x="${LEFT - 6}" y="${SEEN_TOP + SEEN}">seen</text></g>
</svg>`;
}

function barOf({ shares, coverage }: Day, floor: number, x: number, width: number): Html | null {
  if (coverage === null) return null;
  const seen = shares === null ? 0 : seenWidth(coverage, width);
  const [connected = TOP, degraded = TOP] =
    shares === null
      ? []
      : [shares.connected, shares.connected + shares.degraded].map((share) => yOf(share, floor));
  const part = (kind: string, from: number, to: number): Html | null =>
    from - to < 0.005 || seen === 0
      ? null
      : html`<rect class="${kind}" x="${px(x)}" y="${px(to)}" width="${px(seen)}" height="${px(from - to)}"/>`;
  return html`${part('connected', TOP + HEIGHT, connected)}${part('degraded', connected, degraded)}${part('down', degraded, TOP)}${
    seen === width
      ? null
      : html`<rect class="hole" x="${px(x + seen)}" y="${TOP}" width="${px(width - seen)}" height="${HEIGHT}"/>`
  }`;
}

/** As much of a bar as was seen; what was not, however short, takes enough of it to be noticed. */
function seenWidth(coverage: number, width: number): number {
  return coverage < NOTICEABLE ? Math.min(width * coverage, width - Math.min(width / 2, 3)) : width;
}

/** How much of the day was seen, below it. */
function seenOf({ coverage }: Day, x: number, width: number): Html | null {
  if (coverage === null) return null;
  const seen = coverage < 1 ? Math.min(width * coverage, width - Math.min(width / 3, 1.5)) : width;
  return html`<rect class="seen" x="${px(x)}" y="${SEEN_TOP}" width="${px(seen)}" height="${SEEN}"/>${
    coverage < 1
      ? html`<rect class="hole" x="${px(x + seen)}" y="${SEEN_TOP}" width="${px(width - seen)}" height="${SEEN}"/>`
      : null
  }`;
}

function yOf(share: number, floor: number): number {
  return TOP + HEIGHT * (1 - Math.max(0, share - floor) / (1 - floor));
}

function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function axisLabel(share: number): string {
  return `${Number((share * 100).toFixed(3))}%`;
}

function shortName({ name }: Day): string {
  return name.split(' ').slice(1).join(' ');
}

function dayTitle({ name, shares, coverage }: Day): string {
  if (coverage === null) return `${name}: not there`;
  if (shares === null) return `${name}: nobody can say`;
  return `${name}: ${percent(shares.connected)} available, ${percent(coverage)} seen`;
}

/** The chart in a sentence, for those who do not see it. */
function chartWords(days: readonly Day[]): string {
  const whole = days.filter(({ shares }) => shares?.connected === 1).length;
  const blind = days.filter(({ coverage }) => coverage !== null && coverage < 1).length;
  return `${days.length} days: fully available on ${whole}; not seen for some of the time on ${blind}.`;
}

const TALL: Readonly<Record<BarKind, number>> = {
  down: 16,
  degraded: 11,
  connected: 6,
  unknown: 0,
  absent: 0,
};
const [PITCH, STRIP_HEIGHT] = [4, 16];

/** A group's days: the worse, the taller; a line on the ground where nobody looked. */
export function stripOf(bars: readonly Bar[]): Html {
  const kinds: readonly BarKind[] = ['connected', 'degraded', 'down'];
  return html`<svg class="strip" viewBox="0 0 ${Math.max(1, bars.length * PITCH - 1)} ${STRIP_HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${stripWords(bars)}">${kinds.map(
    (kind) => path(kind, bars, (bar) => (bar.kind === kind ? TALL[kind] : 0)),
  )}${path('lost', bars, ({ kind, isPartial }) => (kind === 'unknown' || isPartial ? 2.4 : 0))}</svg>`;
}

/** One path for all bars of a kind, as high as is said; none for 0. */
function path(kind: string, bars: readonly Bar[], height: (bar: Bar) => number): Html {
  const drawn = bars.map((bar, day) => {
    const tall = height(bar);
    return tall === 0 ? '' : `M${day * PITCH} ${STRIP_HEIGHT}v-${tall}h${PITCH - 1}v${tall}z`;
  });
  const d = drawn.join('');
  return d === '' ? html`` : html`<path class="${kind}" d="${d}"/>`;
}
