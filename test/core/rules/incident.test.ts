import { describe, expect, test } from '@jest/globals';
import { defaultPolicy } from '../../../lib/core/policy.ts';
import type { Episode } from '../../../lib/core/rules/flapping.ts';
import { type Course, course } from '../../../lib/core/rules/incident.ts';
import type { Condition } from '../../../lib/core/rules/redundancy.ts';
import type { Incident } from '../../../lib/core/rules/state.ts';
import { HOUR, MINUTE } from '../../../lib/core/time.ts';
import { aGroup, at } from '../../support/builders.ts';

/** The reading of minute 100, which the one of minute 99 came before. */
const NOW = at(100);
const SEEN = { after: at(99), by: NOW };
const OPENED = { after: at(-1), by: at(0) };

const anIncident = (override: Partial<Incident> = {}): Incident => ({
  ...{ id: '7-2', opened: OPENED, status: 'warning', worst: 'warning', told: 'warning', toldAt: at(0) },
  ...{ acknowledged: false, episode: null },
  ...override,
});

/** Flapping since minute 50; down since minute 95, and nothing was told for five minutes. */
const anEpisode = (override: Partial<Episode> = {}): Episode => ({
  ...{ since: at(50), openings: 4, downSince: at(95), steadyFrom: null, lastTold: at(95), quiet: HOUR },
  ...override,
});

interface Seen {
  readonly isSilenced?: boolean;
  readonly unobserved?: number;
  /** When the present status began. */
  readonly since?: typeof SEEN;
}

function see(
  incident: Incident,
  condition: Condition,
  { isSilenced = false, unobserved = 0, since = SEEN }: Seen = {},
): Course {
  return course(incident, {
    ...{
      facts: { presence: 'listed', group: aGroup({ id: '7' }) },
      condition,
      seen: SEEN,
      bounds: { after: at(90), by: NOW },
    },
    ...{ since, now: NOW, unobserved, isSilenced, policy: defaultPolicy(MINUTE) },
  });
}

describe('an open incident', () => {
  test('that stays as it is is the same object, and tells nothing', () => {
    const incident = anIncident();
    expect(see(incident, 'warning')).toMatchObject({ fact: null });
    expect(see(incident, 'warning').incident).toBe(incident);
    expect(see(incident, 'unknown').incident).toBe(incident);
  });

  test('that gets worse is told, and remembered as it was told', () => {
    expect(see(anIncident(), 'disconnected')).toMatchObject({
      incident: {
        status: 'disconnected',
        worst: 'disconnected',
        told: 'critical',
        toldAt: NOW,
        episode: null,
      },
      fact: { type: 'escalated', previous: 'warning', since: { after: at(90), by: NOW }, opened: OPENED },
    });
  });

  test('that gets better is told, and stays as bad as it was at the worst', () => {
    const down = anIncident({ status: 'disconnected', worst: 'disconnected', told: 'critical' });
    expect(see(down, 'redundancy lost')).toMatchObject({
      incident: { status: 'redundancy lost', worst: 'disconnected', told: 'warning', toldAt: NOW },
      fact: { type: 'eased', previous: 'disconnected', status: 'redundancy lost' },
    });
  });

  test('that nobody was told of is not told to be better', () => {
    const down = anIncident({ status: 'disconnected', worst: 'disconnected', told: null, toldAt: null });
    expect(see(down, 'warning', { isSilenced: true })).toMatchObject({
      fact: null,
      incident: { told: null },
    });
  });

  test('that was never anything but unknown is over when the word changes', () => {
    expect(see(anIncident({ status: 'unknown' }), 'connected').fact).toMatchObject({
      type: 'ended',
      ended: SEEN,
    });
    expect(see(anIncident(), 'connected').fact).toMatchObject({ ended: { after: at(90), by: NOW } });
  });

  test.each<[told: Incident['told'], previous: Condition]>([
    ['warning', 'warning'],
    ['ok', 'connected'],
  ])('that got worse within a silence is told to have been what people knew: %s', (told, previous) => {
    const since = { after: at(40), by: at(41) };
    const down = anIncident({ status: 'disconnected', worst: 'disconnected', told });
    expect(see(down, 'disconnected', { since }).fact).toMatchObject({ type: 'escalated', previous, since });
  });

  test('that began within a silence is told as opened, when it is over', () => {
    const silent = anIncident({ told: null, toldAt: null });
    expect(see(silent, 'warning', { isSilenced: true })).toMatchObject({
      fact: null,
      incident: { told: null },
    });
    expect(see(silent, 'warning').fact).toMatchObject({ type: 'opened', since: OPENED });
  });
});

describe('a flapping incident', () => {
  const up = { status: 'connected', episode: anEpisode({ downSince: null, steadyFrom: at(97) }) } as const;

  test('that is up stays the same object while everybody sees it', () => {
    const incident = anIncident(up);
    expect(see(incident, 'connected').incident).toBe(incident);
    expect(see(incident, 'connected', { unobserved: MINUTE }).incident).toMatchObject({
      episode: { steadyFrom: at(98) },
    });
  });

  test('that comes up is connected, and steady from now on', () => {
    expect(see(anIncident({ episode: anEpisode() }), 'connected')).toMatchObject({
      incident: { status: 'connected', worst: 'warning', episode: { downSince: null, steadyFrom: NOW } },
      fact: null,
    });
  });

  test('that drops counts it, and is not told again', () => {
    expect(see(anIncident(up), 'warning')).toMatchObject({
      incident: { status: 'warning', episode: { openings: 5, downSince: NOW, steadyFrom: null } },
      fact: null,
    });
  });

  test('that is down and changes in how counts no drop', () => {
    const down = anIncident({
      status: 'disconnected',
      worst: 'disconnected',
      told: 'critical',
      episode: anEpisode(),
    });
    expect(see(down, 'warning')).toMatchObject({
      incident: { episode: { openings: 4, downSince: at(95) } },
      fact: null,
    });
  });

  test('that gets worse is told, and then is quiet from now on', () => {
    expect(see(anIncident({ episode: anEpisode() }), 'disconnected')).toMatchObject({
      incident: { told: 'critical', episode: { openings: 4, lastTold: NOW, quiet: HOUR } },
      fact: { type: 'escalated', previous: 'warning' },
    });
  });

  test('is no longer steady where nobody can tell', () => {
    expect(see(anIncident(up), 'unknown').incident).toMatchObject({ episode: { steadyFrom: null } });
    const down = anIncident({ episode: anEpisode() });
    expect(see(down, 'unknown').incident).toBe(down);
  });

  test('that was down for a while is told, unless it is silenced', () => {
    const episode = anEpisode({ downSince: at(80), lastTold: at(40) });
    const down = anIncident({ episode });
    expect(see(down, 'warning')).toMatchObject({
      incident: { episode: { lastTold: NOW, quiet: 2 * HOUR } },
      fact: { type: 'still down', openings: 4, since: OPENED },
    });
    expect(see(down, 'warning', { isSilenced: true })).toMatchObject({ incident: { episode }, fact: null });
  });

  test.each([
    ['dropped in this reading', { downSince: NOW }, SEEN, SEEN],
    ['dropped earlier', { downSince: at(95) }, SEEN, { after: null, by: at(95) }],
    ['dropped nobody knows when', { downSince: null }, SEEN, SEEN],
  ])(
    'that nobody was told of and that %s is told with its present outage',
    (_what, override, since, told) => {
      const silent = anIncident({ told: null, toldAt: null, episode: anEpisode(override) });
      expect(see(silent, 'warning', { since }).fact).toMatchObject({
        type: 'flapping began',
        openings: 4,
        since: told,
      });
    },
  );

  test('that has been up for long enough is over', () => {
    const steady = anIncident({ ...up, episode: anEpisode({ downSince: null, steadyFrom: at(-20) }) });
    expect(see(steady, 'connected')).toMatchObject({
      incident: null,
      fact: { type: 'ended', how: 'steady', openings: 4 },
    });
  });
});
