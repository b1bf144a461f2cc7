import { createMemoryStore } from '../../../lib/memory-store/memory-store.ts';
import { storeContract } from './store.contract.ts';

storeContract(
  'the store in memory',
  async () => {
    const store = createMemoryStore();
    return {
      store,
      reader: store,
      setSchema: async (organization, schema) => store.setSchema(organization, schema),
      close: async () => undefined,
    };
  },
  { histories: 100 },
);
