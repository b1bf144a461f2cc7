import type { Group } from '../fleet/group.ts';
import type { Severity } from '../rules/event.ts';
import type { Condition } from '../rules/redundancy.ts';
import type { GroupState } from '../rules/state.ts';
import type { Bounds, Instant } from '../time.ts';
import type { Acknowledgement } from './operator.ts';
import type { EventTold, ToldEvents } from './told.ts';

/** An incident and what people heard of it. */
export interface IncidentReport {
  /** As in messages. */
  readonly id: string;
  readonly group: string;
  /** The group's record as of now; null where nothing is stored of it any more. */
  readonly record: Group | null;
  readonly open: boolean;
  readonly opened: Bounds;
  /** null while it is open. The bounds are wide where nobody was told of the end of a flapping one: no change marks it. */
  readonly ended: Bounds | null;
  /** How it stands; null once it has ended. */
  readonly status: Condition | null;
  readonly worst: Condition;
  /** The severity that people were last told of an open one; null where they heard nothing, and for those that ended. */
  readonly told: Severity | null;
  /** In the order of time. */
  readonly events: readonly EventTold[];
  readonly acknowledged: boolean;
  readonly acknowledgement: Acknowledgement | null;
}

/** What both open and past incidents are reported from. */
export interface Knowledge {
  /** By id, the removed among them. */
  readonly groups: ReadonlyMap<string, GroupState>;
  readonly events: ToldEvents;
  /** By incident. */
  readonly acknowledgements: ReadonlyMap<string, Acknowledgement>;
  readonly now: Instant;
}

/** For sorting: texts, and with them instants and ids, in their order. */
export function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
