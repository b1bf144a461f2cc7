/** Every message that is kept to be read, by the name of its file. */
import type { Alert } from '../../../lib/core/alerts/alert.ts';
import type { Bounds } from '../../../lib/core/time.ts';
import { aGroup } from '../../support/builders.ts';
import {
  afterSilence,
  alertOf,
  BOTH_HUBS,
  bystanders,
  changed,
  configured,
  DMZ,
  ended,
  fallen,
  flapping,
  gathered,
  halved,
  isDown,
  monitorEvent,
  opened,
  openFor,
  primary,
  redundancyLost,
  removed,
  SEEN,
  secondary,
  steady,
  stillDown,
  utc,
  withoutRedundancy,
} from './scenes.ts';

const EARLIER: Bounds = { after: utc('12:23:02'), by: utc('12:24:03') };
const COUNTS = { connected: 209, warning: 1, disconnected: 2, unknown: 0 };
const REFUSED = {
  kind: 'credentials refused',
  detail: 'POST https://api.sse.cisco.com/auth/v2/token answered 401: unauthorized.',
  status: 401,
} as const;

/** Two groups that were not connected before, so that the fleet has a history. */
const OTHERS = [
  ...bystanders(209),
  ...bystanders(1, { id: '41', status: 'warning' }),
  ...bystanders(1, { id: '42', status: 'disconnected' }),
];

/** `count` groups, each of which lost its hub in one data center. */
function fallenTogether(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const site = aGroup({
      id: `${5_120_040_000 + index}`,
      name: `Branch ${index + 1}`,
      deviceType: 'Meraki MX',
    });
    return opened(
      index % 5 === 4 ? fallen(site) : { ...halved(site), hubs: [primary(isDown()), secondary()] },
    );
  });
}

/** Groups in ten regions, all hubs down, each region with its own data centers. */
function stormOf(count: number, name = (index: number) => `Branch ${index + 1}`) {
  return Array.from({ length: count }, (_, index) => {
    const region = `region-${index % 10}`;
    const site = fallen(aGroup({ id: `${5_120_100_000 + index}`, name: name(index), region }));
    const hubs = site.hubs.map((hub) => ({ ...hub, datacenter: `sse-${region}-${hub.primary ? 1 : 2}` }));
    return opened({ ...site, hubs });
  });
}

const HOSTILE =
  '\u202Egnp.exe\u202C <b>DMZ</b>\r\nSubject: [UP] all is well\u0000 \u200Bzero\u200D 👩‍🚒 東京データセンター東京データセンター東京データセンター';

/** What chat programs act on, in as many characters as a name may have. */
const MARKUP = '*a* _b_ `c` ~d~ <!channel> @here [UP](http://e.x) :ok:';

export const GOLDENS: Readonly<Record<string, () => Alert>> = {
  'one group down': () => alertOf({ groups: [opened(fallen()), ...OTHERS] }),
  'one hub lost': () => alertOf({ groups: [opened(halved()), ...OTHERS] }),
  escalated: () => alertOf({ groups: [changed(fallen(), 'warning', EARLIER), ...OTHERS] }),
  eased: () => alertOf({ groups: [changed(halved(), 'disconnected', EARLIER), ...OTHERS] }),
  'ended after 42 minutes': () => alertOf({ groups: [ended(DMZ, 'connected', EARLIER), ...OTHERS] }),
  'ended because removed': () => alertOf({ groups: [ended(fallen(), 'removed', EARLIER), ...OTHERS] }),
  'removed while healthy': () => alertOf({ groups: [removed(DMZ), ...OTHERS] }),
  'five down in one data center': () =>
    alertOf({
      groups: [
        ...fallenTogether(5),
        ...bystanders(1, { hubs: [primary(), secondary()] }),
        ...OTHERS.slice(1),
      ],
    }),
  'several back': () =>
    alertOf({
      groups: [
        ended(DMZ, 'connected', EARLIER),
        ended(aGroup({ id: '51', name: 'Harbor Depot - East' }), 'connected', EARLIER, 'warning'),
        ...OTHERS,
      ],
    }),
  'several removed, one of them down': () =>
    alertOf({
      groups: [
        removed(DMZ),
        removed(aGroup({ id: '51', name: 'Harbor Depot - East' })),
        ended(
          fallen(aGroup({ id: '52', name: 'Quarry Site 7', region: 'ap-southeast-2' })),
          'removed',
          EARLIER,
        ),
        ...OTHERS,
      ],
    }),
  '5000 down': () => alertOf({ groups: [...stormOf(5_000), ...OTHERS] }),
  'watch began with 3 not connected': () =>
    alertOf({
      groups: [
        ...bystanders(209),
        ...bystanders(1, { id: '41', name: 'Lakeside Clinic', status: 'warning', region: 'eu-central-1' }),
        ...bystanders(1, {
          id: '42',
          name: 'Quarry Site 7',
          status: 'disconnected',
          region: 'ap-southeast-2',
        }),
        ...bystanders(1, { id: '43', name: 'Harbor Depot - East', status: 'disconnected' }),
      ],
      monitor: [monitorEvent({ type: 'watch began', counts: COUNTS })],
    }),
  'watch began with all connected': () =>
    alertOf({
      groups: bystanders(212),
      monitor: [
        monitorEvent({
          type: 'watch began',
          counts: { connected: 212, warning: 0, disconnected: 0, unknown: 0 },
        }),
      ],
    }),
  'went blind, credentials refused': () =>
    alertOf({
      groups: OTHERS,
      unseen: true,
      monitor: [
        monitorEvent({
          type: 'went blind',
          since: utc('13:03:03'),
          failure: REFUSED,
          attempts: 2,
          unsteady: false,
        }),
      ],
    }),
  'went blind, API unavailable': () =>
    alertOf({
      groups: OTHERS,
      unseen: true,
      monitor: [
        monitorEvent({
          type: 'went blind',
          since: utc('12:54:03'),
          failure: {
            kind: 'API unavailable',
            detail: 'GET /deployments/v2/networktunnelgroups answered 503 four times.',
            status: 503,
            requestId: '3f6d0b8c-5f1e-4b43-9a53-0c1d9f1f7f10',
          },
          attempts: 11,
          unsteady: false,
        }),
      ],
    }),
  'went blind, never a complete run': () =>
    alertOf({
      unseen: true,
      monitor: [
        monitorEvent({ type: 'went blind', since: null, failure: REFUSED, attempts: 2, unsteady: false }),
      ],
    }),
  'sight returned': () =>
    alertOf({
      groups: OTHERS,
      monitor: [
        monitorEvent({
          type: 'sight returned',
          blind: { from: utc('12:23:03'), to: utc('13:05:01') },
          failure: REFUSED,
          opened: 3,
          ended: 1,
          losses: 1,
        }),
      ],
    }),
  'sight returned, nobody ran for six hours': () =>
    alertOf({
      groups: OTHERS,
      monitor: [
        monitorEvent({
          type: 'sight returned',
          blind: { from: utc('07:02:03'), to: utc('13:05:01') },
          failure: null,
          opened: 0,
          ended: 0,
          losses: 1,
        }),
      ],
    }),
  late: () => alertOf({ groups: [opened(fallen()), ...OTHERS], asOf: utc('15:20:11') }),
  'late and over': () =>
    alertOf({
      groups: [
        {
          ...opened(fallen()),
          group: DMZ,
          incident: null,
          since: { after: utc('14:02:02'), by: utc('14:03:03') },
        },
        ...OTHERS,
      ],
      asOf: utc('15:20:11'),
    }),
  'unknown status word': () =>
    alertOf({
      groups: [
        opened(
          { ...DMZ, status: 'unknown', statusSeen: 'degraded' },
          { after: utc('13:02:02'), by: utc('13:03:03') },
        ),
        ...OTHERS,
      ],
    }),
  'redundancy lost': () => alertOf({ groups: [redundancyLost(), ...OTHERS] }),
  'redundancy back': () =>
    alertOf({ groups: [ended(DMZ, 'connected', EARLIER, 'redundancy lost'), ...OTHERS] }),
  'eased to lost redundancy': () =>
    alertOf({
      groups: [
        {
          ...redundancyLost(),
          untold: changed(withoutRedundancy(), 'disconnected', EARLIER).untold.map((event) =>
            'previous' in event ? { ...event, status: 'redundancy lost', severity: 'warning' } : event,
          ),
        },
        ...OTHERS,
      ],
    }),
  'two down, three without redundancy': () =>
    alertOf({
      groups: [
        ...['61', '62'].map((id) =>
          opened(fallen(aGroup({ id, name: `Clinic ${id}`, region: 'eu-west-1' }))),
        ),
        ...['63', '64', '65'].map((id) =>
          redundancyLost(withoutRedundancy(aGroup({ id, name: `Clinic ${id}`, region: `eu-west-${id}` }))),
        ),
        ...bystanders(20, { hubs: [primary(), secondary()] }),
      ],
    }),
  'flapping began': () => alertOf({ groups: [flapping(), ...OTHERS] }),
  'flapping began, up again by now': () => {
    const state = flapping();
    const { incident } = state;
    const back = { after: utc('13:05:03'), by: utc('13:06:03') };
    return alertOf({
      groups: [
        { ...state, group: DMZ, since: back, incident: incident && { ...incident, status: 'connected' } },
        ...OTHERS,
      ],
      asOf: utc('13:06:05'),
    });
  },
  'still down': () => alertOf({ groups: [stillDown(), ...OTHERS] }),
  'still degraded': () => alertOf({ groups: [stillDown(halved()), ...OTHERS] }),
  steady: () => alertOf({ groups: [steady(), ...OTHERS] }),
  'steady after lost redundancy': () => alertOf({ groups: [steady('redundancy lost'), ...OTHERS] }),
  configured: () =>
    alertOf({
      groups: [
        configured({
          name: ['DMZ ASA Tunnel', 'DMZ ASA Tunnel NC'],
          routing: [
            { type: 'static', data: { networkCIDRs: ['10.12.0.0/16', '10.13.0.0/16'] } },
            { type: 'static', data: { networkCIDRs: ['10.12.0.0/16', '10.14.0.0/16', '10.15.0.0/16'] } },
          ],
          'hub.720011802.datacenter': ['sse-use-1-1-0', 'sse-usc-1-0-0'],
          'hub.720011802.status': ['up', 'down'],
        }),
        ...OTHERS,
      ],
    }),
  'configured, several': () =>
    alertOf({
      groups: [
        configured({ deviceType: ['ASA', 'FTD'] }),
        configured(
          { 'hub.720011802': [null, secondary()] },
          { ...aGroup({ id: '52' }), hubs: [primary(), secondary()] },
        ),
        ...OTHERS,
      ],
    }),
  'reminder, critical': () =>
    alertOf({
      groups: [
        openFor(26, fallen()),
        openFor(73, fallen(aGroup({ id: '52', name: 'Quarry Site 7', region: 'ap-southeast-2' }))),
        openFor(30, fallen(aGroup({ id: '53', name: 'Taken on' })), { acknowledged: true }),
        openFor(2, fallen(aGroup({ id: '54', name: 'New' }))),
        ...OTHERS,
      ],
      monitor: [
        monitorEvent({ type: 'reminder', about: 'critical', incidents: ['5120034417-2', '52-2', '53-2'] }),
      ],
    }),
  'reminder, redundancy': () =>
    alertOf({
      groups: [
        { ...openFor(170, withoutRedundancy(), { status: 'redundancy lost' }), baseline: BOTH_HUBS },
        ...OTHERS,
      ],
      monitor: [monitorEvent({ type: 'reminder', about: 'redundancy', incidents: ['5120034417-2'] })],
    }),
  'reminder of what has ended': () =>
    alertOf({
      groups: OTHERS,
      monitor: [monitorEvent({ type: 'reminder', about: 'critical', incidents: ['5120034417-2'] })],
    }),
  'key expires': () =>
    alertOf({
      groups: OTHERS,
      monitor: [monitorEvent({ type: 'key expires', expires: utc('2026-03-16 00:00:00'), days: 14 })],
    }),
  'went blind, unsteady': () =>
    alertOf({
      groups: OTHERS,
      unseen: true,
      monitor: [
        monitorEvent({
          type: 'went blind',
          since: utc('12:54:03'),
          failure: { kind: 'API unavailable', detail: 'GET answered 503 four times.', status: 503 },
          attempts: 11,
          unsteady: true,
        }),
      ],
    }),
  'sight is steady again': () =>
    alertOf({
      groups: OTHERS,
      monitor: [
        monitorEvent({
          type: 'sight returned',
          blind: { from: utc('09:10:03'), to: utc('13:05:01') },
          failure: null,
          opened: 0,
          ended: 0,
          losses: 5,
        }),
      ],
    }),
  'told after a silence': () => alertOf({ groups: [afterSilence(opened(fallen(), EARLIER)), ...OTHERS] }),
  'worse inside a silence': () => {
    const state = afterSilence(changed(fallen(), 'warning', EARLIER));
    const since = { after: utc('12:40:02'), by: utc('12:41:03') };
    const untold = state.untold.map((event) => ('since' in event ? { ...event, since } : event));
    return alertOf({ groups: [{ ...state, since, untold }, ...OTHERS] });
  },
  'gathered, one group twice': () => {
    const before = gathered(
      opened(fallen(), { after: utc('13:05:02'), by: utc('13:06:03') }),
      utc('13:06:03'),
    );
    const now = gathered(opened(fallen(), { after: utc('13:08:02'), by: utc('13:09:03') }), utc('13:09:03'));
    return alertOf({
      groups: [{ ...now, untold: [...before.untold, ...now.untold] }, ...OTHERS],
      asOf: utc('13:10:05'),
    });
  },
  'gathered, several groups': () => {
    const site = fallen(aGroup({ id: '52', name: 'Quarry Site 7', region: 'ap-southeast-2' }));
    const before = gathered(
      opened(fallen(), { after: utc('13:05:02'), by: utc('13:06:03') }),
      utc('13:06:03'),
    );
    const now = gathered(opened(fallen(), { after: utc('13:08:02'), by: utc('13:09:03') }), utc('13:09:03'));
    return alertOf({
      groups: [
        { ...now, untold: [...before.untold, ...now.untold] },
        gathered(opened(site, { after: utc('13:07:02'), by: utc('13:08:03') }), utc('13:08:03')),
        {
          ...gathered(opened(fallen(aGroup({ id: '53', name: 'Back again' }))), SEEN),
          group: aGroup(),
          incident: null,
        },
        ...OTHERS,
      ],
      asOf: utc('13:10:05'),
    });
  },
  'name full of markup': () =>
    alertOf({ groups: [opened(fallen({ ...DMZ, name: MARKUP, region: '*us*' })), ...OTHERS] }),
  'hostile name': () =>
    alertOf({
      groups: [
        opened(fallen({ ...DMZ, name: HOSTILE, region: 'us-\u202Eeast\n-1', deviceType: '<script>' })),
      ],
      organization: { id: '8204417', name: 'Ac\u202Eme\r\n & Søns', timeZone: 'Mars/Olympus' },
    }),
};

export { MARKUP, stormOf };
