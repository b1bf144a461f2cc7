import type { Fault, FaultRule, Faults } from './faults.ts';
import type { Fleet } from './fleet.ts';

/** What a script may change. */
interface Stage {
  /** Its clock stands at the time of the event. */
  readonly fleet: Fleet;
  readonly faults: Faults;
}

/** One thing that happens during a scripted day. */
export interface ScriptEvent {
  /** UTC, `HH:MM`. */
  readonly at: string;
  /** What happens, for people. */
  readonly what: string;
  readonly do: (stage: Stage) => void;
}

const DAY_MS = 86_400_000;

/**
 * A script that has begun: it is applied lazily, whenever a request comes in. The day is the UTC day of
 * `startedAt`; events of that day that are already past happen at the first request.
 */
export class RunningScript {
  readonly #due: { readonly at: number; readonly event: ScriptEvent }[];

  /** Throws a `RangeError` when an event's time is not `HH:MM`. */
  constructor(script: readonly ScriptEvent[], startedAt: number) {
    const midnight = Math.floor(startedAt / DAY_MS) * DAY_MS;
    this.#due = script
      .map((event) => ({ at: midnight + timeOfDay(event.at), event }))
      .sort((one, other) => one.at - other.at);
  }

  /** Lets everything happen that is due at `now` and has not happened yet, in order. */
  playUntil(now: number, fleet: Fleet, faults: Faults): void {
    for (let next = this.#due[0]; next && next.at <= now; next = this.#due[0]) {
      this.#due.shift();
      next.event.do({ fleet: fleet.asOf(next.at), faults });
    }
  }
}

/** A fault that strikes every request that the rule matches, from `from` until `until` (UTC, `HH:MM`). */
export interface FaultWindow {
  readonly from: string;
  readonly until: string;
  readonly fault: Fault;
  readonly rule: FaultRule;
  /** What happens when it begins and when it ends, for people. */
  readonly what: { readonly begins: string; readonly ends: string };
}

/** The two events of a fault: it begins, and it ends. */
export function faultWindow({ from, until, fault, rule, what }: FaultWindow): ScriptEvent[] {
  let end = (): void => undefined;
  return [
    {
      at: from,
      what: what.begins,
      do: ({ faults }) => {
        end = faults.add(fault, rule);
      },
    },
    { at: until, what: what.ends, do: () => end() },
  ];
}

/** Milliseconds since midnight; throws a `RangeError` when the text is not `HH:MM`. */
export function timeOfDay(text: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (!match) throw new RangeError(`"${text}" is not a time of day: write HH:MM, such as 09:12.`);
  return (Number(match[1]) * 60 + Number(match[2])) * 60_000;
}
