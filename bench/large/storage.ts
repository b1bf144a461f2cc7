/** What runs read and write, beside the literal design and beside the least that could be stored. */

import { literalSize } from '../history/alternatives.ts';
import { createFleet, GROUPS, POLLS_A_DAY } from '../history/fleet.ts';
import { sizeOf } from '../history/ours.ts';
import { figure, promise, ratioRow, type Section } from '../report.ts';
import { openFunction } from '../world/open.ts';
import { cost, openLarge } from './stage.ts';

const YEAR = 365;
const CHANGES_A_DAY = 20;
/** Two small updates of the head. */
const UNCHANGED_UNITS = 2;

export async function storage(): Promise<Section> {
  const stage = await openLarge(GROUPS);
  const warm = await cost(stage.world, () => stage.invocations.run());
  const fresh = openFunction(stage.world, stage.bundle);
  const cold = await cost(stage.world, () => fresh.run());
  await stage.world.ask('turn', { from: 0, count: 1, up: false });
  const changed = await cost(stage.world, () => fresh.run());
  await stage.world.close();

  const fleet = createFleet(CHANGES_A_DAY);
  const ours = sizeOf(fleet, YEAR);
  const literal = literalSize(createFleet(CHANGES_A_DAY), YEAR);
  const polls = POLLS_A_DAY * YEAR;
  const units = polls * UNCHANGED_UNITS + ours.writes;
  const floor = { bytes: leastBytes(ours.changes), units: ours.changes };
  return {
    name: `Storage: ${GROUPS.toLocaleString('en-US')} groups, each five minutes, ${CHANGES_A_DAY} changes a day`,
    how: `Units of runs: the engine's count (DynamoDB adds one for each change, in the index). A year: rows and bytes as production makes them, ${YEAR}
days of changes; polls are counted, not run. The least: which group (10 bits), at which poll (17 bits), what it became (2 bits), and
nothing to find it by; for units, one write a change and none a run. npm run bench:history weighs the designs in full.`,
    rows: [
      promise(
        'unchanged warm run',
        `${warm.units} writes, ${warm.reads} reads`,
        `${UNCHANGED_UNITS} writes, 0 reads`,
        warm.units === UNCHANGED_UNITS && warm.reads === 0,
      ),
      figure('unchanged cold run', `${cold.units} writes, ${cold.reads} reads`),
      figure(
        'a change, with its state, alert and records',
        `${changed.units} writes, ${changed.reads} reads`,
      ),
      ratioRow(
        'bytes a year',
        { ours: ours.bytes / 1e6, beside: literal.bytes / 1e6, unit: 'MB', than: 'literal' },
        { goal: 0.01, gate: 0.01 },
      ),
      ratioRow('bytes a year', {
        ours: ours.bytes / 1e6,
        beside: floor.bytes / 1e6,
        unit: 'MB',
        than: 'the least',
      }),
      ratioRow(
        'write units a year',
        { ours: units, beside: literal.rows, unit: 'units', than: 'literal' },
        { goal: 0.01, gate: 0.01 },
      ),
      ratioRow('write units a year', { ours: units, beside: floor.units, unit: 'units', than: 'the least' }),
    ],
  };
}

function leastBytes(changes: number): number {
  const bits = Math.ceil(Math.log2(GROUPS)) + Math.ceil(Math.log2(POLLS_A_DAY * YEAR)) + 2;
  return (changes * bits) / 8;
}
