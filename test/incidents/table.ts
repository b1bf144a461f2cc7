/** What is printed of all incidents together. */
import { publishInput, sizeOf } from '../../lib/adapters/sns/publisher.ts';
import type { Judged } from './judged.ts';
import { span } from './read-aloud.ts';

/** One line of the table. Delays in milliseconds; null where nothing bad had to be told. */
export interface Line {
  readonly incident: string;
  readonly messages: number;
  readonly fewest: number;
  readonly firstDelay: number | null;
  readonly longestDelay: number | null;
  readonly false: number;
  readonly missing: number;
  readonly uncalled: number;
  /** Bytes of the largest message, as SNS counts them. */
  readonly bytes: number;
}

export function lineOf({ incident, played, verdict }: Judged): Line {
  const { messages, fewest, delays, untrue, missing, uncalled } = verdict;
  return {
    incident: incident.name,
    messages,
    fewest,
    firstDelay: delays[0] ?? null,
    longestDelay: delays.length === 0 ? null : Math.max(...delays),
    false: untrue.length,
    missing: missing.length,
    uncalled: uncalled.length,
    bytes: Math.max(...played.sent.map(({ alert }) => sizeOf(publishInput('', alert)))),
  };
}

/** All incidents together. */
export function totalOf(lines: readonly Line[]): Line {
  const sum = (of: (line: Line) => number): number => lines.reduce((all, line) => all + of(line), 0);
  const delays = (of: (line: Line) => number | null): readonly number[] =>
    lines.flatMap((line) => of(line) ?? []);
  return {
    incident: `${lines.length} incidents`,
    messages: sum((line) => line.messages),
    fewest: sum((line) => line.fewest),
    firstDelay: Math.max(...delays((line) => line.firstDelay)),
    longestDelay: Math.max(...delays((line) => line.longestDelay)),
    false: sum((line) => line.false),
    missing: sum((line) => line.missing),
    uncalled: sum((line) => line.uncalled),
    bytes: Math.max(...lines.map(({ bytes }) => bytes)),
  };
}

const HEADS = [
  'incident',
  'messages',
  'fewest',
  'first delay',
  'longest',
  'false',
  'missing',
  'uncalled',
] as const;

/** The lines and their total as text, in columns. */
export function tableOf(lines: readonly Line[]): string {
  const total = totalOf(lines);
  const rows = [HEADS, ...lines.map(cells), cells(total)];
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const text = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  const rule = '-'.repeat(text[0]?.length ?? 0);
  return [text[0], rule, ...text.slice(1, -1), rule, text.at(-1)].join('\n');
}

function cells(line: Line): readonly string[] {
  const time = (delay: number | null): string => (delay === null ? '' : span(delay));
  return [
    line.incident,
    String(line.messages),
    String(line.fewest),
    time(line.firstDelay),
    time(line.longestDelay),
    String(line.false),
    String(line.missing),
    String(line.uncalled),
  ];
}
