/** What there is to tell, while it is told: what is published leaves it, and the table. */

import { inBatches } from '../core/in-batches.ts';
import type { GroupState, MonitorState } from '../core/rules/state.ts';
import type { Store } from './ports.ts';

export class Outbox {
  readonly #states: Map<string, GroupState>;
  readonly #cleared = new Map<string, GroupState>();
  readonly #organization: string;
  readonly #store: Store;
  /** The monitor without what has been told of it. It is stored by whoever tells. */
  monitor: MonitorState;
  /** A group was written by somebody else meanwhile, and is left alone. */
  overtaken = false;

  constructor(groups: Iterable<GroupState>, monitor: MonitorState, organization: string, store: Store) {
    this.#states = new Map([...groups].map((state) => [state.id, state]));
    this.monitor = monitor;
    this.#organization = organization;
    this.#store = store;
  }

  /** The groups as stored now, without those that somebody else wrote. */
  groups(): Iterable<GroupState> {
    return this.#states.values();
  }

  /** The groups that events were cleared from, as stored. */
  cleared(): readonly GroupState[] {
    return [...this.#cleared.values()];
  }

  /** Forgets events that were told. Throws what the store throws; some may be forgotten then. */
  async clear(told: ReadonlySet<string>): Promise<void> {
    const isUntold = ({ id }: { readonly id: string }): boolean => !told.has(id);
    // The same object where nothing is forgotten: another one would be stored, by every run.
    if (!this.monitor.untold.every(isUntold))
      this.monitor = { ...this.monitor, untold: this.monitor.untold.filter(isUntold) };
    const touched = [...this.#states.values()].filter(({ untold }) => !untold.every(isUntold));
    await inBatches(touched, async (state) => {
      const stored = await this.#store.clearGroupEvents(this.#organization, state, told);
      if (stored === null) {
        this.overtaken = true;
        this.#states.delete(state.id);
      } else {
        this.#states.set(state.id, stored);
        this.#cleared.set(state.id, stored);
      }
    });
  }
}
