/** What can go wrong at a call that leaves the process. */
import type { Random } from './random.ts';

export const FAULT_KINDS = [
  'refused',
  'answer lost',
  'slow',
  'stalled',
  'arrives late',
  'killed before',
  'killed after',
  'one group refused',
] as const;
/**
 * - `refused`: fails before it takes effect;
 * - `answer lost`: takes effect, and then fails all the same;
 * - `slow`: takes seconds to minutes, past the deadline or the end of the process;
 * - `stalled`: the run stops here while others take over, and goes on later;
 * - `arrives late`: fails, is given up, and takes effect some calls later;
 * - `killed before`, `killed after`: the process ends on this or that side of the call;
 * - `one group refused`: the table takes all groups of a transaction but one.
 */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A call by its place: the step that began the run, which of the step's runs, and how many calls that run made before. */
export interface CallPlace {
  readonly step: number;
  readonly twin: 0 | 1;
  readonly ordinal: number;
}

/** A fault that was injected. */
export interface Injected extends CallPlace {
  readonly call: string;
  readonly kind: FaultKind;
}

/** Says what goes wrong at a call; null for nothing. `random` belongs to this call alone. */
export type FaultSource = (place: CallPlace, call: string, random: Random) => FaultKind | null;

/** Faults drawn with these probabilities. */
export function drawnFaults(probabilities: Readonly<Record<FaultKind, number>>): FaultSource {
  return (_place, call, random) => {
    let rest = random.fraction();
    for (const kind of FAULT_KINDS) {
      rest -= probabilities[kind];
      if (rest < 0) return isPossible(kind, call) ? kind : null;
    }
    return null;
  };
}

/** Exactly these faults: how a shortened story is told again. */
export function scriptedFaults(injected: readonly Injected[]): FaultSource {
  const kinds = new Map(injected.map((fault) => [keyOf(fault), fault.kind]));
  return (place, call, random) => {
    // Drawn and not used, so that everything else about the call stays as it was.
    random.fraction();
    const kind = kinds.get(keyOf(place)) ?? null;
    return kind !== null && isPossible(kind, call) ? kind : null;
  };
}

function keyOf({ step, twin, ordinal }: CallPlace): string {
  return `${step}.${twin}.${ordinal}`;
}

const READS: ReadonlySet<string> = new Set([
  'store.loadGroups',
  'store.loadSilences',
  'store.findAlert',
  'store.snapshotRows',
]);

/** Only a write can arrive late, and only a commit holds several groups. */
function isPossible(kind: FaultKind, call: string): boolean {
  if (kind === 'one group refused') return call === 'store.commitGroups';
  if (kind === 'arrives late') return !call.startsWith('api.') && !READS.has(call);
  return true;
}
