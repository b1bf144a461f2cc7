/** Tables for people: columns under each other, whatever is in them, and within the width of the terminal. */
import cliTruncate from 'cli-truncate';
import width from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** A column. A plain text is the heading of one that stands to the left and yields nothing. */
export interface Column {
  readonly heading: string;
  /** @default left */
  readonly align?: 'left' | 'right';
  /** What becomes of the column where the table is wider than the terminal. By default the terminal breaks the line. */
  readonly yields?: 'cut' | 'wrap';
}

/** Narrower than this no column says anything. */
const NARROWEST: Readonly<Record<'cut' | 'wrap', number>> = { cut: 16, wrap: 19 };
const BETWEEN = '  ';

/**
 * The rows under their headings, each column as wide as its widest cell, without trailing blanks; ends with a line break.
 * `columns` is the width of the terminal; null where there is none: then every row is one line, whole.
 */
export function table(
  headings: readonly (string | Column)[],
  rows: readonly (readonly string[])[],
  columns: number | null = null,
): string {
  const all = headings.map((one): Column => (typeof one === 'string' ? { heading: one } : one));
  const lines = [all.map(({ heading }) => heading), ...rows];
  const natural = all.map((_, index) => Math.max(...lines.map((line) => width(line[index] ?? ''))));
  const widths = columns === null ? natural : fitted(all, natural, columns);
  return lines.map((line) => printed(line, all, widths)).join('');
}

/** The widths, made less where columns yield: first what can be cut, then what can be wrapped, each time the widest. */
function fitted(all: readonly Column[], natural: readonly number[], columns: number): readonly number[] {
  const widths = [...natural];
  let over = widths.reduce((sum, one) => sum + one, (all.length - 1) * BETWEEN.length) - columns;
  for (const kind of ['wrap', 'cut'] as const)
    while (over > 0) {
      const widest = all.reduce<number | null>((best, { yields }, index) => {
        const can = yields === kind && (widths[index] ?? 0) > NARROWEST[kind];
        return can && (best === null || (widths[index] ?? 0) > (widths[best] ?? 0)) ? index : best;
      }, null);
      if (widest === null) break;
      widths[widest] = (widths[widest] ?? 0) - 1;
      over -= 1;
    }
  return widths;
}

function printed(line: readonly string[], all: readonly Column[], widths: readonly number[]): string {
  const cells = all.map(({ yields }, index) => {
    const [cell, most] = [line[index] ?? '', widths[index] ?? 0];
    if (width(cell) <= most || yields === undefined) return [cell];
    return yields === 'cut' ? [cliTruncate(cell, most)] : wrapAnsi(cell, most, { hard: true }).split('\n');
  });
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, row) => {
    const padded = all.map(({ align }, index) => {
      const cell = cells[index]?.[row] ?? '';
      const blanks = ' '.repeat(Math.max(0, (widths[index] ?? 0) - width(cell)));
      return align === 'right' ? blanks + cell : cell + blanks;
    });
    return `${padded.join(BETWEEN).trimEnd()}\n`;
  }).join('');
}
