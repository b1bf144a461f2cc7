/** What the runs store in. */
import type { HistoryReader } from '../../lib/core/history/reader.ts';
import type { Silence } from '../../lib/core/rules/silence.ts';
import type { Instant } from '../../lib/core/time.ts';
import { type Contents, createMemoryStore } from '../../lib/memory-store/memory-store.ts';
import type { Store } from '../../lib/sync/ports.ts';

export interface Engine {
  /** The store of one run: the embedded engine's has a client of its own. */
  readonly store: Store;
  readonly history: HistoryReader;
  /** Everything stored; null where the engine cannot show it. */
  contents(organization: string): Contents | null;
  /** Makes a silence, as the operator's command does. The silence as it is stored. */
  addSilence(organization: string, silence: Silence): Promise<Silence>;
  /** Ends a silence before its time, as the operator's command does. The silence as it is then; null where it had ended. */
  endSilence(organization: string, id: string, now: Instant): Promise<Silence | null>;
  /** Acknowledges an open incident, as the operator's command does. Whether it was still open. */
  acknowledge(organization: string, incident: string, at: Instant): Promise<boolean>;
  /** Drops expired items; all but those that chance spares. How many were dropped. */
  expire(now: Instant, spared: () => boolean): Promise<number>;
}

/** The store in memory. */
export function memoryEngine(): Engine {
  const store = createMemoryStore();
  return {
    store,
    history: store,
    contents: (organization) => store.contents(organization),
    addSilence: async (organization, silence) => {
      store.addSilence(organization, silence);
      return silence;
    },
    endSilence: async (organization, id, now) => store.endSilence(organization, id, now),
    acknowledge: async (organization, incident) => store.acknowledge(organization, incident),
    expire: async (now, spared) => {
      let dropped = 0;
      store.expire(now, () => {
        const isSpared = spared();
        if (!isSpared) dropped += 1;
        return isSpared;
      });
      return dropped;
    },
  };
}
