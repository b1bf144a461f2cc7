import { describe, expect, test } from '@jest/globals';
import type { Group } from '../../../lib/core/fleet/group.ts';
import { diffOf } from '../../../lib/core/history/diff.ts';
import type { FleetAnswer } from '../../../lib/core/history/fleet-at.ts';
import { aGroup, at } from '../../support/builders.ts';

/** The fleet at that minute: each group with the number of its last change. */
function fleet(minutes: number, ...groups: readonly (readonly [group: Group, seq: number])[]): FleetAnswer {
  return {
    answered: true,
    at: at(minutes),
    asOf: at(minutes),
    blind: null,
    groups: groups.map(([group, seq]) => ({ id: group.id, seq, presence: 'listed', group, changed: null })),
    gap: null,
    holes: [],
  };
}

const osaka = aGroup({ id: '7', name: 'Osaka', status: 'connected' });

describe('what is different between two instants', () => {
  test('is each fact that differs, with how many changes lie between', () => {
    const is = { ...osaka, name: 'Osaka 2', status: 'warning' } as const;
    expect(diffOf(fleet(0, [osaka, 4]), fleet(60, [is, 9])).groups).toEqual([
      {
        group: '7',
        name: 'Osaka 2',
        kinds: ['status', 'configuration'],
        differences: { name: ['Osaka', 'Osaka 2'], status: ['connected', 'warning'] },
        changes: 5,
      },
    ]);
  });

  test('is nothing of a group that changed and changed back', () => {
    expect(diffOf(fleet(0, [osaka, 4]), fleet(60, [osaka, 9])).groups).toEqual([]);
  });

  test('is a group that is there only at the later, or only at the earlier one', () => {
    const lima = aGroup({ id: '8', name: 'Lima' });
    expect(diffOf(fleet(0, [osaka, 4]), fleet(60, [lima, 1])).groups).toEqual([
      {
        ...{ group: '7', name: 'Osaka', kinds: ['removed'], changes: null },
        differences: { presence: ['listed', 'removed'], group: [osaka, null] },
      },
      {
        ...{ group: '8', name: 'Lima', kinds: ['appeared'], changes: null },
        differences: { presence: [null, 'listed'], group: [null, lima] },
      },
    ]);
  });

  test('stands in the order of ids, whichever fleet has them', () => {
    const named = (id: string) => [aGroup({ id }), 1] as const;
    const { groups } = diffOf(fleet(0, named('103'), named('9')), fleet(60, named('11'), named('2')));
    expect(groups.map(({ group }) => group)).toEqual(['2', '9', '11', '103']);
  });
});
