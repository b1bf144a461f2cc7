import type { Answer } from './answer.ts';
import type { Call, Endpoint } from './call.ts';
import type { Delivery } from './delivery.ts';

/** Something that goes wrong with an answer. Make one with the functions of `fault`. */
export interface Fault {
  /** What it is called in the request record. */
  readonly name: string;
  /** Answers in place of the API. `answer` gives what the API would have answered; a fault that never asks for it spends no token and no rate. */
  readonly apply?: (answer: () => Answer, call: Call) => Answer;
  /** How the answer travels. Default: whole and at once. */
  readonly delivery?: Delivery;
}

/** Where and how often a fault strikes. */
export interface FaultRule {
  /** An endpoint, `api` for all but the token endpoint, or `any`. Default `any`. */
  readonly on?: Endpoint | 'api' | 'any';
  /** How many requests it strikes. Default: all, until it is cleared. */
  readonly times?: number;
  /** How many matching requests it lets through first: 2 strikes the third page of a walk. Default 0. */
  readonly after?: number;
}

interface Pending {
  readonly fault: Fault;
  readonly on: Endpoint | 'api' | 'any';
  letThrough: number;
  left: number;
}

/**
 * The faults that wait for requests. A request meets at most one: the oldest that matches it. So two faults with
 * `times: 1` strike two requests, in the order in which they were added.
 */
export class Faults {
  #pending: Pending[] = [];

  /** Adds a fault and returns the function that takes it away again. */
  add(fault: Fault, { on = 'any', times = Number.POSITIVE_INFINITY, after = 0 }: FaultRule = {}): () => void {
    const pending: Pending = { fault, on, letThrough: after, left: times };
    this.#pending.push(pending);
    return () => {
      this.#pending = this.#pending.filter((other) => other !== pending);
    };
  }

  /** Takes all faults away. */
  clear(): void {
    this.#pending = [];
  }

  /** The fault that strikes a request of that endpoint, if any; spends one of its times. */
  strike(endpoint: Endpoint): Fault | undefined {
    for (const pending of this.#pending) {
      if (!matches(pending.on, endpoint) || pending.left <= 0) continue;
      if (pending.letThrough > 0) {
        pending.letThrough -= 1;
        continue;
      }
      pending.left -= 1;
      return pending.fault;
    }
    return undefined;
  }
}

function matches(on: Endpoint | 'api' | 'any', endpoint: Endpoint): boolean {
  return on === 'any' || on === endpoint || (on === 'api' && endpoint !== 'token');
}
