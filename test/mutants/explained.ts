/** Mutants that no test can notice, because the program does the same with them. Each is told by its line and what changes on it. */

/** Some mutants of one line. */
export interface Explained {
  readonly file: string;
  /** What the line begins with. */
  readonly line: string;
  /** What stands on the line, and what the mutant has in its place; or any that survives there. */
  readonly mutants: readonly (readonly [was: string, is: string])[] | 'any';
  /** Why nobody could tell the difference. */
  readonly why: string;
}

const SPARES_TEXTS = 'Spares the comparison as texts, which finds the same.';

export const EXPLAINED: readonly Explained[] = [
  {
    file: 'lib/core/fleet/change.ts',
    line: 'if (before.group !== after.group) {',
    mutants: [['before.group !== after.group', 'true']],
    why: 'Spares the comparison of a record with itself, which would find nothing.',
  },
  {
    file: 'lib/core/fleet/change.ts',
    line: "if (path === 'group') return 'appeared';",
    mutants: [["'appeared'", '""']],
    why: 'A whole group comes with its presence, which went from nothing to listed and says the same.',
  },
  {
    file: 'lib/core/fleet/change.ts',
    line: 'function isAlike(a: unknown, b: unknown): boolean {',
    mutants: [['{ …', '{}']],
    why: SPARES_TEXTS,
  },
  ...[
    'if (a === b) return true;',
    "if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;",
    'Array.isArray(a) === Array.isArray(b) &&',
    'ours.length === theirs.length &&',
    'ours.every(([key, value], index) =>',
  ].map((line) => ({
    file: 'lib/core/fleet/change.ts',
    line,
    mutants: 'any' as const,
    why: SPARES_TEXTS,
  })),
];
