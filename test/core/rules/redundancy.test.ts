import { describe, expect, test } from '@jest/globals';
import type { Hub } from '../../../lib/core/fleet/group.ts';
import { aGroup, aHub } from '../../support/builders.ts';
import { aWatch, typesOf } from './watch.ts';

const primary = aHub({ id: '10', primary: true });
const secondary = aHub({ id: '11', primary: false });

function aGroupWith(
  first: Partial<Hub>,
  second: Partial<Hub>,
  status: 'connected' | 'warning' | 'disconnected' = 'connected',
) {
  return aGroup({
    id: '7',
    status,
    hubs: [
      { ...primary, ...first },
      { ...secondary, ...second },
    ],
  });
}

const whole = aGroupWith({}, {});
const hubDown = aGroupWith({}, { status: 'down', tunnels: 'none' });
const withoutTunnels = aGroupWith({}, { tunnels: 'none' });
const warning = aGroupWith({}, { status: 'down', tunnels: 'none' }, 'warning');

function aWatchOf(first = whole) {
  const watch = aWatch();
  watch.sees([first]);
  return watch;
}

describe('a hub that goes down under a connected group', () => {
  test('is told as redundancy lost once two polls saw it', () => {
    const watch = aWatchOf();
    expect(watch.sees([hubDown])).toMatchObject({ events: [], changes: [{ kinds: ['hub', 'tunnels'] }] });
    expect(watch.sees([hubDown]).events).toMatchObject([
      {
        ...{ type: 'opened', status: 'redundancy lost', severity: 'warning', incident: '7-2' },
        since: { after: '2026-03-02T14:00:00.000Z', by: '2026-03-02T14:01:02.000Z' },
      },
    ]);
  });

  test('and the warning that follows are one fact', () => {
    const watch = aWatchOf();
    watch.sees([hubDown]);
    expect(watch.sees([warning]).events).toMatchObject([{ type: 'opened', status: 'warning' }]);
    const later = aWatchOf();
    later.sees([hubDown]);
    later.sees([hubDown]);
    expect(typesOf(later.sees([warning]))).toEqual([]);
    expect(typesOf(later.sees([hubDown]))).toEqual([]);
    expect(typesOf(later.sees([whole]))).toEqual(['ended']);
  });

  test('escalates when the group falls too', () => {
    const watch = aWatchOf();
    watch.sees([hubDown]);
    watch.sees([hubDown]);
    const down = aGroupWith(
      { status: 'down', tunnels: 'none' },
      { status: 'down', tunnels: 'none' },
      'disconnected',
    );
    expect(watch.sees([down]).events).toMatchObject([
      { type: 'escalated', previous: 'redundancy lost', incident: '7-2' },
    ]);
  });

  test('for one poll is not told', () => {
    const watch = aWatchOf();
    watch.sees([hubDown]);
    expect(typesOf(watch.sees([whole]))).toEqual([]);
  });

  test('and is of unknown status is neither lost nor back', () => {
    const watch = aWatchOf();
    watch.sees([hubDown]);
    watch.sees([hubDown]);
    const unknown = aGroupWith({}, { status: 'unknown', tunnels: 'unknown' });
    expect(typesOf(watch.sees([unknown]))).toEqual([]);
    expect(typesOf(watch.sees([whole]))).toEqual(['ended']);
  });
});

describe('the loss of all tunnels of a hub', () => {
  test('is redundancy lost as well', () => {
    const watch = aWatchOf();
    watch.sees([withoutTunnels]);
    expect(watch.sees([withoutTunnels]).events).toMatchObject([
      { type: 'opened', status: 'redundancy lost' },
    ]);
  });
});

describe('a group that has only ever had one hub up', () => {
  test('settles at that and does not nag', () => {
    const watch = aWatchOf(hubDown);
    const polls = Array.from({ length: 10 }, () => watch.sees([hubDown]));
    expect(polls.flatMap(typesOf)).toEqual([]);
  });

  test('is told about the second once it has had it', () => {
    const watch = aWatchOf(hubDown);
    watch.sees([whole]);
    watch.sees([hubDown]);
    expect(typesOf(watch.sees([hubDown]))).toEqual(['opened']);
  });
});
