/** Every message that is kept to be read, by the name of its file. */
import type { Alert } from '../../../lib/core/alerts/alert.ts';
import type { Bounds } from '../../../lib/core/time.ts';
import { aGroup } from '../../support/builders.ts';
import {
  alertOf,
  bystanders,
  changed,
  DMZ,
  ended,
  fallen,
  halved,
  isDown,
  monitorEvent,
  opened,
  primary,
  removed,
  secondary,
  utc,
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
  'several back, one removed': () =>
    alertOf({
      groups: [
        ended(DMZ, 'connected', EARLIER),
        ended(aGroup({ id: '51', name: 'Harbor Depot - East' }), 'connected', EARLIER, 'warning'),
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
      monitor: [monitorEvent({ type: 'went blind', since: utc('13:03:03'), failure: REFUSED, attempts: 2, unsteady: false })],
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
      monitor: [monitorEvent({ type: 'went blind', since: null, failure: REFUSED, attempts: 2, unsteady: false })],
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
  'hostile name': () =>
    alertOf({
      groups: [
        opened(fallen({ ...DMZ, name: HOSTILE, region: 'us-\u202Eeast\n-1', deviceType: '<script>' })),
      ],
      organization: { id: '8204417', name: 'Ac\u202Eme\r\n & Søns', timeZone: 'Mars/Olympus' },
    }),
};

export { stormOf };
