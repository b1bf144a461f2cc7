/** What a kill at each call of a run does: the run that sees a group fall is killed at every call that leaves it, in turn. */
import type { GroupState } from '../../lib/core/rules/state.ts';
import { aGroup } from '../support/builders.ts';
import { aMonitor, killAt, type Monitor } from './a-monitor.ts';

const HEALTHY = aGroup({ id: '1', name: 'Healthy', status: 'connected' });
const FALLING = aGroup({ id: '2', name: 'Falling', status: 'connected' });

/** After the kill and one more run. */
export interface Aftermath {
  readonly call: string;
  readonly when: 'before' | 'after';
  /** The falling group's state: its status, and whether its incident is open and nothing untold is left. */
  readonly state: string;
  /** Change rows of the falling group after it appeared. */
  readonly changes: number;
  /** How often each event was published, by event id. */
  readonly told: Readonly<Record<string, number>>;
  /** All the incidents the group has had. */
  readonly incident: string | null;
}

/**
 * One row for each call and each side of it. `memory` is what the process that serves the next run remembers: nothing, or the
 * fleet as it was before the killed run (which then ran in another process).
 */
export async function killEverywhere(memory: 'stale' | 'none'): Promise<readonly Aftermath[]> {
  const undisturbed = await upToTheFall();
  if (memory === 'stale') undisturbed.servedBy('b');
  await undisturbed.run();
  const rows: Aftermath[] = [];
  for (const [count, call] of [...undisturbed.calls].entries()) {
    for (const when of ['before', 'after'] as const) rows.push(await aftermath(call, count, when, memory));
  }
  return rows;
}

async function upToTheFall(): Promise<Monitor> {
  const monitor = aMonitor([HEALTHY, FALLING]);
  await monitor.run();
  await monitor.run();
  monitor.fleet.set(FALLING.id, { ...FALLING, status: 'disconnected' });
  return monitor;
}

async function aftermath(
  call: string,
  count: number,
  when: 'before' | 'after',
  memory: 'stale' | 'none',
): Promise<Aftermath> {
  const monitor = await upToTheFall();
  if (memory === 'stale') monitor.servedBy('b');
  const summary = await monitor.run(killAt(count, when));
  if (summary !== null) throw new Error(`The run was not killed ${when} ${call}.`);
  monitor.servedBy('a');
  const next = await monitor.run();
  if (next?.outcome !== 'complete')
    throw new Error(`The run after the kill ${when} ${call} ended ${next?.outcome}.`);
  return { call, when, ...standing(monitor) };
}

function standing(monitor: Monitor) {
  const { groups, head } = monitor.store.contents('acme');
  const state = groups.find((group) => group.id === FALLING.id);
  const told: Record<string, number> = {};
  for (const alert of monitor.published)
    for (const event of alert.events) told[event] = (told[event] ?? 0) + 1;
  const rows = monitor.store.epochRows('acme', head?.epoch?.id ?? '');
  return {
    state: describe(state),
    changes: rows.changes.filter(
      (change) => change.group === FALLING.id && !change.kinds.includes('appeared'),
    ).length,
    told,
    incident: state?.incident?.id ?? null,
  };
}

function describe(state: GroupState | undefined): string {
  if (state === undefined) return 'not stored';
  return `${state.group.status}, ${state.untold.length} untold`;
}
