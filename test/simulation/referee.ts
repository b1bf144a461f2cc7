/** Puts the checkers around a simulation and keeps what they say. */
import type { Checker, Invariant, Verdict, View } from './checker.ts';
import { INVARIANTS } from './checker.ts';
import type { Happening } from './happening.ts';
import { CHECKERS } from './invariants/all.ts';

export interface Violation {
  readonly invariant: Invariant;
  readonly detail: string;
}

export interface Referee {
  /** Tells the checkers first and the oracle after them: they compare what was with what comes. */
  see(happening: Happening): void;
  afterStep(): Promise<void>;
  atEnd(): Promise<void>;
  /** The first one. */
  violation(): Violation | null;
  readonly checked: Readonly<Record<Invariant, number>>;
}

/** Where `watched` names no invariant nobody looks. */
export function createReferee(view: View, watched: readonly Invariant[] = INVARIANTS): Referee {
  const checked = Object.fromEntries(INVARIANTS.map((id) => [id, 0])) as Record<Invariant, number>;
  let first: Violation | null = null;
  const verdictOf = (invariant: Invariant): Verdict => ({
    checked: (times = 1) => {
      checked[invariant] += times;
    },
    violated: (detail) => {
      first ??= { invariant, detail };
    },
  });
  const checkers: readonly Checker[] = watched.map((id) => CHECKERS[id](view, verdictOf(id)));
  const watching = checkers.flatMap(({ see }) => (see === undefined ? [] : [see]));
  return {
    see: (happening) => {
      for (const see of watching) see(happening);
      view.oracle.see(happening);
    },
    afterStep: async () => {
      for (const { afterStep } of checkers) if (first === null) await afterStep?.();
    },
    atEnd: async () => {
      for (const { atEnd } of checkers) if (first === null) await atEnd?.();
    },
    violation: () => first,
    checked,
  };
}
