/** An organization with something of everything behind it. */

import type { Group } from '../../lib/core/fleet/group.ts';
import type { Policy } from '../../lib/core/policy.ts';
import { HOUR } from '../../lib/core/time.ts';
import { aHub } from '../support/builders.ts';
import { aSession, type Session } from './a-session.ts';
import { branch, down } from './a-watch.ts';

const hubs = (place: string) => [
  aHub({ datacenter: `${place}-1` }),
  aHub({ id: '720011802', primary: false, datacenter: `${place}-0` }),
];

export const OSAKA = branch(1, { name: 'Osaka, "West"', region: 'ap-northeast-1', hubs: hubs('sse-apn-1') });
export const HARBOR = branch(2, {
  name: 'Harbor Depot - East',
  region: 'eu-central-1',
  hubs: hubs('sse-euc-1'),
});
export const LAKESIDE = branch(3, { name: 'Lakeside Eye Clinic', hubs: hubs('sse-use-1') });
export const LAKE_MILL = branch(4, { name: 'Lake Mill', hubs: hubs('sse-use-1') });

/**
 * Watched since 15:00 (CET): an hour without a run; Osaka down from 16:01 to 16:06; one run fails at 16:08; Lake Mill is removed
 * and Harbor changes its name at 16:09; Lakeside loses a hub at 16:11, and at 16:14 the API says something new of Harbor. It is
 * 16:15.
 */
export async function aPast(policy: Partial<Policy> = {}): Promise<Session> {
  const session = await aSession([OSAKA, HARBOR, LAKESIDE, LAKE_MILL], { policy });
  const { fleet } = session;
  const see = async (group: Group, runs: number): Promise<void> => {
    fleet.set(group.id, group);
    await session.runs(runs);
  };
  await session.run();
  session.wait(HOUR);
  await session.run();
  await see(down(OSAKA), 5);
  await see(OSAKA, 2);
  session.duringRun(() => Promise.reject(new Error('no way through')));
  await session.run();
  fleet.delete(LAKE_MILL.id);
  await see({ ...HARBOR, name: 'Harbor Depot', routing: { type: 'bgp', data: { asNumber: '64512' } } }, 2);
  const [primary, secondary] = LAKESIDE.hubs;
  if (primary === undefined || secondary === undefined) throw new Error('A branch has two hubs.');
  await see(
    { ...LAKESIDE, status: 'warning', hubs: [primary, { ...secondary, status: 'down', tunnels: 'none' }] },
    3,
  );
  await see({ ...HARBOR, name: 'Harbor Depot', status: 'unknown', statusSeen: 'Degraded' }, 2);
  return session;
}
