/** A large fleet that has been watched before, and a function to run over it: made once for all sections that ask about it. */
import type { Extent } from '../options.ts';
import { timed } from '../report.ts';
import {
  builtBundle,
  type Invocations,
  type OpenWorld,
  openFunction,
  openWorld,
  takeEnvironment,
} from '../world/open.ts';

/** Tunnels on each of a group's two hubs: as many as the API lists at once. */
export const TUNNELS = 10;

export interface LargeStage {
  readonly world: OpenWorld;
  readonly bundle: string;
  readonly groups: number;
  readonly table: string;
  readonly invocations: Invocations;
  /** The first run, which saw every group for the first time. */
  readonly first: { readonly milliseconds: number; readonly units: number; readonly calls: number };
}

/** Opens a stage of so many groups. Closing its world is the caller's. */
export async function openLarge(groups: number): Promise<LargeStage> {
  const world = await openWorld();
  const [bundle, table] = [builtBundle(), 'large'];
  await world.ask('fleet', { groups, tunnels: TUNNELS });
  await world.ask('table', table);
  takeEnvironment(world, table);
  const invocations = openFunction(world, bundle);
  const used = await cost(world, () => invocations.run());
  return { world, bundle, groups, table, invocations, first: used };
}

/** What some work took, and what it cost in DynamoDB. */
export async function cost(
  world: OpenWorld,
  work: () => Promise<unknown>,
): Promise<{
  readonly milliseconds: number;
  readonly units: number;
  readonly calls: number;
  readonly reads: number;
}> {
  const before = await world.ask('used', null);
  const { milliseconds } = await timed(work);
  const after = await world.ask('used', null);
  return {
    milliseconds,
    units: after.units - before.units,
    calls: after.calls - before.calls,
    reads: after.reads - before.reads,
  };
}

/** So many groups are what the gate has time for. */
export function largest({ short }: Extent): number {
  return short ? 1_000 : 10_000;
}
