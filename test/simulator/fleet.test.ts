import { describe, expect, test } from '@jest/globals';
import { Fleet } from '../../lib/simulator/fleet.ts';
import { aClock, NOON } from './a-simulator.ts';

function aGroupIn() {
  const now = aClock();
  const fleet = new Fleet(now);
  const group = fleet.create({ name: 'Harbor Depot', tunnels: 3 });
  fleet.restore(group.id);
  now.pass(60_000);
  const hubs = () => group.hubs.map(({ status, tunnelsCount }) => `${status} ${tunnelsCount}`);
  return { now, fleet, group, id: group.id, hubs };
}

describe('A mutation of the fleet', () => {
  test('create: disconnected, both hubs down, no state yet', () => {
    const fleet = new Fleet(aClock());
    const group = fleet.create({ name: 'New' });
    expect(group).toMatchObject({ status: 'disconnected', hasState: false, createdAt: NOON });
    expect(group.hubs.map((hub) => [hub.isPrimary, hub.status, hub.tunnelsCount])).toEqual([
      [true, 'DOWN', 0],
      [false, 'DOWN', 0],
    ]);
  });

  test('drop and restore: disconnected and connected again, with all tunnels', () => {
    const { fleet, group, id, hubs } = aGroupIn();
    fleet.drop(id);
    expect([group.status, ...hubs()]).toEqual(['disconnected', 'DOWN 0', 'DOWN 0']);
    expect(group.hubs[0]?.since).toBe(NOON + 60_000);
    fleet.restore(id);
    expect([group.status, ...hubs()]).toEqual(['connected', 'UP 3', 'UP 3']);
  });

  test('dropping one hub warns, dropping the other too disconnects, and back again', () => {
    const { fleet, group, id, hubs } = aGroupIn();
    fleet.dropHub(id, 'secondary');
    expect([group.status, ...hubs()]).toEqual(['warning', 'UP 3', 'DOWN 0']);
    fleet.dropHub(id, 'primary');
    expect(group.status).toBe('disconnected');
    fleet.restoreHub(id, 'secondary');
    expect([group.status, ...hubs()]).toEqual(['warning', 'DOWN 0', 'UP 3']);
  });

  test('a hub of unknown status, an unlisted group status and a tunnel count leave the rest as it is', () => {
    const { fleet, group, id, hubs } = aGroupIn();
    fleet.setHubStatusWord(id, 'primary');
    fleet.setTunnelsCount(id, 'secondary', 1);
    expect([group.status, ...hubs()]).toEqual(['connected', 'UNKNOWN 3', 'UP 1']);
    fleet.setStatusWord(id, 'degraded');
    expect([group.status, ...hubs()]).toEqual(['degraded', 'UNKNOWN 3', 'UP 1']);
  });

  test('rename and configure move modifiedAt and no status', () => {
    const { fleet, group, id } = aGroupIn();
    fleet.rename(id, 'Harbor Depot - East');
    fleet.configure(id, { deviceType: 'ISR' });
    expect(group).toMatchObject({
      name: 'Harbor Depot - East',
      deviceType: 'ISR',
      status: 'connected',
      createdAt: NOON,
      modifiedAt: NOON + 60_000,
    });
    expect(fleet.named('Harbor Depot - East')).toBe(group);
  });

  test('a removed group is gone', () => {
    const { fleet, id } = aGroupIn();
    fleet.remove(id);
    expect(fleet.find(id)).toBeUndefined();
    expect(fleet.size).toBe(0);
  });

  test('every one raises the revision', () => {
    const { fleet, id } = aGroupIn();
    const mutations = [
      () => fleet.drop(id),
      () => fleet.restore(id),
      () => fleet.dropHub(id, 'primary'),
      () => fleet.restoreHub(id, 'primary'),
      () => fleet.setHubStatusWord(id, 'primary'),
      () => fleet.setStatusWord(id, 'x'),
      () => fleet.setTunnelsCount(id, 'primary', 1),
      () => fleet.rename(id, 'Other'),
      () => void fleet.create({ name: 'New' }),
      () => {
        fleet.oldShape = true;
      },
      () => fleet.remove(id),
    ];
    for (const mutate of mutations) {
      const before = fleet.revision;
      mutate();
      expect(fleet.revision).toBeGreaterThan(before);
    }
  });

  test('refuses what cannot be: an absent group, a taken name, an unknown region', () => {
    const { fleet, id } = aGroupIn();
    const other = fleet.create({ name: 'Other' });
    expect(() => fleet.drop(1)).toThrow('The simulated fleet has no group with the id 1.');
    expect(() => fleet.named('Nowhere')).toThrow('The simulated fleet has no group named "Nowhere".');
    expect(() => fleet.rename(other.id, 'Harbor Depot')).toThrow('The name "Harbor Depot" is taken');
    expect(() => fleet.create({ name: 'Other' })).toThrow('The name "Other" is taken');
    expect(() => fleet.create({ name: 'Third', region: 'mars-1' })).toThrow(
      'has no region "mars-1". It has: us-east-1,',
    );
    expect(() => fleet.add(fleet.group(id))).toThrow(`already has a group with the id ${id}`);
  });
});
