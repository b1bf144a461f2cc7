/** Everything falls at once. */
import type { Extent } from '../options.ts';
import { figure, promise, type Row, type Section } from '../report.ts';
import { openFunction } from '../world/open.ts';
import { cost, largest, openLarge } from './stage.ts';

/** People get one message, in at most so many parts. */
const PUBLISHES_MOST = 3;

/** Groups of a transaction: after half of the transactions the run is killed. */
const GROUPS_A_TRANSACTION = 49;

export async function storm(extent: Extent): Promise<Section> {
  const rows: Row[] = [];
  for (const groups of extent.short ? [largest(extent)] : [5_000, largest(extent)])
    rows.push(...(await stormOf(groups)));
  return {
    name: 'Storm',
    how: `All groups of a warm fleet fall between two runs; then all return, and the run that sees it loses AWS halfway through its transactions, as if
killed; the next one, of a fresh process after the lease, finishes. Times are those of the embedded engine, which writes about as
many items a second as it is given cores; units are its count.`,
    rows,
  };
}

async function stormOf(groups: number): Promise<readonly Row[]> {
  const stage = await openLarge(groups);
  const { world, bundle } = stage;
  const count = groups.toLocaleString('en-US');
  const published = async (): Promise<number> => (await world.ask('seen', null)).published;

  await world.ask('turn', { from: 0, count: groups, up: false });
  const before = await published();
  const down = await cost(world, () => stage.invocations.run());
  const told = (await published()) - before;

  await world.ask('turn', { from: 0, count: groups, up: true });
  await world.ask('kill', Math.round(groups / GROUPS_A_TRANSACTION / 2));
  const killed = await stage.invocations.try().then(
    ({ outcome }) => outcome,
    () => 'killed',
  );
  await world.ask('kill', null);
  const half = await published();
  // A process of its own, as after a kill. The lease of the killed run is not waited for: its end is set back.
  await world.ask('endLease', stage.table);
  const next = openFunction(world, bundle);
  const finished = await next.run();
  const again = await next.run();
  const after = (await published()) - half;
  await world.close();

  const changes = finished.counts?.connected ?? 0;
  return [
    figure(
      `${count} groups seen for the first time`,
      `${(stage.first.milliseconds / 1_000).toFixed(1)} s`,
      `${stage.first.units.toLocaleString('en-US')} units`,
    ),
    figure(
      `${count} groups fall`,
      `${(down.milliseconds / 1_000).toFixed(1)} s`,
      `${down.units.toLocaleString('en-US')} units, ${down.calls} calls`,
    ),
    figure(
      `${count} groups fall, units a group`,
      (down.units / groups).toFixed(2),
      'literal: 1 for each group and poll, fallen or not, and nobody told',
      { units: down.units / groups },
    ),
    promise(
      `${count} groups fall: messages`,
      String(told),
      `at most ${PUBLISHES_MOST}`,
      told >= 1 && told <= PUBLISHES_MOST,
    ),
    promise(
      `${count} return, the run ${killed} halfway, the next finishes`,
      `${changes} connected, ${again.changes} left to do, ${after} messages`,
      `all, none, 1 to ${PUBLISHES_MOST}`,
      killed !== 'complete' &&
        changes === groups &&
        again.changes === 0 &&
        after >= 1 &&
        after <= PUBLISHES_MOST,
    ),
  ];
}
