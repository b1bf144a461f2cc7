/** Messages about several groups, and about the monitor itself, that say something no other does. */
import type { Alert } from '../../../lib/core/alerts/alert.ts';
import type { Failure } from '../../../lib/core/failure.ts';
import type { MonitorFact } from '../../../lib/core/rules/event.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';
import { aGroup } from '../../support/builders.ts';
import {
  alertOf,
  BOTH_HUBS,
  bystanders,
  changed,
  configured,
  ended,
  fallen,
  flapping,
  gathered,
  halved,
  monitorEvent,
  opened,
  openFor,
  redundancyLost,
  removed,
  type Scene,
  SEEN,
  steady,
  stillDown,
  utc,
  withoutRedundancy,
} from './scenes.ts';

const EARLIER = { after: utc('12:23:02'), by: utc('12:24:03') };
const LATER = { after: utc('13:05:02'), by: utc('13:06:03') };
const NETWORK: Failure = { kind: 'network', detail: 'GET was reset.' };
const FLEET = bystanders(20, { region: 'us-west-2' });

const site = (name: string, id: string, region: string | null = 'us-east-1') => aGroup({ id, name, region });
const over = (state: GroupState): GroupState => ({
  ...state,
  incident: null,
  group: { ...state.group, status: 'connected' },
});
const down = (name: string, id: string, region?: string | null) => opened(fallen(site(name, id, region)));
const of = (...groups: readonly GroupState[]): Alert =>
  alertOf({ groups: [...groups, ...FLEET], asOf: utc('13:06:05') });
const monitor = (fact: MonitorFact, scene: Scene = {}): Alert =>
  alertOf({ groups: FLEET, asOf: utc('13:06:05'), ...scene, monitor: [monitorEvent(fact)] });

/** Groups down in so many regions, more in the last than in those before it. */
function inRegions(count: number, regions: number): readonly GroupState[] {
  return Array.from({ length: count }, (_, index) => {
    const region = index % 2 === 1 ? `r${regions}` : `r${index % regions}`;
    return down(`Site ${index}`, `${100 + index}`, region);
  });
}

const inRegion = (state: GroupState, region: string | null): GroupState => ({
  ...state,
  group: { ...state.group, region },
});
const because = (state: GroupState, reason: string): GroupState => ({
  ...state,
  untold: state.untold.map((event) => ({ ...event, reason })),
});
const steadyAgain = (name: string, id: string): GroupState => ({ ...steady(), id, group: site(name, id) });

const about = {
  'two down, and one that was': () => of(down('A', '1'), down('B', '2'), over(down('C', '3'))),
  'two down, and two that were': () =>
    of(down('A', '1'), down('B', '2'), over(down('C', '3')), over(down('D', '4'))),
  'one down, and two that were': () => of(over(down('A', '1')), over(down('B', '2')), down('C', '3')),
  'all were down': () => of(over(down('A', '1')), over(opened(halved(site('B', '2'))))),
  'left connected, each in its way': () => of(opened(halved(site('A', '1'))), down('B', '2'), down('C', '3')),
  'left connected or lost redundancy': () =>
    of(redundancyLost(withoutRedundancy(site('A', '1'))), down('B', '2')),
  'changed, each in its way': () =>
    of(
      changed(fallen(site('A', '1')), 'warning', EARLIER),
      changed(halved(site('B', '2')), 'disconnected', EARLIER),
    ),
  'worse, and still down': () =>
    of(changed(fallen(site('A', '1')), 'warning', EARLIER), stillDown(fallen(site('B', '2')))),
  'ended, each in its way': () =>
    of(
      ended(site('A', '1'), 'connected', EARLIER),
      ended(site('B', '2'), 'connected', EARLIER, 'redundancy lost'),
    ),
  'down, and one that flaps': () => of(down('A', '1'), flapping(fallen(site('B', '2')))),
  'removed at two times, which is one removal': () => {
    const [a, b] = [removed(site('A', '1')), removed(site('B', '2'))];
    return of(a, { ...b, untold: b.untold.map((event) => ({ ...event, at: utc('13:01:03') })) });
  },
  'configured anew, two': () =>
    of(
      configured({ name: ['a', 'A'] }, site('A', '1')),
      configured({ region: ['a', null] }, site('B', '2', null)),
    ),
  'ten groups of many regions': () => of(...inRegions(10, 8)),
  'eleven groups of few regions': () => of(...inRegions(11, 5)),
  'twelve groups of many regions': () => of(...inRegions(12, 12)),
  'eleven groups of one region': () => of(...inRegions(11, 1).map((state) => inRegion(state, 'r1'))),
  'eleven groups without a region': () => of(...inRegions(11, 1).map((state) => inRegion(state, null))),
  'two steady again': () => of(steadyAgain('A', '1'), steadyAgain('B', '2')),
  'two called steady by two runs': () => {
    const [a, b] = [steadyAgain('A', '1'), steadyAgain('B', '2')];
    const later = { after: utc('13:04:03'), by: utc('13:06:03') };
    const untold = b.untold.map((event) =>
      event.type === 'ended' ? { ...event, at: later.by, ended: later } : event,
    );
    return of(a, { ...b, untold });
  },
  'one steady again, and one that is back': () =>
    of(steadyAgain('A', '1'), ended(site('B', '2'), 'connected', EARLIER)),
  'down, for more reasons than are shown': () =>
    of(...['1', '2', '3', '4', '5', '6'].map((id) => because(down('A', id), `reason ${id}`))),
  'removed, and told because no other group is missing any more': () => {
    const waiting = removed(site('A', '1'));
    return of({ ...waiting, untold: waiting.untold.map((event) => ({ ...event, held: utc('13:35:03') })) });
  },
  'groups without region or device': () =>
    of(...['1', '2', '3'].map((id) => opened(fallen({ ...site('A', id, null), deviceType: null })))),
  'a group without a device type': () => of(opened(fallen({ ...site('A', '1'), deviceType: null }))),
  'down since two times, of which nobody knows the beginning of one': () =>
    of(opened(fallen(site('A', '1')), EARLIER), opened(fallen(site('B', '2')), { after: null, by: SEEN })),
  'down since two times': () => of(opened(fallen(site('A', '1')), EARLIER), down('B', '2')),
  'down since the same reading, seen by two': () => of(opened(fallen(site('A', '1')), LATER), down('B', '2')),
  'down twice while it was gathered': () => {
    const [first, again] = [EARLIER, LATER].map((since) =>
      gathered(opened(fallen(site('A', '1')), since), since.by),
    );
    if (first === undefined || again === undefined) throw new Error('It fell twice.');
    return alertOf({
      groups: [{ ...again, untold: [...first.untold, ...again.untold] }, ...FLEET],
      asOf: utc('13:10:05'),
    });
  },
  'down, and the run did not see the fleet': () =>
    alertOf({ groups: [down('A', '1')], unseen: true, asOf: utc('13:06:05') }),
  'down, two, and the run did not see the fleet': () =>
    alertOf({ groups: [down('A', '1'), down('B', '2')], unseen: true, asOf: utc('13:06:05') }),
  'down, and told over two hours late with what came after': () => {
    const [first, then] = [down('A', '1'), down('B', '2')];
    const untold = then.untold.map((event) => ({ ...event, alert: 'another-run.opened' }));
    return alertOf({ groups: [first, { ...then, untold }, ...FLEET], asOf: utc('15:20:11') });
  },
} satisfies Readonly<Record<string, () => Alert>>;

const COUNTS = { connected: 20, warning: 0, disconnected: 1, unknown: 0 };
const returned = (fact: Partial<MonitorFact & { type: 'sight returned' }>, scene?: Scene): Alert =>
  monitor(
    {
      ...{
        type: 'sight returned',
        blind: { ...{ from: utc('12:23:03'), to: utc('13:05:01') } },
        failure: NETWORK,
      },
      ...{ opened: 0, ended: 0, losses: 1 },
      ...fact,
    } as MonitorFact,
    scene,
  );
const key = (expires: string): Alert => monitor({ type: 'key expires', expires: utc(expires), days: 14 });
const incident = (id: string): string => `${id}-2`;
const remind = (groups: readonly GroupState[], about: 'critical' | 'redundancy', scene: Scene = {}): Alert =>
  monitor(
    { type: 'reminder', about, incidents: groups.map(({ id }) => incident(id)) },
    { groups: [...groups, ...FLEET], ...scene },
  );
const flappingFor = (state: GroupState): GroupState => ({
  ...state,
  incident: state.incident && { ...state.incident, episode: flapping().incident?.episode ?? null },
});
const unseen = (state: GroupState): GroupState => ({
  ...state,
  group: { ...state.group, status: 'unknown', statusSeen: 'pending' },
});
const without = (name: string, id: string) => ({
  ...redundancyLost(withoutRedundancy(site(name, id))),
  baseline: BOTH_HUBS,
});

const aboutTheMonitor = {
  'sight for the first time': () => returned({ blind: { from: null, to: utc('13:05:01') } }),
  'sight returned, and nothing happened': () => returned({}),
  'sight returned, and incidents opened': () => returned({ opened: 1 }),
  'sight returned, and incidents ended': () => returned({ ended: 2 }),
  'sight returned to a run that did not see the fleet': () => returned({}, { unseen: true }),
  'sight returned to be steady': () => returned({ losses: 3 }),
  'sight returned to be steady, unsteady from the start': () =>
    returned({ losses: 3, blind: { from: null, to: utc('13:05:01') } }, { unseen: true }),
  'blind from the start': () =>
    monitor(
      { type: 'went blind', since: null, failure: NETWORK, attempts: 1, unsteady: false },
      { unseen: true },
    ),
  'blind, with a status and an id': () =>
    monitor(
      {
        type: 'went blind',
        since: utc('12:54:03'),
        failure: { ...NETWORK, status: 502, requestId: 'r-1' },
        attempts: 11,
        unsteady: true,
      },
      { unseen: true },
    ),
  'the key ends in two days': () => key('2026-03-04 14:00:00'),
  'the key ends in a day': () => key('2026-03-03 13:06:05'),
  'the key ends today': () => key('2026-03-03 13:06:04'),
  'the key ends now': () => key('13:06:05'),
  'the key has ended': () => key('13:00:00'),
  'the watch began, and a group had lost redundancy': () =>
    monitor(
      { type: 'watch began', counts: COUNTS },
      { groups: [{ ...without('A', '1'), untold: [] }, { ...down('B', '2'), untold: [] }, ...FLEET] },
    ),
  'the watch began, and a group without an incident has less than it had': () =>
    monitor(
      { type: 'watch began', counts: COUNTS },
      {
        groups: [
          { ...without('A', '1'), incident: null, untold: [] },
          { ...down('B', '2'), untold: [], presence: 'removed' },
          ...FLEET,
        ],
      },
    ),
  'the watch began, and one group is degraded': () =>
    monitor(
      { type: 'watch began', counts: COUNTS },
      { groups: [{ ...opened(halved(site('A', '1'))), untold: [] }, ...FLEET] },
    ),
  'a reminder of one': () => remind([openFor(26, fallen(site('A', '1')))], 'critical'),
  'a reminder of one that flaps': () =>
    remind([flappingFor(openFor(26, fallen(site('A', '1'))))], 'critical'),
  'a reminder of one that nobody can tell of any more': () =>
    remind([unseen(openFor(26, fallen(site('A', '1'))))], 'critical'),
  'a reminder of several, the longest not first': () =>
    remind(
      [
        openFor(26, halved(site('A', '1'))),
        {
          ...openFor(73, withoutRedundancy(site('B', '2')), { status: 'redundancy lost' }),
          baseline: BOTH_HUBS,
        },
      ],
      'redundancy',
    ),
  'a reminder that a run sends which did not see the fleet': () =>
    remind([openFor(26, fallen(site('A', '1')))], 'critical', { unseen: true }),
  'a reminder of nothing, and one is new': () => {
    const fresh = { ...openFor(1, fallen(site('A', '1'))) };
    return monitor(
      { type: 'reminder', about: 'critical', incidents: ['9-9'] },
      { groups: [fresh, ...FLEET] },
    );
  },
} satisfies Readonly<Record<string, () => Alert>>;

export const MESSAGES: readonly (readonly [string, () => Alert])[] = Object.entries({
  ...about,
  ...aboutTheMonitor,
});
