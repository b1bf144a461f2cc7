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

/**
 * Where values are not found to be alike, their texts are compared: whoever says so too often costs time, and no more. What is
 * compared is a record or a word to begin with, so what is wrong about those says that no record is like another.
 */
const SPARING: readonly (readonly [line: string, ...mutants: Mutants])[] = [
  ['function isAlike(a: unknown, b: unknown): boolean {', ['{ …', '{}']],
  ['if (a === b) return true;', ['a === b', 'false'], ['true', 'false']],
  [
    "if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;",
    ["typeof a !== 'object' || typeof b !== 'object' || a === null || b === null", 'true'],
    ["typeof a !== 'object'", "typeof a === 'object'"],
    ["typeof b !== 'object'", "typeof b === 'object'"],
    ["'object'", '""'],
  ],
  [
    'Array.isArray(a) === Array.isArray(b) &&',
    ['Array.isArray(a) === Array.isArray(b) && …', 'false'],
    ['Array.isArray(a) === Array.isArray(b)', 'Array.isArray(a) !== Array.isArray(b)'],
  ],
  ['ours.length === theirs.length &&', ['ours.length === theirs.length', 'ours.length !== theirs.length']],
  [
    'ours.every(([key, value], index) =>',
    [
      '([key, value], index) => theirs[index]?.[0] === key && isAlike(value, theirs[index]?.[1])',
      '() => undefined',
    ],
    ['theirs[index]?.[0] === key && isAlike(value, theirs[index]?.[1])', 'false'],
    ['theirs[index]?.[0] === key', 'theirs[index]?.[0] !== key'],
    // There are as many on both sides by then.
    ['theirs[index]?.[0]', 'theirs[index][0]'],
    ['theirs[index]?.[1]', 'theirs[index][1]'],
  ],
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
