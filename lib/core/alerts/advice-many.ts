/** Likely causes and what to do where several groups are down at once. */
import type { GroupAlert } from './alert.ts';
import type { Advice } from './body.ts';
import { totalOf } from './counts.ts';
import { downHubs } from './hubs.ts';
import { LOOK } from './look.ts';
import { word } from './text.ts';

export function adviceForMany(alert: GroupAlert): Advice {
  return {
    causes: [...sharedByMany(alert), 'Faults of their own that fell into the same minute.'],
    steps: [
      "Look at Cisco's status page.",
      `${LOOK.groups}, and filter by status: do they recover by themselves?`,
      'Find out what else these sites have in common, and what was changed today.',
      'Then take the groups one by one, those that are disconnected first.',
    ],
  };
}

const CISCO = 'Secure Access itself.';
const SHARED = (dataCenter: string | null) =>
  `What these groups share: ${dataCenter === null ? '' : `data center ${dataCenter}, where each of them lost a hub; else `}a provider, a region, a site, or a change rolled out to their devices.`;

/** Where all that are so have a hub down; null where there is no such data center, or more than one. */
function sharedDataCenter(items: GroupAlert['items']): string | null {
  const [first, ...others] = items
    .filter(({ holds }) => holds)
    .map(({ state }) => new Set(downHubs(state.group).flatMap((hub) => word(hub.datacenter) ?? [])));
  const shared = [...(first ?? [])].filter((name) => others.every((places) => places.has(name)));
  return shared.length === 1 ? (shared[0] ?? null) : null;
}

/** A data center where most lost their hub; Secure Access where most of the fleet fell; else whatever they share. */
function sharedByMany({ causes, items, fleet }: GroupAlert): readonly string[] {
  const dataCenters = causes.filter((cause) => cause.where === 'data center');
  if (dataCenters.length > 0) {
    const lost = dataCenters.map((cause) => `Data center ${word(cause.name)} at Cisco, or the way to it.`);
    return [...lost, CISCO];
  }
  const shared = SHARED(sharedDataCenter(items));
  const mostOfTheFleet = fleet !== null && items.length * 2 > totalOf(fleet);
  return mostOfTheFleet ? [CISCO, shared] : [shared, CISCO];
}
