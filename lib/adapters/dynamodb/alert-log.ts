/** The alert log: what was published. Not under the lease: what was sent was sent, whoever may write by now. */
import { RunFailure } from '../../core/failure.ts';
import type { Store } from '../../sync/ports.ts';
import type { Calls } from './calls.ts';
import type { Item } from './items/group.ts';
import { alertItem, parseAlert } from './items/log.ts';
import { alertKey } from './keys.ts';
import { getItem, putItem } from './requests/items.ts';
import { put } from './requests/transactions.ts';

/** Amazon DynamoDB, TransactWriteItems: at most 100 actions. */
const ACTIONS_MAX = 100;

export function alertLogMethods(calls: Calls): Pick<Store, 'findAlert' | 'recordAlerts'> {
  return {
    async findAlert(organization, id) {
      const item = await calls.get(getItem(calls.table, alertKey(organization, id)));
      return item === null ? null : parseAlert(item);
    },

    async recordAlerts(organization, alerts, expires) {
      const items = alerts.map((alert) => alertItem(organization, alert, expires));
      for (let from = 0; from < items.length; from += ACTIONS_MAX)
        await writeTogether(calls, items.slice(from, from + ACTIONS_MAX));
    },
  };
}

/** One alone costs half of what a transaction does. */
async function writeTogether(calls: Calls, items: readonly Item[]): Promise<void> {
  const [only, ...others] = items;
  if (only !== undefined && others.length === 0) {
    await calls.put(putItem(calls.table, only));
    return;
  }
  const outcome = await calls.transact(items.map((item) => put(calls.table, item)));
  if (!outcome.done)
    throw new RunFailure({
      kind: 'store',
      detail: `The alert log could not be written (${outcome.message}).`,
    });
}
