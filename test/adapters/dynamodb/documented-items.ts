/** One item of each kind, as `docs/storage.md` shows them. */
import { acknowledgementItem } from '../../../lib/adapters/dynamodb/items/acknowledgement.ts';
import { groupItem, type Item } from '../../../lib/adapters/dynamodb/items/group.ts';
import {
  changeItem,
  epochItem,
  gapItem,
  organizationItem,
  snapshotItem,
} from '../../../lib/adapters/dynamodb/items/history.ts';
import { alertItem, runItem } from '../../../lib/adapters/dynamodb/items/log.ts';
import { silenceItem } from '../../../lib/adapters/dynamodb/items/silence.ts';
import { DAY, plus } from '../../../lib/core/time.ts';
import {
  aChange,
  aGroup,
  aGroupState,
  aHub,
  anEpoch,
  anEvent,
  aPublishedAlert,
  aReading,
  aRunRecord,
  at,
} from '../../support/builders.ts';

/** The epoch that they belong to. */
export const DOCUMENTED_EPOCH = anEpoch({ id: at(), snapshotBytes: 592, changeBytes: 0 });
const since = { after: plus(at(), -2_000), by: at(1) };
const hub = aHub({ status: 'down', tunnels: 'none' });
const before = aGroupState({ group: aGroup({ hubs: [aHub()] }) });
const after = aGroupState({
  rev: 2,
  seq: 2,
  group: aGroup({ status: 'disconnected', hubs: [hub] }),
  since,
  reading: aReading(1),
  incident: {
    id: '620113-2',
    opened: since,
    status: 'disconnected',
    worst: 'disconnected',
    told: 'critical',
    toldAt: at(1),
    acknowledged: false,
    episode: null,
  },
  untold: [anEvent()],
});
const change = aChange(before, after, { incident: '620113-2', events: ['620113-2.opened'] });

/** By the heading under which the document shows it. */
export const DOCUMENTED: Readonly<Record<string, Item>> = {
  'Group state': groupItem('acme', after, DOCUMENTED_EPOCH.expires),
  Organization: organizationItem('acme', at()),
  Silence: silenceItem(
    'acme',
    {
      id: 'k7mq3x',
      match: { name: 'Branch *', region: 'us-east-1' },
      from: at(),
      to: at(120),
      reason: 'new routers',
      by: 'ana',
    },
    plus(at(120), 396 * DAY),
  ),
  Acknowledgement: acknowledgementItem(
    'acme',
    { incident: '620113-2', by: 'ana', at: at(5) },
    plus(at(5), 396 * DAY),
  ),
  'Epoch, in the index': epochItem('acme', DOCUMENTED_EPOCH),
  'Snapshot row': snapshotItem('acme', { id: at(1440), expires: plus(DOCUMENTED_EPOCH.expires, DAY) }, after),
  'Change row': changeItem('acme', DOCUMENTED_EPOCH, change),
  'Gap row': gapItem('acme', DOCUMENTED_EPOCH, { from: at(10), to: at(40), why: 'No run was started.' }),
  Run: runItem('acme', aRunRecord({ run: '20260302T140500000Z-1b2c3d4e' }), plus(at(), 396 * DAY)),
  'Alert log': alertItem('acme', aPublishedAlert(), plus(at(), 396 * DAY)),
};
