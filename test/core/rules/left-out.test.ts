import { describe, expect, test } from '@jest/globals';
import { aGroup } from '../../support/builders.ts';
import { aWatch, typesOf } from './watch.ts';

const office = aGroup({ id: '1', name: 'Office' });
const lab = aGroup({ id: '2', name: 'LAB-7' });
const down = { ...lab, status: 'disconnected' as const };
const leaveOut = [{ name: 'lab-*' }];

describe('A group that is left out', () => {
  test('is as if it were not there: neither recorded, nor told, nor counted', () => {
    const watch = aWatch({ leaveOut });
    const first = watch.sees([office, down]);
    expect(first.events).toMatchObject([{ type: 'watch began', counts: { connected: 1, disconnected: 0 } }]);
    expect(first.changes.map(({ group }) => group)).toEqual(['1']);
    expect(watch.sees([office, lab])).toMatchObject({ events: [], written: 0 });
    expect(watch.sees([office, down])).toMatchObject({ events: [], written: 0 });
    expect(watch.sees([office])).toMatchObject({ events: [], written: 0 });
    expect(watch.state('2')).toBeUndefined();
  });

  test('by a record that cannot be read stays out', () => {
    const watch = aWatch({ leaveOut });
    watch.sees([office, lab]);
    const malformed = [{ id: '2', why: 'status is no text' }];
    expect(watch.sees([office], { malformed })).toMatchObject({ events: [], written: 0 });
  });

  test('and was watched before counts as removed from then on, and nobody is told', () => {
    const watch = aWatch();
    watch.sees([office, lab]);
    watch.configure({ leaveOut });
    expect(watch.sees([office, lab])).toMatchObject({
      events: [],
      changes: [{ group: '2', kinds: ['removed'] }],
    });
    expect(watch.sees([office, down])).toMatchObject({ events: [], written: 0 });
  });

  test('takes its open incident with it, in silence: it has not ended', () => {
    const watch = aWatch();
    watch.sees([office, lab]);
    expect(typesOf(watch.sees([office, down]))).toEqual(['opened']);
    watch.configure({ leaveOut });
    expect(watch.sees([office, down])).toMatchObject({ events: [], changes: [{ group: '2' }] });
    expect(watch.state('2')).toMatchObject({ presence: 'removed', incident: null });
    expect(watch.sees([office, down])).toMatchObject({ events: [], written: 0 });
  });

  test('and is no longer listed is not told of as removed either', () => {
    const watch = aWatch();
    watch.sees([office, lab]);
    watch.sees([office]);
    watch.configure({ leaveOut });
    expect(watch.sees([office], { gone: ['2'] })).toMatchObject({ events: [], changes: [{ group: '2' }] });
  });

  test('and no longer left out is watched again', () => {
    const watch = aWatch({ leaveOut });
    watch.sees([office, lab]);
    watch.configure({ leaveOut: [] });
    watch.sees([office, lab]);
    expect(typesOf(watch.sees([office, down]))).toEqual(['opened']);
  });

  test('by a new name is left out from then on', () => {
    const watch = aWatch({ leaveOut });
    watch.sees([office, { ...lab, name: 'Warehouse' }]);
    expect(watch.sees([office, down])).toMatchObject({ events: [], changes: [{ group: '2' }] });
  });
});
