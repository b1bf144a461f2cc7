/** Mutants that no test can notice, because the program does the same with them. Each is told by its line and what changes on it. */

/** Some mutants of one line. */
export interface Explained {
  readonly file: string;
  /** What the line begins with. */
  readonly line: string;
  /** What stands on the line, and what the mutant has in its place. */
  readonly mutants: readonly (readonly [was: string, is: string])[];
  /** Why nobody could tell the difference. */
  readonly why: string;
}

export const EXPLAINED: readonly Explained[] = [
  {
    file: 'lib/core/fleet/change.ts',
    line: 'if (before.group !== after.group) {',
    mutants: [['before.group !== after.group', 'true']],
    why: 'Spares the comparison of a record with itself, which would find nothing.',
  },
  {
    file: 'lib/core/fleet/change.ts',
    line: 'if (was !== is && canonical(was) !== canonical(is))',
    mutants: [['was !== is', 'true']],
    why: 'Spares the texts of equal values, which are equal.',
  },
];
