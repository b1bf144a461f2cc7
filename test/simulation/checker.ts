/** What an invariant's checker is, and what it may look at. */
import type { HistoryReader } from '../../lib/core/history/reader.ts';
import type { Policy } from '../../lib/core/policy.ts';
import type { GroupState } from '../../lib/core/rules/state.ts';
import type { Contents } from '../../lib/memory-store/memory-store.ts';
import type { Happening } from './happening.ts';
import type { Oracle } from './oracle/oracle.ts';
import type { Truth } from './world/truth.ts';

export const INVARIANTS = [
  'I1',
  'I2',
  'I3',
  'I4',
  'I5',
  'I6',
  'I7',
  'I8',
  'I9',
  'I10',
  'I11',
  'I12',
  'I13',
  'I14',
  // What people asked for.
  'silences',
  'windows',
  'overrides',
  'reminders',
  'acknowledgements',
] as const;
export type Invariant = (typeof INVARIANTS)[number];

/** What a checker is given. Checkers look; they change nothing. */
export interface View {
  readonly organization: string;
  readonly policy: Policy;
  readonly truth: Truth;
  readonly oracle: Oracle;
  readonly history: HistoryReader;
  groups(): Promise<readonly GroupState[]>;
  /** Everything stored, where the engine can show it; null on the embedded one. */
  contents(): Contents | null;
  /** True time in milliseconds since 1970. */
  now(): number;
  /** Whether the clocks of all processes were right from beginning to end. */
  readonly clocksAreRight: boolean;
  /** Runs that were started since faults stopped. */
  quietRuns(): number;
  /** Whether time-to-live is at work at all in this story. */
  readonly expires: boolean;
  /** Items that time-to-live has dropped so far. */
  expired(): number;
}

/** What a checker says. */
export interface Verdict {
  /** Something was there to be checked, and held. */
  checked(times?: number): void;
  violated(detail: string): void;
}

/** One invariant. It sees everything that happens, and may look around after each step and at the end. */
export interface Checker {
  readonly see?: (happening: Happening) => void;
  /** Faults have not stopped yet, or have just. */
  readonly afterStep?: () => Promise<void>;
  /** Faults stopped, and enough clean runs have followed for everything that needs confirming. */
  readonly atEnd?: () => Promise<void>;
}

export type CreateChecker = (view: View, verdict: Verdict) => Checker;
