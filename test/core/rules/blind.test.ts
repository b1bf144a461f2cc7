import { describe, expect, test } from '@jest/globals';
import type { Failure } from '../../../lib/core/failure.ts';
import { HOUR } from '../../../lib/core/time.ts';
import { aGroup } from '../../support/builders.ts';
import { aWatch } from './watch.ts';

const fleet = [aGroup({ id: '1', status: 'connected' })];
const down = [aGroup({ id: '1', status: 'disconnected' })];
const unavailable: Failure = { kind: 'API unavailable', detail: 'GET list answered 503.', status: 503 };
const refused: Failure = { kind: 'credentials refused', detail: 'The token URL answered 401.', status: 401 };

function aSeeingWatch() {
  const watch = aWatch();
  watch.sees(fleet);
  return watch;
}

describe('losing sight', () => {
  test('for less than ten minutes is not told', () => {
    const watch = aSeeingWatch();
    for (let run = 0; run < 9; run += 1) expect(watch.fails(unavailable)).toEqual([]);
  });

  test('for ten minutes is told once, with the cause and since when', () => {
    const watch = aSeeingWatch();
    const told = Array.from({ length: 60 }, () => watch.fails(unavailable)).flat();
    expect(told).toMatchObject([
      {
        type: 'went blind',
        since: '2026-03-02T14:00:02.000Z',
        failure: unavailable,
        at: '2026-03-02T14:11:00.000Z',
        attempts: 11,
      },
    ]);
  });

  test('is told at the second run where only a person can mend it', () => {
    const watch = aSeeingWatch();
    expect(watch.fails(refused)).toEqual([]);
    expect(watch.fails(refused)).toMatchObject([
      { type: 'went blind', failure: { kind: 'credentials refused' } },
    ]);
  });

  test('is told when there never was a complete run', () => {
    const watch = aWatch();
    watch.fails(refused);
    expect(watch.fails(refused)).toMatchObject([{ type: 'went blind', since: null }]);
  });

  test('is not what a lost lease means: another run is looking', () => {
    const watch = aSeeingWatch();
    const told = Array.from({ length: 60 }, () => watch.fails({ kind: 'lease lost', detail: '' })).flat();
    expect(told).toEqual([]);
  });
});

describe('regaining sight', () => {
  test('is told once, with what opened meanwhile, and leaves a gap in history', () => {
    const watch = aSeeingWatch();
    for (let run = 0; run < 15; run += 1) watch.fails(unavailable);
    const poll = watch.sees(down);
    expect(poll.gap).toEqual({
      from: '2026-03-02T14:00:02.000Z',
      to: '2026-03-02T14:16:00.000Z',
      why: 'Runs failed: Secure Access API unavailable.',
    });
    expect(poll.events).toMatchObject([
      { type: 'opened', since: { after: '2026-03-02T14:00:00.000Z', by: '2026-03-02T14:16:02.000Z' } },
      {
        type: 'sight returned',
        opened: 1,
        ended: 0,
        failure: unavailable,
        blind: { from: '2026-03-02T14:00:02.000Z' },
      },
    ]);
    expect(watch.sees(down).events).toEqual([]);
  });

  test('after a short loss that nobody was told of is not told, but the gap is kept', () => {
    const watch = aSeeingWatch();
    for (let run = 0; run < 5; run += 1) watch.fails(unavailable);
    expect(watch.sees(fleet)).toMatchObject({ events: [], gap: { from: '2026-03-02T14:00:02.000Z' } });
  });

  test('after hours in which nothing ran is told, since nothing could tell before', () => {
    const watch = aSeeingWatch();
    watch.wait(6 * HOUR);
    const poll = watch.sees(fleet);
    expect(poll.gap?.why).toBe('No run was started.');
    expect(poll.events).toMatchObject([{ type: 'sight returned', failure: null, opened: 0 }]);
  });

  test('is not needed after one missed run, which is no gap either', () => {
    const watch = aSeeingWatch();
    watch.fails(unavailable);
    expect(watch.sees(fleet)).toMatchObject({ events: [], gap: null });
  });
});
