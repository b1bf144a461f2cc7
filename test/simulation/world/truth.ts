/** The fleet as it really is, and what happens to it. */
import type { Group, Hub } from '../../../lib/core/fleet/group.ts';
import { aGroup, aHub } from '../../support/builders.ts';

export const FLEET_CHANGES = [
  'falls',
  'degrades',
  'returns',
  'says nothing',
  'says a new word',
  'loses a hub',
  'regains its hubs',
  'loses its tunnels',
  'is renamed',
  'is routed otherwise',
  'gets another hub',
  'is created',
  'is created down',
  'is removed',
  'is replaced',
  'is restored',
  'moves in the list',
  'all fall',
  'all return',
] as const;
export type FleetChange = (typeof FLEET_CHANGES)[number];

export interface Truth {
  /** The groups that are there, in the order in which the API lists them. */
  readonly listed: readonly Group[];
  find(id: string): Group | null;
  /** Makes it happen to one of the groups. `pick` names it, whatever the size of the fleet; null where nothing can happen. */
  happen(change: FleetChange, pick: number): string | null;
}

/** A fleet of so many groups; `down` says which of them begin disconnected. */
export function createTruth(size: number, down: (index: number) => boolean): Truth {
  const listed: Group[] = [];
  const removed: Group[] = [];
  let born = 0;
  const birth = (name: string, state: 'up' | 'down'): Group => {
    born += 1;
    const region = born % 3 === 0 ? 'eu-central-1' : 'us-east-1';
    const fresh = aGroup({ id: String(100 + born), name, region, hubs: hubsOf(100 + born) });
    return state === 'up' ? fresh : fallen(fresh);
  };
  for (let index = 0; index < size; index += 1)
    listed.push(birth(`Branch ${index + 1}`, down(index) ? 'down' : 'up'));

  const structural = (change: FleetChange, index: number): string | null | undefined => {
    const group = listed[index];
    switch (change) {
      case 'is created':
      case 'is created down':
        listed.push(birth(`Branch ${born + 1}`, change === 'is created' ? 'up' : 'down'));
        return `group ${listed.at(-1)?.id}`;
      case 'is restored': {
        const back = removed.pop();
        if (back === undefined) return null;
        listed.push(back);
        return `group ${back.id}`;
      }
      case 'all fall':
      case 'all return':
        listed.forEach((each, place) => {
          listed[place] = change === 'all fall' ? fallen(each) : risen(each);
        });
        return 'the fleet';
      case 'is removed':
      case 'is replaced':
        if (group === undefined) return null;
        removed.push(group);
        listed.splice(index, 1);
        if (change === 'is replaced') listed.push(birth(group.name, index % 2 === 0 ? 'up' : 'down'));
        return `group ${group.id}`;
      case 'moves in the list':
        if (group === undefined) return null;
        listed.splice(index, 1);
        listed.splice((index * 7 + 1) % (listed.length + 1), 0, group);
        return `group ${group.id}`;
      default:
        return undefined;
    }
  };

  return {
    listed,
    find: (id) => listed.find((group) => group.id === id) ?? null,
    happen: (change, pick) => {
      const index = listed.length === 0 ? 0 : pick % listed.length;
      const done = structural(change, index);
      if (done !== undefined) return done;
      const group = listed[index];
      if (group === undefined) return null;
      listed[index] = changed(change, group, pick);
      return `group ${group.id}`;
    },
  };
}

function changed(change: FleetChange, group: Group, pick: number): Group {
  switch (change) {
    case 'falls':
      return fallen(group);
    case 'degrades':
      return {
        ...group,
        status: 'warning',
        statusSeen: null,
        hubs: withHub(group, { status: 'down', tunnels: 'none' }),
      };
    case 'returns':
      return risen(group);
    case 'says nothing':
      return { ...group, status: 'unknown', statusSeen: null };
    case 'says a new word':
      return { ...group, status: 'unknown', statusSeen: pick % 2 === 0 ? 'rebooting' : 'maintenance' };
    case 'loses a hub':
      return { ...group, hubs: withHub(group, { status: 'down' }) };
    case 'regains its hubs':
      return { ...group, hubs: group.hubs.map((hub) => ({ ...hub, status: 'up', tunnels: 'some' })) };
    case 'loses its tunnels':
      return { ...group, hubs: withHub(group, { tunnels: 'none' }) };
    case 'is renamed':
      return { ...group, name: `Branch ${pick % 50}b` };
    case 'is routed otherwise':
      return { ...group, routing: { type: 'bgp', data: { asNumber: String(64_512 + (pick % 9)) } } };
    default:
      return {
        ...group,
        hubs: [...group.hubs.slice(0, 1), aHub({ id: `${group.id}9${pick % 9}`, primary: false })],
      };
  }
}

function hubsOf(id: number): readonly Hub[] {
  return [
    aHub({ id: `${id}01`, datacenter: `dc-${id % 3}` }),
    aHub({ id: `${id}02`, primary: false, datacenter: `dc-${(id + 1) % 3}` }),
  ];
}

function withHub(group: Group, facts: Partial<Hub>): readonly Hub[] {
  return group.hubs.map((hub, index) => (index === 0 ? { ...hub, ...facts } : hub));
}

function fallen(group: Group): Group {
  const hubs = group.hubs.map((hub): Hub => ({ ...hub, status: 'down', tunnels: 'none' }));
  return { ...group, status: 'disconnected', statusSeen: null, hubs };
}

function risen(group: Group): Group {
  const hubs = group.hubs.map((hub): Hub => ({ ...hub, status: 'up', tunnels: 'some' }));
  return { ...group, status: 'connected', statusSeen: null, hubs };
}
