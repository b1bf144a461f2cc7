import { expect, test } from '@jest/globals';
import { itemSize } from '../../../lib/adapters/dynamodb/item-size.ts';
import type { Item } from '../../../lib/adapters/dynamodb/items/group.ts';
import { changeItem, epochItem, snapshotItem } from '../../../lib/adapters/dynamodb/items/history.ts';
import { defaultPolicy } from '../../../lib/core/policy.ts';
import { nextEpoch, rollOverDue } from '../../../lib/core/rules/epoch.ts';
import type { Epoch } from '../../../lib/core/rules/state.ts';
import { DAY, HOUR, MINUTE, plus } from '../../../lib/core/time.ts';
import { aChange, aGroup, aGroupState, aHub, at } from '../../support/builders.ts';

const POLICY = defaultPolicy(5 * MINUTE);
const GROUPS = 1_000;
const CHANGES_A_DAY = 20;
const SAMPLES_A_YEAR = GROUPS * 365 * (DAY / (5 * MINUTE));

/** A group that fell and told of it: its status and that of a hub differ. */
function fall(seq: number, minutes: number) {
  const down = aGroup({ status: 'warning', hubs: [aHub({ status: 'down' }), aHub({ id: '720011802' })] });
  const up = aGroup({ hubs: [aHub(), aHub({ id: '720011802' })] });
  const reading = { from: at(minutes), to: at(minutes) };
  return aChange(aGroupState({ group: up, reading }), aGroupState({ group: down, seq, reading }), {
    incident: `620113-${seq}`,
    events: [`620113-${seq}.opened`],
  });
}

/** DynamoDB charges the storage of so many bytes more for each item, and for each entry of an index (AWS, "DynamoDB item sizes and formats"). */
const OVERHEAD_BYTES = 100;

const charged = (item: Readonly<Record<string, unknown>>) => itemSize(item) + OVERHEAD_BYTES;

/** What an index entry weighs: the index holds the keys of the table and its own. */
function indexEntry({ pk, sk, group, at: when }: Item): Readonly<Record<string, unknown>> {
  return { pk, sk, group, at: when };
}

test('a year of history stays under 0.09 bytes a sample: a thousand groups, each five minutes, twenty changes a day', () => {
  const { id, expires } = nextEpoch(at(), POLICY);
  const snapshot = snapshotItem('default', { id, expires }, aGroupState());
  const snapshotBytes = GROUPS * itemSize(snapshot);
  let epoch: Epoch = { id, expires, start: at(), snapshotBytes, changeBytes: 0 };
  let stored = GROUPS * charged(snapshot);
  for (let number = 0; number < 365 * CHANGES_A_DAY; number += 1) {
    const now = plus(at(), (number * DAY) / CHANGES_A_DAY);
    if (rollOverDue(epoch, now, POLICY)) {
      stored += GROUPS * charged(snapshot) + charged(epochItem('default', epoch));
      epoch = { ...epoch, start: now, changeBytes: 0 };
    }
    const row = changeItem(
      'default',
      epoch,
      fall(100 + number, (number * 24 * HOUR) / CHANGES_A_DAY / MINUTE),
    );
    stored += charged(row) + charged(indexEntry(row));
    epoch = { ...epoch, changeBytes: epoch.changeBytes + itemSize(row) };
  }
  expect(stored / SAMPLES_A_YEAR).toBeLessThan(0.09);
  expect(stored / SAMPLES_A_YEAR).toBeGreaterThan(0.04);
});
