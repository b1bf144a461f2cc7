import type { Verdict } from '../core/rules/reasons.ts';
import type { Silence } from '../core/rules/silence.ts';
import type { GroupState, Head } from '../core/rules/state.ts';
import type { Lease } from './ports.ts';
import type { RunSummary } from './summary.ts';
import type { RunRequest, World } from './world.ts';

/** A run that holds the lease: what it was asked, and what it knows so far. Only the stages of `sync.ts` change it. */
export interface Run {
  readonly request: RunRequest;
  readonly world: World;
  readonly lease: Lease;
  /** As stored now. */
  head: Head;
  /** As stored now; loading, where this process did not remember them. */
  groups: Promise<ReadonlyMap<string, GroupState>>;
  readonly silences: Promise<readonly Silence[]>;
  summary: RunSummary;
  /** What was decided about telling so far. */
  readonly verdicts: Verdict[];
  /** It has told something: if it comes to tell again, its own alerts may be in the log. */
  hasTold: boolean;
  /** A write of the monitor was not answered: what is stored of it may be newer than `head`, and must not be written over. */
  isMonitorUnsure: boolean;
  /** Anything at all went wrong: what this process would remember is not to be trusted. */
  troubled: boolean;
}

/** The groups by id, some of them replaced by what is stored now. */
export function withStored(
  groups: ReadonlyMap<string, GroupState>,
  stored: readonly GroupState[],
): ReadonlyMap<string, GroupState> {
  if (stored.length === 0) return groups;
  return new Map([...groups, ...stored.map((state) => [state.id, state] as const)]);
}
