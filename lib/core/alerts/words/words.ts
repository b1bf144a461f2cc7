import type { GroupEvent } from '../../rules/event.ts';
import type { Bounds, Instant } from '../../time.ts';
import type { AlertItem } from '../alert.ts';
import type { Times } from '../time.ts';

/** An item whose latest event is of some type. */
export type ItemOf<Type extends GroupEvent['type']> = AlertItem & {
  readonly event: Extract<GroupEvent, { readonly type: Type }>;
};

/** How a subject line speaks of an event. */
export interface Label {
  /** In brackets: `DOWN`. */
  readonly tag: string;
  /** The tag where it holds no longer: `WAS DOWN`. */
  readonly past: string;
  /** After a count: `3 down`. */
  readonly many: string;
  /** After the name of the only group. */
  readonly tail: string;
}

/** What is said of one group, whatever its event. Texts that only some messages need are made when asked for. */
export interface Words {
  readonly label: Label;
  /** After a count, in a sentence: `3 disconnected`. */
  readonly counted: string;
  /** When it happened, as far as polling can tell. */
  readonly when: Bounds;
  /** The first line of a message about this group alone: what, and where. */
  headline(): string;
  /** What it means, a sentence each. */
  meaning(): readonly string[];
  /** In a list, after the name. */
  short(): string;
  /** Times and figures, a line each; `until` is when it was last known to go on. */
  facts(times: Times, until: Instant): readonly string[];
}
