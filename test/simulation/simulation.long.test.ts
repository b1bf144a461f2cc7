import { describe, expect, test } from '@jest/globals';
import { INVARIANTS } from './checker.ts';
import type { Happening } from './happening.ts';
import { shrink, simulate, tellCase } from './simulate.ts';

/** Everything that happens in a seed, as one text. */
async function happeningsOf(seed: number): Promise<string> {
  const happenings: Happening[] = [];
  await simulate(seed, { watch: (happening) => happenings.push(happening) });
  return JSON.stringify(happenings);
}

describe('the fault simulation', () => {
  test('finds every invariant holding in the first sixty seeds', async () => {
    const broken: string[] = [];
    for (let seed = 1; seed <= 60; seed += 1) {
      const { violation } = await simulate(seed);
      if (violation !== null) broken.push(`${seed}: ${violation.invariant} ${violation.detail}`);
    }
    expect(broken).toEqual([]);
  });

  test('plays a seed the same each time, whatever was played before', async () => {
    const first = await happeningsOf(17);
    await simulate(4);
    expect(await happeningsOf(17)).toBe(first);
    expect(await happeningsOf(18)).not.toBe(first);
  });

  test('injects faults, and plays runs that end in every way', async () => {
    const endings = new Set<string>();
    const faults = new Set<string>();
    for (let seed = 1; seed <= 40; seed += 1) {
      const played = await simulate(seed);
      for (const how of played.endings) endings.add(how);
      for (const { kind } of played.injected) faults.add(kind);
    }
    expect([...endings].sort()).toEqual(['complete', 'failed', 'killed', 'skipped', 'thrown']);
    expect(faults.size).toBeGreaterThanOrEqual(7);
  });

  test('has a checker for every invariant, and for what people ask for', () => {
    expect(INVARIANTS).toHaveLength(19);
  });
});

describe('a story that went wrong', () => {
  test('is told again from its steps and faults alone', async () => {
    const simulated = await simulate(12);
    const again = await tellCase(simulated);
    expect(again.filter((line) => line.endsWith(' begins')).length).toBeGreaterThanOrEqual(
      simulated.endings.length,
    );
  });

  test('is left as it is where nothing goes wrong in it', async () => {
    const simulated = await simulate(12);
    const { story, injected } = await shrink({
      ...simulated,
      violation: { invariant: 'I1', detail: 'not so' },
    });
    expect([story, injected]).toEqual([simulated.story, simulated.injected]);
  });
});
