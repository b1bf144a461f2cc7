import { defaultPolicy, type Policy } from '../../../lib/core/policy.ts';
import type { Context } from '../../../lib/core/rules/context.ts';
import { decideGroup } from '../../../lib/core/rules/group.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';
import { HOUR, type Instant, instant, MINUTE, millisecondsBetween } from '../../../lib/core/time.ts';
import { aGroup } from '../../support/builders.ts';

/** What a rhythm of so many minutes down and so many up came to. */
export interface Rhythm {
  /** Messages in all. */
  readonly messages: number;
  /** The most messages within any hour after the episode was entered; 0 where it never was. */
  readonly busiestHour: number;
  readonly entered: boolean;
}

const CONNECTED = { presence: 'listed', group: aGroup({ id: '1', status: 'connected' }) } as const;
const DOWN = { presence: 'listed', group: aGroup({ id: '1', status: 'disconnected' }) } as const;
/** The policy where nothing is configured, polled each minute. */
export const POLICY = defaultPolicy(MINUTE);

/** One group that is down and up in turn, polled each minute for `hours`. */
export function rhythm(
  minutesDown: number,
  minutesUp: number,
  hours: number,
  policy: Policy = POLICY,
): Rhythm {
  let state: GroupState | null = null;
  const told: Instant[] = [];
  let entered: Instant | null = null;
  for (let minute = 0; minute < hours * 60; minute += 1) {
    const now = instant(minute * MINUTE);
    const isUp = minute % (minutesDown + minutesUp) < minutesUp;
    const write = decideGroup(state, isUp ? CONNECTED : DOWN, contextAt(now, minute, policy));
    if (write === null) continue;
    for (const event of write.next.untold) {
      told.push(now);
      if (event.type === 'flapping began') entered ??= now;
    }
    state = { ...write.next, untold: [] };
  }
  const after = entered === null ? [] : told.filter((at) => entered !== null && at > entered);
  return { messages: told.length, busiestHour: busiest(after), entered: entered !== null };
}

function contextAt(now: Instant, minute: number, policy: Policy): Context {
  return {
    run: `run-${minute}`,
    reading: { from: now, to: now },
    previousReadingFrom: minute === 0 ? null : instant((minute - 1) * MINUTE),
    firstRun: minute === 0,
    lastSeen: minute === 0 ? null : instant((minute - 1) * MINUTE),
    policy,
    silences: [],
    messages: [],
    othersMissing: false,
    inheritedNames: new Set(),
  };
}

function busiest(told: readonly Instant[]): number {
  const within = (from: Instant): number =>
    told.filter((at) => at >= from && millisecondsBetween(from, at) < HOUR).length;
  return Math.max(0, ...told.map(within));
}
