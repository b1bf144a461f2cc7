/** What a bench says: rows that compare two things, and how they were measured. */
import { table } from '../lib/cli/output/table.ts';

/** One comparison. Both figures were taken in this run, on this machine. */
export interface Row {
  readonly what: string;
  /** What is ours, as people read it. */
  readonly ours: string;
  /** What it is compared with, and its figure. */
  readonly beside: string;
  /** Ours by the other; null where the figure stands for itself. */
  readonly ratio: number | null;
  /** What the ratio is to be at most; null where there is no goal. */
  readonly goal: number | null;
  /** What the ratio must not pass, or the gate fails: the goal, with the slack that a busy machine needs. */
  readonly gate: number | null;
  /** The figures themselves, for programs. */
  readonly figures: Readonly<Record<string, number | string | null>>;
}

/** Rows about one subject. */
export interface Section {
  readonly name: string;
  readonly how: string;
  readonly rows: readonly Row[];
}

/** A bound that is kept or not, without a ratio. */
export function promise(what: string, ours: string, beside: string, kept: boolean): Row {
  return { what, ours, beside, ratio: kept ? 0 : 1, goal: null, gate: 0, figures: { kept: String(kept) } };
}

/** A ratio of two numbers, and what it is to be at most. */
export function ratioRow(
  what: string,
  {
    ours,
    beside,
    unit,
    than,
  }: { readonly ours: number; readonly beside: number; readonly unit: string; readonly than: string },
  { goal = null, gate = null }: { readonly goal?: number | null; readonly gate?: number | null } = {},
): Row {
  return {
    ...{ what, ours: `${rounded(ours)} ${unit}`, beside: `${than} ${rounded(beside)} ${unit}` },
    ...{ ratio: ours / beside, goal, gate, figures: { ours, beside, unit } },
  };
}

/** A figure that is told and not compared. */
export function figure(what: string, ours: string, beside = '', figures: Row['figures'] = {}): Row {
  return { what, ours, beside, ratio: null, goal: null, gate: null, figures };
}

export function broken(sections: readonly Section[]): readonly string[] {
  return sections.flatMap(({ name, rows }) =>
    rows
      .filter(({ ratio, gate }) => ratio !== null && gate !== null && ratio > gate)
      .map(({ what, ours, beside }) => `${name}: ${what} (${ours}; ${beside})`),
  );
}

export function print(section: Section): string {
  const cell = (value: number | null): string => (value === null ? '' : value.toFixed(2));
  const rows = section.rows.map(({ what, ours, beside, ratio, goal, gate }) => {
    const isPromise = gate === 0;
    const verdict = isPromise ? (ratio === 0 ? 'kept' : 'BROKEN') : cell(ratio);
    return [what, ours, beside, verdict, isPromise ? '' : cell(goal), isPromise ? '' : cell(gate)];
  });
  const right = (heading: string) => ({ heading, align: 'right' as const });
  const headings = ['', right('ours'), right('beside'), right('ratio'), right('goal'), right('gate')];
  return `\n${section.name}\n${table(headings, rows)}${section.how}\n`;
}

/** Three digits that mean something. */
export function rounded(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toPrecision(3);
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** CPU time of this process for some work, in milliseconds, and how long it took. */
export async function timed(
  work: () => unknown,
): Promise<{ readonly cpu: number; readonly milliseconds: number }> {
  const [cpu, begun] = [process.cpuUsage(), performance.now()];
  await work();
  const [{ user, system }, ended] = [process.cpuUsage(cpu), performance.now()];
  return { cpu: (user + system) / 1_000, milliseconds: ended - begun };
}
