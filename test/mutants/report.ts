/** What Stryker found, as a table by folder and a list of what nobody noticed. */
import { dirname } from 'node:path';
import { EXPLAINED, type Explained } from './explained.ts';
import { isTried, type Sample } from './sample.ts';

/** Of Stryker's report, what is read here. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

interface Mutant {
  readonly id: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** A mutant that no test noticed. */
export interface Survivor {
  readonly file: string;
  readonly line: number;
  /** The line that it is on, without the space around it. */
  readonly source: string;
  readonly from: string;
  readonly to: string;
  /** No test runs the code. */
  readonly isUncovered: boolean;
}

/** Counts of one folder, or of all. */
export interface Count {
  readonly folder: string;
  readonly mutants: number;
  readonly killed: number;
  readonly timedOut: number;
  readonly survived: number;
  readonly uncovered: number;
  /** Of `survived`, those that `explained.ts` says cannot be noticed. */
  readonly explained: number;
}

/** The report without the mutants that were not tried. */
export function triedOf({ files }: Report, oneIn: Sample): Report {
  const tried = Object.entries(files).map(([file, { source, mutants }]) => [
    file,
    { source, mutants: mutants.filter(({ id }) => isTried(id, oneIn)) },
  ]);
  return { files: Object.fromEntries(tried) };
}

/** The mutants that no test noticed, in the order of files and lines. */
export function survivorsOf({ files }: Report): readonly Survivor[] {
  return Object.keys(files)
    .sort()
    .flatMap((file) => {
      const { source = '', mutants = [] } = files[file] ?? {};
      return mutants
        .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
        .sort(byPlace)
        .map((mutant) => survivor(file, source.split('\n'), mutant));
    });
}

function byPlace({ location: a }: Mutant, { location: b }: Mutant): number {
  return a.start.line - b.start.line || a.start.column - b.start.column;
}

function survivor(file: string, lines: readonly string[], mutant: Mutant): Survivor {
  const { start, end } = mutant.location;
  const line = lines[start.line - 1] ?? '';
  const isOneLine = start.line === end.line;
  return {
    file,
    line: start.line,
    source: line.trim(),
    from: isOneLine ? line.slice(start.column - 1, end.column - 1) : `${line.slice(start.column - 1)} …`,
    to: (mutant.replacement ?? '').replace(/\s+/g, ' '),
    isUncovered: mutant.status === 'NoCoverage',
  };
}

/** Why a mutant cannot be noticed; undefined where nobody has said so. */
export function explanationOf(survivor: Survivor): Explained | undefined {
  const { from, to } = survivor;
  return EXPLAINED.find(
    (one) => isMeant(survivor, one) && one.mutants.some(([was, is]) => was === from && is === to),
  );
}

/** Explanations of mutants that are killed, or are not there any more, in the files that were tried. */
export function outdatedExplanations(report: Report): readonly string[] {
  const survivors = survivorsOf(report);
  return EXPLAINED.filter(({ file }) => report.files[file] !== undefined).flatMap((one) => {
    const there = survivors.filter((it) => isMeant(it, one));
    return one.mutants
      .filter(([was, is]) => !there.some(({ from, to }) => from === was && to === is))
      .map(([was, is]) => `${one.file}\n    ${one.line}\n    ${was}  →  ${is}`);
  });
}

function isMeant({ file, source }: Survivor, one: Explained): boolean {
  return file === one.file && source.startsWith(one.line);
}

/** A row for each folder, and one for all. */
export function countsOf(report: Report): readonly Count[] {
  const folders = new Map<string, Count>();
  const all = 'lib/core, all of it';
  const survivors = survivorsOf(report);
  for (const [file, { mutants }] of Object.entries(report.files))
    for (const folder of [dirname(file), all]) {
      const known = folders.get(folder) ?? NOTHING;
      const having = (status: string): number => mutants.filter((mutant) => mutant.status === status).length;
      folders.set(folder, {
        folder,
        mutants: known.mutants + mutants.length,
        killed: known.killed + having('Killed') + having('RuntimeError'),
        timedOut: known.timedOut + having('Timeout'),
        survived: known.survived + having('Survived'),
        uncovered: known.uncovered + having('NoCoverage'),
        explained:
          known.explained +
          survivors.filter((one) => one.file === file && explanationOf(one) !== undefined).length,
      });
    }
  const rows = [...folders.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
  return [...rows.filter(({ folder }) => folder !== all), ...rows.filter(({ folder }) => folder === all)];
}

const NOTHING: Count = {
  folder: '',
  mutants: 0,
  killed: 0,
  timedOut: 0,
  survived: 0,
  uncovered: 0,
  explained: 0,
};

/** The share of mutants that were noticed, in per cent; explained ones count as not noticed. */
export function scoreOf({ mutants, killed, timedOut }: Count): number {
  return mutants === 0 ? 100 : (100 * (killed + timedOut)) / mutants;
}

const HEADS = ['mutants', 'killed', 'timed out', 'survived', 'uncovered', 'explained', 'score'];

/** The table, as printed. */
export function tableOf(counts: readonly Count[]): string {
  const rows = counts.map((count) => [
    count.folder,
    ...[count.mutants, count.killed, count.timedOut, count.survived, count.uncovered, count.explained].map(
      String,
    ),
    `${scoreOf(count).toFixed(1)} %`,
  ]);
  const width = Math.max(...rows.map(([folder = '']) => folder.length));
  return [['folder', ...HEADS], ...rows]
    .map(([folder = '', ...cells]) => [
      folder.padEnd(width),
      ...cells.map((cell, index) => cell.padStart(HEADS[index]?.length ?? 0)),
    ])
    .map((cells) => cells.join('  '))
    .join('\n');
}

/** A survivor, as printed. */
export function lineOf(one: Survivor): string {
  const uncovered = one.isUncovered ? ' (no test runs it)' : '';
  return `${one.file}:${one.line}${uncovered}\n    ${one.source}\n    ${one.from}  →  ${one.to}`;
}
