/** Likely causes and what to do, from what is seen: the part of a message that is written for three in the morning. */
import type { Group, Hub } from '../fleet/group.ts';
import { lostHubs } from '../rules/redundancy.ts';
import { adviceForMany } from './advice-many.ts';
import type { AlertItem, GroupAlert } from './alert.ts';
import type { Advice } from './body.ts';
import { downHubs, roleOf } from './hubs.ts';
import { LOOK } from './look.ts';
import { presentItems } from './summary.ts';
import { word } from './text.ts';
import { wasNeverUp } from './words/opened.ts';

const NOTHING: Advice = { causes: [], steps: [] };

/** Where the device itself shows its side of the tunnels, by the API's device type. */
const DEVICE_CHECKS: ReadonlyMap<string | null, string> = new Map([
  ['ASA', 'On the ASA: show crypto ikev2 sa, show crypto ipsec sa.'],
  ['FTD', 'On the FTD: show crypto ikev2 sa, show crypto ipsec sa.'],
  ['ISR', 'On the ISR: show crypto ikev2 sa, show crypto ipsec sa.'],
  ['Meraki MX', 'In the Meraki dashboard: Security & SD-WAN > VPN status.'],
]);

const ANY_DEVICE = 'On the device: is there an IKEv2 and an IPsec association with each hub?';

const BLOCKED = 'Something on the way drops IKE and IPsec (UDP 500 and 4500): a firewall, or the provider.';
const SETTING =
  "A changed setting: passphrase, tunnel ID, the device's public address, IKE or IPsec parameters.";

/** What to think and do about the groups of an alert. Empty where what it tells is over. */
export function adviceFor(alert: GroupAlert): Advice {
  const { items, past } = presentItems(alert);
  if (past) return NOTHING;
  const [item] = items;
  switch (item.event.type) {
    case 'opened':
    case 'escalated':
    case 'eased':
    case 'still down':
    case 'flapping began':
      return forDown(alert, item);
    case 'ended':
      return item.event.how === 'removed' ? AFTER_REMOVAL : NOTHING;
    case 'removed':
      return AFTER_REMOVAL;
    case 'configured':
      return AFTER_CONFIGURATION;
  }
}

function forDown(alert: GroupAlert, { event, state }: AlertItem): Advice {
  const { group } = state;
  const condition = state.incident?.status ?? 'unknown';
  const device = DEVICE_CHECKS.get(group.deviceType) ?? ANY_DEVICE;
  if (condition === 'unknown') return forUnknown(group);
  if (presentItems(alert).items.length > 1) return adviceForMany(alert);
  if (event.type === 'flapping began') return forFlapping(group, device);
  if (event.type === 'opened' && wasNeverUp({ event, state })) return forNew(device);
  if (condition === 'disconnected') return forDisconnected(group, device);
  return forHub(condition === 'redundancy lost' ? lostHubs(group, state.baseline) : downHubs(group), device);
}

const AFTER_CONFIGURATION: Advice = {
  causes: [],
  steps: [
    `If the change was meant, nothing. If not, the Secure Access dashboard says who made it and when: ${LOOK.audit}.`,
  ],
};

const AFTER_REMOVAL: Advice = {
  causes: [],
  steps: [
    `If the removal was meant, nothing. If not, the Secure Access dashboard says who did it and when: ${LOOK.audit}. A site has no tunnel to Secure Access until its group is created again.`,
  ],
};

/** What comes and goes is seldom a setting: those fail for good. */
function forFlapping(group: Group, device: string): Advice {
  return {
    causes: [
      'The internet line of the site: it drops, or loses so many packets that dead peer detection gives up.',
      'Associations that are not renewed in time: IKE or IPsec lifetimes that differ between the device and Secure Access.',
      'Two devices that use the same tunnel ID and take it from each other, or a device that restarts.',
    ],
    steps: [
      'Look at the line of the site: loss and interruptions since the first drop.',
      `${device} How old are the associations, and what does the log say when one goes?`,
      `${LOOK.groups}, and the group in it: do its hubs go together, or one at a time?`,
      ...(group.hubs.length > 1
        ? ['Hubs that go together point at the site; one alone at its data center or the way to it.']
        : []),
    ],
  };
}

function forDisconnected(group: Group, device: string): Advice {
  const up = group.hubs.filter((hub) => hub.status === 'up');
  const lag =
    up.length > 0 ? ['The API contradicts itself: a hub is up all the same. It may be catching up.'] : [];
  const dataCenters = new Set(downHubs(group).flatMap((hub) => word(hub.datacenter) ?? []));
  const [first] = dataCenters;
  const site =
    dataCenters.size > 1
      ? 'The site: power, internet line, or the device itself. Hubs in different data centers were lost together, so the fault is more likely at the site than at Cisco.'
      : 'The site: power, internet line, or the device itself.';
  const cisco =
    dataCenters.size === 1 && downHubs(group).length > 1
      ? [`Data center ${first} at Cisco: both hubs are in it.`]
      : [];
  return {
    causes: [...lag, site, ...cisco, BLOCKED, SETTING],
    steps: [
      'Find out whether the site has power and internet; if not, call the site or its provider.',
      device,
      `${LOOK.groups}, and the group in it: its hubs, their tunnels, and when they last reported.`,
      "If the device sends IKE packets and gets no answer: look at Cisco's status page, and open a case with the group's id.",
    ],
  };
}

/** What has never worked was never right: the settings come before the line. */
function forNew(device: string): Advice {
  return {
    causes: [
      "Its settings: passphrase, tunnel ID, the device's public address, IKE or IPsec parameters.",
      BLOCKED,
      'The device is not set up yet, or not switched on.',
    ],
    steps: [
      'Ask whoever is setting the site up. If that takes longer, silence the group until it is done.',
      device,
      `${LOOK.groups}, and the group in it: has any hub ever reported?`,
    ],
  };
}

/** Several hubs are lost, and yet the group is not called disconnected. */
function forHubs(device: string): Advice {
  return {
    causes: [
      'What all its hubs have in common: the internet line of the site, the device, or the settings.',
      'Secure Access may be late with either: the status of the group, or that of its hubs.',
    ],
    steps: [
      'Ask the site whether its traffic passes.',
      `${LOOK.groups}, and the group in it: when did each hub last report?`,
      device,
    ],
  };
}

function forHub(lost: readonly Hub[], device: string): Advice {
  const [hub, ...others] = lost;
  if (others.length > 0) return forHubs(device);
  if (hub === undefined)
    return {
      causes: ['One of the tunnels of the group; the API does not show which hub is concerned.'],
      steps: [`${LOOK.groups}, and the group in it: which hub has no tunnel?`, device],
    };
  const role = roleOf(hub) ?? 'lost';
  const datacenter = word(hub.datacenter) ?? 'of that hub';
  return {
    causes: [
      `The tunnel to the ${role} hub alone: its internet line, where the device has one for each hub, or the device's settings for that peer.`,
      `Data center ${datacenter} at Cisco, or the way to it: then other groups with a hub there lose it too.`,
    ],
    steps: [
      device === ANY_DEVICE
        ? `On the device: is there an IKEv2 and an IPsec association with the ${role} hub?`
        : `${device} Is there an association with the ${role} hub?`,
      `${LOOK.groups}, and the group in it: when did the ${role} hub last report?`,
      "If other groups lost the same data center: look at Cisco's status page.",
    ],
  };
}

function forUnknown(group: Group): Advice {
  return {
    causes:
      group.statusSeen === null
        ? ['Secure Access has no data about the group just now, as happens while it gathers them.']
        : ['Secure Access uses a word for the status that was published after this version of Tunnelwatch.'],
    steps: [
      `${LOOK.groups}, and see how the group is shown there.`,
      'If the word stays: look for a newer version of Tunnelwatch.',
    ].slice(0, group.statusSeen === null ? 1 : 2),
  };
}
