import { describe, expect, test } from '@jest/globals';
import { countDecisions } from '../../../lib/core/rules/decisions.ts';
import type { Silence } from '../../../lib/core/rules/silence.ts';
import { type Instant, parseInstant } from '../../../lib/core/time.ts';
import { aGroup } from '../../support/builders.ts';
import { aWatch } from './watch.ts';

const connected = aGroup({ id: '7', name: 'Osaka', status: 'connected' });
const disconnected = { ...connected, status: 'disconnected' as const };
const warning = { ...connected, status: 'warning' as const };
const unknown = { ...connected, status: 'unknown' as const };
const renamed = { ...connected, name: 'Umeda' };

const SILENCE: Silence = {
  id: 's1',
  match: { name: 'Osaka' },
  from: parseInstant('2026-03-02T14:00:30Z') as Instant,
  to: parseInstant('2026-03-02T14:05:00Z') as Instant,
  reason: 'new router',
  by: 'ops',
};

type Watch = ReturnType<typeof aWatch>;

function afterSeeing(...fleets: readonly (readonly (typeof connected)[])[]): Watch {
  const watch = aWatch();
  for (const fleet of fleets) watch.sees(fleet);
  return watch;
}

const toldOf = (watch: Watch, fleet: readonly (typeof connected)[], gone: readonly string[] = []) =>
  watch.sees(fleet, { gone }).verdicts.map(({ told, reason }) => `${told ? 'told' : 'not told'}: ${reason}`);

describe('What is decided about telling says why', () => {
  test.each<[string, () => readonly string[], readonly string[]]>([
    ['nothing to decide', () => toldOf(afterSeeing([connected]), [connected]), []],
    ['a group that appears and works', () => toldOf(afterSeeing([]), [connected]), []],
    ['the first run', () => toldOf(aWatch(), [disconnected]), ['told: named in the digest of the first run']],
    [
      'a fall',
      () => toldOf(afterSeeing([connected]), [disconnected]),
      ['told: seen disconnected by a poll, and one is enough'],
    ],
    [
      'a fall that waits for confirmation',
      () => toldOf(afterSeeing([connected]), [unknown]),
      ['not told: seen with an unknown status, and not by 3 polls in a row yet'],
    ],
    [
      'one that passed before it was confirmed',
      () => toldOf(afterSeeing([connected], [unknown]), [connected]),
      ['not told: well again before it was confirmed'],
    ],
    [
      'a fall inside a silence',
      () => {
        const watch = afterSeeing([connected]);
        watch.silence(SILENCE);
        return toldOf(watch, [disconnected]);
      },
      ['not told: seen disconnected by a poll, and one is enough; silence s1: new router'],
    ],
    [
      'worse inside a silence',
      () => {
        const watch = afterSeeing([connected], [warning]);
        watch.silence(SILENCE);
        return toldOf(watch, [disconnected]);
      },
      ['not told: worse than people were last told; silence s1: new router'],
    ],
    [
      'an end of which nobody was told the beginning',
      () => {
        const watch = afterSeeing([connected]);
        watch.silence(SILENCE);
        watch.sees([disconnected]);
        return toldOf(watch, [connected]);
      },
      ['not told: seen connected by a poll, and one is enough for an end; nobody was told of it'],
    ],
    [
      'unknown in the middle of an outage',
      () => toldOf(afterSeeing([connected], [disconnected]), [unknown]),
      ['not told: a status that says nothing neither opens nor ends an incident'],
    ],
    [
      'a group that is not listed any more',
      () => toldOf(afterSeeing([connected]), []),
      ['not told: not listed, and its removal is not confirmed yet'],
    ],
    [
      'a removal',
      () => toldOf(afterSeeing([connected]), [], ['7']),
      ['told: the API confirmed its removal with a 404'],
    ],
    [
      'a group that is being set up',
      () => toldOf(afterSeeing([]), [disconnected]),
      ['not told: never connected yet, and first seen less than 24 hours ago'],
    ],
    [
      'one that replaces another',
      () => toldOf(afterSeeing([connected]), [{ ...disconnected, id: '8' }], ['7']),
      [
        'told: the API confirmed its removal with a 404',
        'told: it has the name of a group that was removed lately; seen disconnected by a poll, and one is enough',
      ],
    ],
    [
      'a change of configuration',
      () => toldOf(afterSeeing([connected]), [renamed]),
      ['not told: a change of configuration, and telling those is not asked for'],
    ],
    [
      'flapping, which is told, and its next return, which is not',
      () => {
        const watch = afterSeeing([connected], [disconnected], [connected], [disconnected], [connected]);
        return [...toldOf(watch, [disconnected]), ...toldOf(watch, [connected])];
      },
      [
        'told: the 3rd drop within 2 hours: it is flapping until it has been up for 2 hours',
        'not told: flapping, and not up for 2 hours yet',
      ],
    ],
    [
      'what is gathered',
      () => {
        const watch = afterSeeing([connected]);
        watch.sent(12);
        return toldOf(watch, [disconnected]);
      },
      ['told: seen disconnected by a poll, and one is enough; gathered, after 12 messages within 1 hour'],
    ],
  ])('%s', (_what, verdicts, expected) => {
    expect(verdicts()).toEqual(expected);
  });
});

describe('Decisions are counted', () => {
  test('by what was decided and why, the most frequent first', () => {
    const one = { told: true, reason: 'a' };
    expect(countDecisions([{ told: false, reason: 'a' }, one, one])).toEqual([
      { decision: 'told', reason: 'a', times: 2 },
      { decision: 'not told', reason: 'a', times: 1 },
    ]);
    expect(countDecisions([])).toEqual([]);
  });

  test('of twenty reasons apart, and of the others together', () => {
    const verdicts = Array.from({ length: 24 }, (_, index) => ({ told: index !== 23, reason: `${index}` }));
    expect(countDecisions([...verdicts, ...verdicts].slice(0, 47)).slice(19)).toEqual([
      { decision: 'told', reason: '19', times: 2 },
      { decision: 'told', reason: 'other reasons', times: 6 },
      { decision: 'not told', reason: 'other reasons', times: 1 },
    ]);
  });
});
