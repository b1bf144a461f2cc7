import { describe, expect, test } from '@jest/globals';
import { DAY, MINUTE, SECOND } from '../../../lib/core/time.ts';
import { aGroup } from '../../support/builders.ts';
import { aWatch, typesOf } from './watch.ts';

const old = aGroup({ id: '1', name: 'Osaka', status: 'connected' });
const anchor = aGroup({ id: '5', name: 'Anchor', status: 'connected' });
const replacement = aGroup({ id: '2', name: 'Osaka', status: 'disconnected' });
const QUIET = { gapIntervals: 1e9, blind: { after: 1e12, runs: 3, runsWhenLasting: 2 } };

/** Osaka was seen as it is, and is removed; its replacement is seen for the first time so much later. */
function replacedAfter(milliseconds: number, first = old) {
  const watch = aWatch(QUIET);
  watch.sees([anchor]);
  watch.sees([anchor, first]);
  watch.sees([anchor], { gone: ['1'] });
  watch.wait(milliseconds - MINUTE);
  return typesOf(watch.sees([anchor, replacement]));
}

describe('a new group that is not connected takes over the watch of one of the same name', () => {
  test.each([
    ['removed an hour ago', 60 * MINUTE, ['opened']],
    ['removed a day ago', DAY, ['opened']],
    ['removed longer ago: it does not, and is being set up', DAY + SECOND, []],
  ])('%s', (_which, milliseconds, types) => {
    expect(replacedAfter(milliseconds)).toEqual(types);
  });

  test('not of one that was itself being set up', () => {
    expect(replacedAfter(60 * MINUTE, { ...old, status: 'disconnected' })).toEqual([]);
  });

  test('not of one that is still there', () => {
    const watch = aWatch();
    watch.sees([anchor, old]);
    expect(typesOf(watch.sees([anchor, old, replacement]))).toEqual([]);
    watch.sees([anchor, replacement]);
    expect(watch.state('2')).toMatchObject({ watch: 'provisioning' });
  });

  test('not of one of another name', () => {
    const watch = aWatch();
    watch.sees([anchor, old]);
    expect(typesOf(watch.sees([anchor, { ...replacement, name: 'Lima' }], { gone: ['1'] }))).toEqual([
      'removed',
    ]);
  });
});
