/** Everything that a message can say of a group, by what the group is and has become since. */
import type { Differences } from '../../../lib/core/fleet/change.ts';
import type { Group, Hub } from '../../../lib/core/fleet/group.ts';
import type { GroupEvent } from '../../../lib/core/rules/event.ts';
import type { Condition } from '../../../lib/core/rules/redundancy.ts';
import type { GroupState, Incident } from '../../../lib/core/rules/state.ts';
import type { Bounds } from '../../../lib/core/time.ts';
import { aGroup } from '../../support/builders.ts';
import {
  afterSilence,
  BOTH_HUBS,
  changed,
  configured,
  ended,
  fallen,
  flapping,
  halved,
  isDown,
  opened,
  primary,
  redundancyLost,
  removed,
  secondary,
  steady,
  stillDown,
  utc,
  withoutRedundancy,
} from './scenes.ts';

/** When an incident began that something has become of in the run of 13:05:03. */
const EARLIER: Bounds = { after: utc('12:23:02'), by: utc('12:24:03') };
/** When what became of it since was seen. */
const LATER: Bounds = { after: utc('13:05:02'), by: utc('13:06:03') };
const SITE = aGroup({ id: '52', name: 'Quarry', hubs: [primary(), secondary()] });
const THIRD = { id: '720011803', primary: null, datacenter: null } as const;

const having = (state: GroupState, group: Partial<Group>): GroupState => ({
  ...state,
  group: { ...state.group, ...group },
});
const incidentOf = (state: GroupState, override: Partial<Incident>): GroupState => ({
  ...state,
  incident: state.incident && { ...state.incident, ...override },
});
/** The last event, told otherwise. */
const told = (state: GroupState, override: Partial<GroupEvent>): GroupState => ({
  ...state,
  untold: state.untold.map((event) => ({ ...event, ...override }) as GroupEvent),
});

/** What a group can have become since. */
const SINCE_THEN: Readonly<Record<string, (state: GroupState) => GroupState>> = {
  'and nobody can tell any more': (state) =>
    having({ ...state, since: LATER }, { status: 'unknown', statusSeen: 'pending' }),
  'connected since': (state) => ({
    ...having(state, { status: 'connected', hubs: [primary(), secondary()] }),
    ...{ incident: null, since: LATER },
  }),
  'disconnected since, in another incident': (state) => ({
    ...incidentOf(opened(fallen(state.group)), { id: `${state.id}-9` }),
    ...{ since: LATER, untold: state.untold },
  }),
  'missing since': (state) => ({
    ...having(state, { status: 'unknown' }),
    presence: 'missing',
    incident: null,
  }),
  'removed since': (state) => ({ ...state, presence: 'removed', incident: null }),
  'without redundancy since': (state) => ({
    ...having(state, { status: 'connected', hubs: [primary(), secondary(isDown())] }),
    ...{ incident: null, since: LATER, baseline: BOTH_HUBS },
  }),
  'connected since, and a hub unknown': (state) => ({
    ...having(state, { status: 'connected', hubs: [primary(), secondary({ status: 'unknown' })] }),
    ...{ since: LATER, baseline: BOTH_HUBS },
    incident: state.incident && { ...state.incident, id: `${state.id}-9`, status: 'redundancy lost' },
  }),
};

const since = (what: keyof typeof SINCE_THEN, state: GroupState): GroupState =>
  SINCE_THEN[what]?.(state) ?? state;

const THE_MOST = [
  'and nobody can tell any more',
  'connected since',
  'disconnected since, in another incident',
];

/** A state, and what is said of the same event where the group has become something else since. */
function andThen(
  name: string,
  state: GroupState,
  whats: readonly string[] = THE_MOST,
): readonly (readonly [string, GroupState])[] {
  return [[name, state], ...whats.map((what) => [`${name}; ${what}`, since(what, state)] as const)];
}

const down = (hubs: readonly Hub[]): GroupState => opened({ ...SITE, status: 'disconnected', hubs });
const degraded = (hubs: readonly Hub[]): GroupState => opened({ ...SITE, status: 'warning', hubs });
const lost = (hubs: readonly Hub[], baseline: GroupState['baseline'] = BOTH_HUBS): GroupState => ({
  ...redundancyLost({ ...SITE, status: 'connected', hubs }),
  baseline,
});
const THREE: GroupState['baseline'] = {
  up: [...BOTH_HUBS.up, THIRD.id],
  withTunnels: [...BOTH_HUBS.withTunnels, THIRD.id],
};

const OPENED: readonly (readonly [string, GroupState])[] = [
  ...andThen('down', opened(fallen(SITE)), Object.keys(SINCE_THEN)),
  ['down, with a hub up all the same', down([primary(isDown()), secondary()])],
  [
    'down, both hubs in one data center',
    down([primary(isDown()), secondary({ ...isDown(), datacenter: 'sse-use-1-0-0' })]),
  ],
  ['down, two of three hubs', down([primary(isDown()), secondary(isDown()), secondary(THIRD)])],
  ['down, three hubs', down([primary(isDown()), secondary(isDown()), secondary({ ...THIRD, ...isDown() })])],
  ['down, its only hub', down([primary(isDown())])],
  ['down, without a hub', down([])],
  [
    'down, with hubs of which little is known',
    down([
      primary({ status: 'unknown', tunnels: 'unknown', datacenter: null, carried: {} }),
      secondary({
        status: 'unknown',
        tunnels: 'some',
        carried: { statusSeen: 'starting', tunnelsCount: 2, reportedAt: 'soon' },
      }),
      secondary({ ...THIRD, tunnels: 'some', carried: { tunnelsCount: 0, statusSeen: 'UP' } }),
      secondary({ id: '9', tunnels: 'unknown', carried: { tunnelsCount: 4 } }),
    ]),
  ],
  [
    'down, with many far ends',
    down([
      primary({ ...isDown(), carried: { peers: ['1', '2', '3'].map((ip) => ({ ip, status: 'DOWN' })) } }),
      secondary({
        ...isDown(),
        carried: {
          peers: [
            { ip: '4', status: null },
            { ip: null, status: 'UP' },
            ...['5', '6', '7'].map((ip) => ({ ip, status: 'DOWN' })),
          ],
        },
      }),
    ]),
  ],
  ...andThen('degraded', opened(halved(SITE))),
  ['degraded, by a hub that has no role', degraded([primary(), secondary({ ...THIRD, ...isDown() })])],
  ['degraded, no hub down', degraded([primary(), secondary()])],
  ['degraded, both hubs down', degraded([primary(isDown()), secondary(isDown())])],
  ['degraded, one hub down and none up', degraded([primary(isDown()), secondary({ status: 'unknown' })])],
  ['unknown, by a word', opened({ ...SITE, status: 'unknown', statusSeen: 'pending' })],
  ['unknown, without a word', opened({ ...SITE, status: 'unknown', statusSeen: null })],
  ['unknown, because missing', { ...opened({ ...SITE, status: 'unknown' }), presence: 'missing' }],
  ...andThen('redundancy lost', redundancyLost(withoutRedundancy(SITE))),
  ['redundancy lost, by a hub without tunnels', lost([primary(), secondary({ tunnels: 'none' })])],
  [
    'redundancy lost, by a hub that has no role',
    lost([secondary({ ...THIRD, ...isDown() }), secondary()], THREE),
  ],
  ['redundancy lost, and what is left has no role', lost([primary(isDown()), secondary(THIRD)], THREE)],
  ['redundancy lost, both hubs down', lost([primary(isDown()), secondary(isDown())])],
  [
    'redundancy lost, one hub down and one without tunnels',
    lost([primary(isDown()), secondary({ tunnels: 'none' })]),
  ],
  [
    'redundancy lost, several hubs',
    lost([primary(isDown()), secondary(isDown()), secondary({ ...THIRD, ...isDown() })], THREE),
  ],
  [
    'redundancy lost, and what is left is not up',
    lost([primary(isDown()), secondary({ status: 'unknown' })]),
  ],
  [
    'redundancy lost, and what is left never had tunnels',
    lost([primary(isDown()), secondary({ tunnels: 'none' })], { ...BOTH_HUBS, withTunnels: [primary().id] }),
  ],
  ...andThen('down, never connected yet', { ...opened(fallen(SITE)), firstSeen: utc('13:05:03') }),
  [
    'down, never connected yet, told after a silence',
    afterSilence({ ...opened(fallen(SITE)), firstSeen: utc('13:05:03') }),
  ],
  ['down, told after a silence', afterSilence(opened(fallen(SITE)))],
  ['down, taken on already', incidentOf(opened(fallen(SITE)), { acknowledged: true })],
];

const worse = changed(fallen(SITE), 'warning', EARLIER);
const better = changed(halved(SITE), 'disconnected', EARLIER);
const CHANGED: readonly (readonly [string, GroupState])[] = [
  ...andThen('worse', worse),
  ['worse, from an unknown status', changed(fallen(SITE), 'unknown', EARLIER)],
  ['worse, told after a silence', afterSilence(worse)],
  ['worse, told after a silence; connected since', since('connected since', afterSilence(worse))],
  [
    'worse, after it was up, while it flaps',
    { ...flapping(fallen(SITE)), untold: changed(fallen(SITE), 'connected', EARLIER).untold },
  ],
  ['worse, while it flaps', { ...flapping(fallen(SITE)), untold: worse.untold }],
  ...andThen('better', better),
];

const flaps = flapping(fallen(SITE));
const still = (condition: Condition, group: Group): GroupState => {
  const severity = condition === 'disconnected' ? 'critical' : 'warning';
  const state = incidentOf({ ...stillDown(group), baseline: BOTH_HUBS }, { status: condition });
  return told(state, { status: condition, severity } as Partial<GroupEvent>);
};
const FLAPPING: readonly (readonly [string, GroupState])[] = [
  ...andThen('flapping', flaps),
  [
    'flapping, up at the moment',
    having(incidentOf(flaps, { status: 'connected' }), { status: 'connected', hubs: SITE.hubs }),
  ],
  ['flapping, told after a silence', afterSilence(flaps)],
  ['flapping, and the drops are forgotten', { ...flaps, openings: [] }],
  ...andThen('still down', still('disconnected', fallen(SITE))),
  [
    'still down, and since when is forgotten',
    incidentOf(still('disconnected', fallen(SITE)), { episode: null }),
  ],
  ['still degraded', still('warning', halved(SITE))],
  ['still without redundancy', still('redundancy lost', withoutRedundancy(SITE))],
  [
    'still without redundancy, which nobody can tell any more',
    since('and nobody can tell any more', still('redundancy lost', withoutRedundancy(SITE))),
  ],
];

const ofSite = (state: GroupState): GroupState => ({ ...state, id: SITE.id, group: SITE });
const ENDED: readonly (readonly [string, GroupState])[] = [
  ...andThen('back', ended(SITE, 'connected', EARLIER)),
  ['back, of unknown status before', ended(SITE, 'connected', EARLIER, 'unknown')],
  [
    'back, of unknown status before; disconnected since',
    since('disconnected since, in another incident', ended(SITE, 'connected', EARLIER, 'unknown')),
  ],
  [
    'back, for the first time since it was first seen',
    { ...ended(SITE, 'connected', EARLIER), firstSeen: EARLIER.by },
  ],
  [
    'redundant again, since it was first seen',
    { ...ended(SITE, 'connected', EARLIER, 'redundancy lost'), firstSeen: EARLIER.by },
  ],
  ['back, in warning before', ended(SITE, 'connected', EARLIER, 'warning')],
  [
    'back, after several drops',
    told(ended(SITE, 'connected', EARLIER), { openings: 3 } as Partial<GroupEvent>),
  ],
  ...andThen('redundant again', ended(SITE, 'connected', EARLIER, 'redundancy lost')),
  ...andThen('steady', ofSite(steady())),
  [
    'steady, and connected since it began',
    { ...ofSite(steady()), since: { after: null, by: utc('08:41:03') } },
  ],
  [
    'steady, and connected as it is told',
    { ...ofSite(steady()), since: { after: null, by: utc('13:05:03') } },
  ],
  ['steady after lost redundancy', ofSite(steady('redundancy lost'))],
  ['removed while down', ended(fallen(SITE), 'removed', EARLIER)],
  ['removed while down; listed again', { ...ended(fallen(SITE), 'removed', EARLIER), presence: 'listed' }],
];

const REMOVED: readonly (readonly [string, GroupState])[] = [
  ['removed', removed(SITE)],
  ['removed; listed again', { ...removed(SITE), presence: 'listed' }],
  ['removed, in warning before', removed(halved(SITE))],
  ['removed, of unknown status before', removed({ ...SITE, status: 'unknown' })],
];

const DIFFERENCES: Readonly<Record<string, Differences>> = {
  'its name': { name: ['Quarry', 'Quarry 2'] },
  'its device type': { deviceType: ['ASA', null] },
  'its region': { region: [null, 'us-east-1'] },
  'its routing': { routing: [null, { type: 'bgp', data: { asNumber: '64512' } }] },
  'the role of a hub': { 'hub.720011801.primary': [null, true] },
  'the data center of a hub': { 'hub.720011802.datacenter': ['sse-use-1-1-0', 'sse-usc-1-0-0'] },
  'the tunnel ID of a hub that is gone': { 'hub.999.authId': ['a@x', 'b@x'] },
  'a hub that came': { 'hub.720011802': [null, secondary()] },
  'a fact that has no name': { notes: ['a', 'b'], 'hub.720011801.weight': [1, 2] },
  'many facts': {
    name: ['a', 'b'],
    region: ['a', 'b'],
    deviceType: ['a', 'b'],
    routing: [null, { type: 'nat' }],
  },
  'three facts': { name: ['a', 'b'], region: ['a', 'b'], deviceType: ['a', 'b'] },
};

const CONFIGURED: readonly (readonly [string, GroupState])[] = [
  ...Object.entries(DIFFERENCES).map(
    ([name, differences]) => [`configured: ${name}`, configured(differences, SITE)] as const,
  ),
  [
    'configured, while it is down and nobody can tell',
    {
      ...configured({ name: ['Quarry', 'Quarry 2'] }, { ...SITE, status: 'unknown' }),
      incident: opened(fallen(SITE)).incident,
    },
  ],
  ['configured; removed since', since('removed since', configured({ name: ['Quarry', 'Quarry 2'] }, SITE))],
];

/** By name: the state of a group with one event to tell. */
export const PHRASES: readonly (readonly [string, GroupState])[] = [
  ...OPENED,
  ...CHANGED,
  ...FLAPPING,
  ...ENDED,
  ...REMOVED,
  ...CONFIGURED,
];
