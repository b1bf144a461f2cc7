import { type Group, type Hub, hubOf, type Routing, statusFromHubs, type WhichHub } from './group.ts';
import { regionCalled } from './regions.ts';

/** What a new group may be told; the rest is made up. */
interface NewGroup {
  readonly name: string;
  /** Default `us-east-1`. */
  readonly region?: string;
  /** Default `other`, which is the API's own default. */
  readonly deviceType?: string;
  /** Default static, with one network. */
  readonly routing?: Routing;
  /** How many tunnels each hub will carry when it is up. Default 1. */
  readonly tunnels?: number;
}

interface Contents {
  readonly groups: Map<number, Group>;
  lastId: number;
  revision: number;
  oldShape: boolean;
}

/** The organization that every simulated group belongs to. */
export const ORGANIZATION_ID = 8_204_417;

/** Ids start above 2^32, as the sample id of Cisco's OpenAPI document does: too large for 32 bits. */
export const FIRST_ID = 5_120_000_000;

/**
 * The groups of one organization, changed in place by tests and scripts in the field's own words. The time of a
 * change is asked of `now`, so that a simulated day carries simulated times.
 *
 * Every mutation throws an `Error` when the group is not there: a test that changes nothing would prove nothing.
 */
export class Fleet {
  readonly #now: () => number;
  readonly #contents: Contents;

  /** An empty fleet. `now` gives epoch milliseconds. */
  constructor(
    now: () => number,
    contents: Contents = { groups: new Map(), lastId: FIRST_ID, revision: 0, oldShape: false },
  ) {
    this.#now = now;
    this.#contents = contents;
  }

  /** The same groups under a clock that stands still at `at`: what a script does at 09:12 is stamped 09:12, however late it is applied. */
  asOf(at: number): Fleet {
    return new Fleet(() => at, this.#contents);
  }

  /** All groups, in the order in which they were added. */
  get groups(): readonly Group[] {
    return [...this.#contents.groups.values()];
  }

  get size(): number {
    return this.#contents.groups.size;
  }

  /** Grows with every mutation, so that whatever was worked out from the fleet can tell whether it still holds. */
  get revision(): number {
    return this.#contents.revision;
  }

  /** Whether answers have the older shape: hub `status` and `tunnelsStatus` null, no `tunnelsCount`, time stamps on hubs. */
  get oldShape(): boolean {
    return this.#contents.oldShape;
  }

  set oldShape(on: boolean) {
    this.#contents.oldShape = on;
    this.#contents.revision += 1;
  }

  /** The group with that id, or `undefined`. */
  find(id: number): Group | undefined {
    return this.#contents.groups.get(id);
  }

  /** The group with that id; throws when there is none. */
  group(id: number): Group {
    const group = this.find(id);
    if (!group) throw new Error(`The simulated fleet has no group with the id ${id}.`);
    return group;
  }

  /** The group with exactly that name; throws when there is none. */
  named(name: string): Group {
    for (const group of this.#contents.groups.values()) if (group.name === name) return group;
    throw new Error(`The simulated fleet has no group named "${name}".`);
  }

  /** Takes in a group that was made elsewhere. Throws when its id is taken. */
  add(group: Group): Group {
    if (this.find(group.id))
      throw new Error(`The simulated fleet already has a group with the id ${group.id}.`);
    this.#contents.groups.set(group.id, group);
    this.#contents.lastId = Math.max(this.#contents.lastId, group.id);
    this.#contents.revision += 1;
    return group;
  }

  /** A group as it is just after its creation: `disconnected`, both hubs `DOWN` with no tunnel, and no state yet. */
  create(wanted: NewGroup): Group {
    this.#refuseTakenName(wanted.name);
    const id = this.#contents.lastId + 7;
    const region = regionCalled(wanted.region ?? 'us-east-1');
    const at = this.#now();
    const hub = (isPrimary: boolean): Hub => ({
      id: hubId(id, isPrimary),
      isPrimary,
      datacenter: (isPrimary ? region : regionCalled(region.partner)).datacenter,
      authId: `group${id}@${ORGANIZATION_ID}-${hubId(id, isPrimary)}-sse.cisco.com`,
      status: 'DOWN',
      since: at,
      tunnelsWhenUp: wanted.tunnels ?? 1,
      tunnelsCount: 0,
      createdAt: at,
      modifiedAt: at,
    });
    return this.add({
      id,
      name: wanted.name,
      organizationId: ORGANIZATION_ID,
      deviceType: wanted.deviceType ?? 'other',
      region: region.region,
      status: 'disconnected',
      hubs: [hub(true), hub(false)],
      routing: wanted.routing ?? { type: 'static', data: { networkCIDRs: ['10.250.0.0/16'] } },
      createdAt: at,
      modifiedAt: at,
      hasState: false,
    });
  }

  /** Deletes the group: `GET /networktunnelgroups/{id}` answers 404 from now on. */
  remove(id: number): void {
    this.group(id);
    this.#contents.groups.delete(id);
    this.#contents.revision += 1;
  }

  /** Both hubs go `DOWN` without a tunnel: the group is `disconnected`. */
  drop(id: number): void {
    this.#setHubs(id, this.group(id).hubs, 'DOWN');
  }

  /** One hub goes `DOWN`: the group is in `warning`, or `disconnected` when the other was down already. */
  dropHub(id: number, which: WhichHub): void {
    this.#setHubs(id, [hubOf(this.group(id), which)], 'DOWN');
  }

  /** Both hubs are `UP` with all their tunnels: the group is `connected`. */
  restore(id: number): void {
    this.#setHubs(id, this.group(id).hubs, 'UP');
  }

  /** One hub is `UP` again with all its tunnels. */
  restoreHub(id: number, which: WhichHub): void {
    this.#setHubs(id, [hubOf(this.group(id), which)], 'UP');
  }

  /** The hub's status is pending (`UNKNOWN`, or the word given). The group's own status stays as it was. */
  setHubStatusWord(id: number, which: WhichHub, word = 'UNKNOWN'): void {
    const hub = hubOf(this.#changing(id), which);
    hub.status = word;
    hub.since = this.#now();
  }

  /** The group's status is any word, listed by Cisco or not. The hubs stay as they were. */
  setStatusWord(id: number, word: string): void {
    this.#changing(id).status = word;
  }

  /** The hub carries that many tunnels now. No status changes. */
  setTunnelsCount(id: number, which: WhichHub, count: number): void {
    hubOf(this.#changing(id), which).tunnelsCount = count;
  }

  /** An administrator gives the group another name. Throws when the name is taken. */
  rename(id: number, name: string): void {
    this.configure(id, { name });
  }

  /** An administrator changes the group; `modifiedAt` moves, the status does not. */
  configure(id: number, change: Partial<Pick<Group, 'name' | 'region' | 'deviceType' | 'routing'>>): void {
    const group = this.#changing(id);
    if (change.name !== undefined && change.name !== group.name) this.#refuseTakenName(change.name);
    Object.assign(group, change, { modifiedAt: this.#now() });
  }

  #changing(id: number): Group {
    this.#contents.revision += 1;
    return this.group(id);
  }

  #setHubs(id: number, hubs: readonly Hub[], status: 'UP' | 'DOWN'): void {
    const group = this.#changing(id);
    for (const hub of hubs) {
      if (hub.status !== status) hub.since = this.#now();
      hub.status = status;
      hub.tunnelsCount = status === 'UP' ? hub.tunnelsWhenUp : 0;
    }
    group.status = statusFromHubs(group.hubs);
    if (status === 'UP') group.hasState = true;
  }

  #refuseTakenName(name: string): void {
    for (const group of this.#contents.groups.values()) {
      if (group.name === name) throw new Error(`The name "${name}" is taken: the API answers 409 to that.`);
    }
  }
}

/** The id of a group's hub: made from the group's, so that it is the same under the same seed. */
export function hubId(groupId: number, isPrimary: boolean): number {
  return 720_000_000 + (groupId - FIRST_ID) * 2 + (isPrimary ? 1 : 2);
}
