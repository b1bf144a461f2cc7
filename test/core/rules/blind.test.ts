import { describe, expect, test } from '@jest/globals';
import type { Failure } from '../../../lib/core/failure.ts';
import { defaultPolicy } from '../../../lib/core/policy.ts';
import { keepSight } from '../../../lib/core/rules/blind.ts';
import { INITIAL_MONITOR } from '../../../lib/core/rules/state.ts';
import { HOUR, MINUTE, SECOND } from '../../../lib/core/time.ts';
import { aGroup, aReading, at } from '../../support/builders.ts';
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
    expect(watch.fails(refused)).toMatchObject([
      { type: 'went blind', id: 'blind-since-2026-03-02T14:00:00.000Z', since: null },
    ]);
  });

  test('is told the moment ten minutes are over, and by no run before the third', () => {
    const watch = aSeeingWatch();
    watch.wait(2 * SECOND);
    for (let run = 0; run < 9; run += 1) expect(watch.fails(unavailable)).toEqual([]);
    expect(watch.fails(unavailable)).toMatchObject([{ at: '2026-03-02T14:10:02.000Z', unsteady: false }]);
    const slow = aSeeingWatch();
    slow.wait(HOUR);
    const told = [slow.fails(unavailable), slow.fails(unavailable), slow.fails(unavailable)];
    expect(told.map((events) => events.length)).toEqual([0, 0, 1]);
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
    expect(poll.events).toMatchObject([
      {
        ...{ type: 'sight returned', id: 'sight-after-2026-03-02T14:00:02.000Z', failure: null, opened: 0 },
        blind: { from: '2026-03-02T14:00:02.000Z', to: '2026-03-02T20:01:00.000Z' },
        losses: 1,
      },
    ]);
  });

  test('after ten minutes in which nothing ran is told, after a second less it is not', () => {
    for (const [seconds, told] of [
      [541, 0],
      [542, 1],
    ] as const) {
      const watch = aSeeingWatch();
      watch.wait(seconds * SECOND);
      expect(watch.sees(fleet).events).toHaveLength(told);
    }
  });

  test('for the first time is told as well', () => {
    const watch = aWatch();
    watch.fails(refused);
    watch.fails(refused);
    expect(watch.sees(fleet).events).toMatchObject([
      { type: 'watch began' },
      { type: 'sight returned', id: 'sight-after-the-start', blind: { from: null }, failure: refused },
    ]);
  });

  test('counts what opened and what ended meanwhile, and nothing else', () => {
    const [up, worse, back] = [
      aGroup({ id: '1', status: 'connected' }),
      aGroup({ id: '2', status: 'warning' }),
      aGroup({ id: '3', status: 'disconnected' }),
    ];
    const watch = aWatch();
    watch.sees([up, { ...worse, status: 'connected' }, { ...back, status: 'connected' }]);
    watch.sees([up, worse, back]);
    watch.wait(HOUR);
    const fell = { ...up, status: 'disconnected' as const };
    const poll = watch.sees([fell, { ...worse, status: 'disconnected' }, { ...back, status: 'connected' }]);
    expect(poll.events).toMatchObject([
      { type: 'opened' },
      { type: 'escalated' },
      { type: 'ended' },
      { type: 'sight returned', opened: 1, ended: 1 },
    ]);
  });

  test('is not needed after one missed run, which is no gap either', () => {
    const watch = aSeeingWatch();
    watch.fails(unavailable);
    expect(watch.sees(fleet)).toMatchObject({ events: [], gap: null });
  });
});

describe('sight that comes and goes', () => {
  /** Two runs are refused, which is enough to be told, and one sees the fleet again. */
  function aLoss(watch: ReturnType<typeof aWatch>) {
    return [watch.fails(refused), watch.fails(refused), watch.sees(fleet).events].map(
      (events) => events.length,
    );
  }

  function anUnsteadyWatch() {
    const watch = aSeeingWatch();
    expect([aLoss(watch), aLoss(watch)]).toEqual([
      [0, 1, 1],
      [0, 1, 1],
    ]);
    return watch;
  }

  test('is told so at the third loss in two hours, and its return is not', () => {
    const watch = anUnsteadyWatch();
    watch.fails(refused);
    expect(watch.fails(refused)).toMatchObject([{ type: 'went blind', unsteady: true }]);
    expect(watch.sees(fleet).events).toEqual([]);
  });

  test('is told of again where a loss lasts, once, an hour after the last message', () => {
    const watch = anUnsteadyWatch();
    aLoss(watch);
    const seen = watch.now();
    const told = Array.from({ length: 300 }, () => watch.fails(refused)).flat();
    expect(told).toMatchObject([
      {
        ...{ type: 'went blind', unsteady: true, at: '2026-03-02T15:08:00.000Z', failure: refused },
        ...{ id: 'blind-since-2026-03-02T14:09:02.000Z', since: '2026-03-02T14:09:02.000Z', attempts: 59 },
      },
    ]);
    expect(seen).toBe('2026-03-02T14:10:00.000Z');
  });

  test('has returned when it was steady for two hours, which is told with the number of losses', () => {
    const watch = anUnsteadyWatch();
    aLoss(watch);
    aLoss(watch);
    const told = Array.from({ length: 180 }, () => watch.sees(fleet).events).flat();
    expect(told).toMatchObject([
      {
        ...{ type: 'sight returned', id: 'sight-steady-since-2026-03-02T14:12:02.000Z', losses: 4 },
        blind: { from: '2026-03-02T14:08:00.000Z', to: '2026-03-02T16:12:00.000Z' },
        failure: null,
      },
    ]);
    watch.fails(refused);
    expect(watch.fails(refused)).toMatchObject([{ type: 'went blind', unsteady: false }]);
    expect(watch.fails(refused)).toEqual([]);
  });

  test('is not steady while nobody sees: time without a run does not count', () => {
    const watch = anUnsteadyWatch();
    aLoss(watch);
    watch.wait(HOUR);
    const told = Array.from({ length: 120 }, () => watch.sees(fleet).events).flat();
    expect(told).toEqual([]);
    expect(watch.sees(fleet).events).toMatchObject([{ id: 'sight-steady-since-2026-03-02T15:10:00.000Z' }]);
  });

  test('costs nothing in a run that finds nothing new', () => {
    const episode = {
      ...{ since: at(-60), openings: 3, downSince: null, steadyFrom: at(-10), lastTold: at(-60) },
      quiet: HOUR,
    };
    const monitor = { ...INITIAL_MONITOR, watching: at(-90), episode };
    const run = { run: 'run-9', reading: aReading(0), gap: null, groups: [], policy: defaultPolicy(MINUTE) };
    expect(keepSight({ ...run, monitor })).toBeNull();
    const blind = { since: at(-5), failure: refused, told: false };
    expect(keepSight({ ...run, monitor: { ...monitor, blind } })).toMatchObject({ blind: null, episode });
  });
});
