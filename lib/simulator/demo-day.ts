import { fault } from './fault.ts';
import type { Fleet } from './fleet.ts';
import { aFleet } from './generate.ts';
import type { Group } from './group.ts';
import { faultWindow, type ScriptEvent } from './script.ts';

/** How many groups the demo organization has when its day begins. */
export const DEMO_GROUPS = 212;

/** The groups that the demo day is about, by name. None of these names can be generated. */
export const DEMO_CAST = {
  /** Falls in the morning and returns. */
  falls: 'DMZ ASA Tunnel NC',
  /** Loses its secondary hub, and gets it back. */
  losesHub: 'Lakeside Eye Clinic',
  /** Is renamed … */
  renamed: 'Quarry Site 7',
  /** … to this. */
  renamedTo: 'Quarry Site 7 - Bonded',
  removed: 'Old Mill Outlet',
  /** Is created during the day, and connects a little later. */
  appears: 'Harbor Depot - East',
} as const;

/** When it happens, UTC. */
export const DEMO_TIMES = {
  falls: '09:12',
  returns: '09:47',
  hubLost: '11:20',
  hubBack: '11:55',
  unavailableFrom: '12:30',
  unavailableUntil: '12:52',
  renamed: '15:10',
  removed: '16:40',
  appears: '17:05',
  connects: '17:25',
} as const;

/** What the demo organization is made from. */
interface DemoPlan {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Default 1. */
  readonly seed?: number;
  /** Default `DEMO_GROUPS`; the cast needs four. */
  readonly groups?: number;
}

/** The demo organization at the start of its day: every group connected, the cast among them. Throws a `RangeError` when it is too small for the cast. */
export function demoFleet({ now, seed = 1, groups = DEMO_GROUPS }: DemoPlan): Fleet {
  const fleet = aFleet({ groups, seed, now });
  const { falls, losesHub, renamed, removed } = DEMO_CAST;
  const rest = [...fleet.groups];
  const play = (name: string, suits: (group: Group) => boolean = () => true): void => {
    const place = Math.max(0, rest.findIndex(suits));
    const [group] = rest.splice(place, 1);
    if (!group) throw new RangeError(`The demo day needs at least 4 groups; it was given ${groups}.`);
    group.name = name;
  };
  play(falls, (group) => group.deviceType === 'ASA' && group.region === 'us-east-1');
  play(losesHub, (group) => group.region === 'eu-central-1' && group.routing.type === 'static');
  play(renamed, (group) => group.region === 'ap-southeast-2');
  play(removed);
  return fleet;
}

/** What happens to the demo organization between morning and evening. Give other times to move events. */
export function demoDay(
  times: Readonly<Record<keyof typeof DEMO_TIMES, string>> = DEMO_TIMES,
): ScriptEvent[] {
  const cast = DEMO_CAST;
  const event = (at: string, what: string, act: (fleet: Fleet) => void): ScriptEvent => ({
    at,
    what,
    do: ({ fleet }) => act(fleet),
  });
  return [
    event(times.falls, `${cast.falls} falls`, (fleet) => fleet.drop(fleet.named(cast.falls).id)),
    event(times.returns, `${cast.falls} returns`, (fleet) => fleet.restore(fleet.named(cast.falls).id)),
    event(times.hubLost, `${cast.losesHub} loses its secondary hub`, (fleet) =>
      fleet.dropHub(fleet.named(cast.losesHub).id, 'secondary'),
    ),
    event(times.hubBack, `${cast.losesHub} has both hubs again`, (fleet) =>
      fleet.restoreHub(fleet.named(cast.losesHub).id, 'secondary'),
    ),
    ...faultWindow({
      from: times.unavailableFrom,
      until: times.unavailableUntil,
      fault: fault.status(503),
      rule: { on: 'api' },
      what: {
        begins: `The Secure Access API answers 503 until ${times.unavailableUntil}`,
        ends: 'The API answers again',
      },
    }),
    event(times.renamed, `${cast.renamed} is renamed ${cast.renamedTo}`, (fleet) =>
      fleet.rename(fleet.named(cast.renamed).id, cast.renamedTo),
    ),
    event(times.removed, `${cast.removed} is removed`, (fleet) => fleet.remove(fleet.named(cast.removed).id)),
    event(times.appears, `${cast.appears} is created`, (fleet) => {
      fleet.create({ name: cast.appears, region: 'us-east-1', deviceType: 'ISR', tunnels: 2 });
    }),
    event(times.connects, `${cast.appears} connects`, (fleet) => fleet.restore(fleet.named(cast.appears).id)),
  ];
}
