/** Mutants that no test can notice, because the program does the same with them. Each is told by its line and what changes on it. */

type Mutants = readonly (readonly [was: string, is: string])[];

/** Some mutants of one line. */
export interface Explained {
  readonly file: string;
  /** What the line begins with. */
  readonly line: string;
  /** What stands on the line, and what the mutant has in its place. */
  readonly mutants: Mutants;
  /** Why nobody could tell the difference. */
  readonly why: string;
}

/** Where values are not found to be alike, their texts are compared: whoever says so too often costs time, and no more. */
const SPARING: readonly (readonly [line: string, ...mutants: Mutants])[] = [
  ['function isAlike(a: unknown, b: unknown): boolean {', ['{ …', '{}']],
  ['if (a === b) return true;', ['a === b', 'false'], ['true', 'false']],
];

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
  ...SPARING.map(([line, ...mutants]) => ({
    file: 'lib/core/fleet/change.ts',
    line,
    mutants,
    why: 'Spares the comparison as texts, which finds the same.',
  })),
];
