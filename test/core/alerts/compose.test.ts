import { describe, expect, test } from '@jest/globals';
import { attributes } from '../../../lib/core/alerts/attributes.ts';
import { ATTRIBUTE_VALUES } from '../../../lib/core/alerts/limits.ts';
import { subject } from '../../../lib/core/alerts/subject.ts';
import { alertId, type GroupEvent } from '../../../lib/core/rules/event.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';
import { aGroup, aGroupState } from '../../support/builders.ts';
import {
  alertOf,
  alertsOf,
  bystanders,
  changed,
  DMZ,
  ended,
  fallen,
  halved,
  monitorEvent,
  opened,
  RUN,
  removed,
  utc,
} from './scenes.ts';

const BEGAN = { after: utc('12:23:02'), by: utc('12:24:03') };
const COUNTS = { connected: 1, warning: 0, disconnected: 0, unknown: 0 };

function named(name: string, id: string) {
  return aGroup({ name, id });
}

/** What an earlier run saw and could not tell: the group fell, and it has come back since. */
function fellAndCameBack(): GroupState {
  const before = opened(fallen(), { after: utc('12:23:02'), by: utc('12:24:03') }, utc('12:24:03'));
  const fall = before.untold.map((event): GroupEvent => ({ ...event, alert: alertId('earlier', 'opened') }));
  const back = ended(DMZ, 'connected', BEGAN);
  return { ...back, untold: [...fall, ...back.untold] };
}

describe('Composing', () => {
  test('says nothing where nothing is untold', () => {
    expect(alertsOf({ groups: bystanders(3) })).toEqual([]);
  });

  test('makes one alert of all events with one alert id, in the order of kinds', () => {
    const alerts = alertsOf({
      groups: [
        ended(named('a', '1'), 'connected', BEGAN),
        removed(named('b', '2')),
        changed(fallen(named('c', '3')), 'warning', BEGAN),
        opened(fallen(named('d', '4'))),
        opened(fallen(named('e', '5'))),
      ],
      monitor: [
        monitorEvent({ type: 'watch began', counts: COUNTS }),
        monitorEvent({
          type: 'sight returned',
          blind: { from: null, to: utc('13:05:01') },
          failure: null,
          opened: 0,
          ended: 0,
          losses: 1,
        }),
        monitorEvent({
          type: 'went blind',
          since: null,
          attempts: 3,
          unsteady: false,
          failure: { kind: 'network', detail: 'reset' },
        }),
      ],
    });
    expect(alerts.map((alert) => [alert.id, alert.events.length])).toEqual([
      [`${RUN}.blind`, 1],
      [`${RUN}.opened`, 2],
      [`${RUN}.changed`, 1],
      [`${RUN}.removed`, 1],
      [`${RUN}.ended`, 1],
      [`${RUN}.sighted`, 1],
      [`${RUN}.began`, 1],
    ]);
  });

  test('leaves silenced events out', () => {
    const silenced = opened(fallen());
    const untold = silenced.untold.map((event) => ({ ...event, silenced: true }));
    const quiet = { ...monitorEvent({ type: 'watch began', counts: COUNTS }), silenced: true };
    expect(alertsOf({ groups: [{ ...silenced, untold }], monitor: [quiet] })).toEqual([]);
  });

  test('tells an older run first, so that the last word about a group is the latest', () => {
    const alerts = alertsOf({ groups: [fellAndCameBack()] });
    expect(alerts.map((alert) => subject(alert))).toEqual([
      '[WAS DOWN] DMZ ASA Tunnel NC (us-east-1) - Acme',
      '[UP] DMZ ASA Tunnel NC (us-east-1) after 39 to 43 minutes - Acme',
    ]);
  });

  test('puts the worst first, then names as people count', () => {
    const alert = alertOf({
      groups: [
        opened({ ...named('Site 3', '1'), status: 'unknown' }),
        opened(halved(named('Site 10', '2'))),
        opened(halved(named('Site 2', '3'))),
        opened(fallen(named('Site 99', '4'))),
      ],
    });
    expect('items' in alert && alert.items.map((item) => item.state.group.name)).toEqual([
      'Site 99',
      'Site 2',
      'Site 10',
      'Site 3',
    ]);
  });

  test('gives the first digest the groups that are not connected, the removed and connected left out', () => {
    const gone = aGroupState({ group: fallen(named('gone', '9')), presence: 'removed' });
    const groups = [...bystanders(2), gone, aGroupState({ group: halved(named('half', '8')) })];
    const alert = alertOf({ groups, monitor: [monitorEvent({ type: 'watch began', counts: COUNTS })] });
    expect('notConnected' in alert && alert.notConnected.map((state) => state.group.name)).toEqual(['half']);
  });
});

describe('What the subject line calls an alert', () => {
  const several = (...states: GroupState[]) => subject(alertOf({ groups: states }));
  const over = (state: GroupState): GroupState => ({
    ...state,
    incident: null,
    group: { ...state.group, status: 'connected' },
  });

  test.each<[string, () => string, string]>([
    ['one down', () => several(opened(fallen(named('X', '1')))), '[DOWN] X (us-east-1) - Acme'],
    ['one hub lost', () => several(opened(halved(named('X', '1')))), '[DEGRADED] X (us-east-1) - Acme'],
    ['no region', () => several(opened(fallen({ ...named('X', '1'), region: null }))), '[DOWN] X - Acme'],
    [
      'several alike',
      () => several(opened(fallen(named('X', '1'))), opened(fallen(named('Y', '2')))),
      '[DOWN] 2 groups: X and 1 more - Acme',
    ],
    [
      'several unlike',
      () => several(opened(fallen(named('Y', '1'))), opened(halved(named('X', '2')))),
      '[DOWN] 1 down, 1 degraded: Y and 1 more - Acme',
    ],
    [
      'worse',
      () => several(changed(fallen(named('X', '1')), 'warning', BEGAN)),
      '[DOWN] X (us-east-1), was degraded - Acme',
    ],
    [
      'better',
      () => several(changed(halved(named('X', '1')), 'disconnected', BEGAN)),
      '[BETTER] X (us-east-1), now degraded - Acme',
    ],
    [
      'worse and better',
      () =>
        several(
          changed(fallen(named('X', '1')), 'warning', BEGAN),
          changed(halved(named('Y', '2')), 'disconnected', BEGAN),
        ),
      '[DOWN] 1 down, 1 better: X and 1 more - Acme',
    ],
    [
      'back',
      () => several(ended(named('X', '1'), 'connected', BEGAN)),
      '[UP] X (us-east-1) after 39 to 43 minutes - Acme',
    ],
    [
      'removed while down is not up',
      () => several(ended(fallen(named('X', '1')), 'removed', BEGAN)),
      '[REMOVED] X (us-east-1) - Acme',
    ],
    ['removed', () => several(removed(named('X', '1'))), '[REMOVED] X (us-east-1) - Acme'],
    [
      'unknown',
      () => several(opened({ ...named('X', '1'), status: 'unknown' })),
      '[UNKNOWN] X (us-east-1) - Acme',
    ],
    [
      'over before it is told',
      () => several(over(opened(fallen(named('X', '1'))))),
      '[WAS DOWN] X (us-east-1) - Acme',
    ],
    [
      'over for one of three',
      () =>
        several(
          opened(fallen(named('X', '1'))),
          opened(fallen(named('Y', '2'))),
          over(opened(fallen(named('A', '3')))),
        ),
      '[DOWN] 2 groups: X and 1 more, 1 no longer so - Acme',
    ],
    [
      'down again before its return is told',
      () => several({ ...ended(fallen(named('X', '1')), 'connected', BEGAN) }),
      '[WAS UP] X (us-east-1) - Acme',
    ],
    [
      'worse again before it is told',
      () => several({ ...changed(halved(named('X', '1')), 'disconnected', BEGAN), incident: null }),
      '[WAS DEGRADED] X (us-east-1) - Acme',
    ],
  ])('%s', (_what, line, expected) => {
    expect(line()).toBe(expected);
  });

  test('still calls a group down whose status went unknown since: nothing says that it is up', () => {
    const state = opened(fallen());
    const unseen: GroupState = { ...state, group: { ...state.group, status: 'unknown', statusSeen: null } };
    expect(subject(alertOf({ groups: [unseen] }))).toBe('[DOWN] DMZ ASA Tunnel NC (us-east-1) - Acme');
  });

  test('shortens the name, not what happened or where', () => {
    const long = 'A name of fifty characters, the longest there may be'.slice(0, 50);
    const line = subject(
      alertOf({
        groups: [changed(fallen(aGroup({ name: long, region: 'ap-southeast-2' })), 'warning', BEGAN)],
        organization: { id: '1', name: 'The Worshipful Company of Fishmongers', timeZone: 'UTC' },
      }),
    );
    expect(line).toBe(
      '[DOWN] A name of fifty characters, the... (ap-southeast-2), was degraded - The Worshipful Compan...',
    );
    expect(line).toHaveLength(99);
  });
});

describe('What subscriptions filter by', () => {
  test('names the events, the severity, the organization, regions and device types', () => {
    const states = [opened(halved(aGroup({ id: '1', region: 'eu-west-1' }))), opened(fallen())];
    expect(attributes(alertOf({ groups: states }))).toEqual({
      severity: 'critical',
      organization: '8204417',
      event: ['opened'],
      region: ['eu-west-1', 'us-east-1'],
      deviceType: ['ASA', 'ISR'],
    });
  });

  test('says so where the API gives no region, or where there are too many to name', () => {
    const nowhere = opened(fallen({ ...named('X', '1'), region: null }));
    expect(attributes(alertOf({ groups: [nowhere] })).region).toEqual(['unknown']);
    const regions = Array.from({ length: ATTRIBUTE_VALUES + 5 }, (_, index) =>
      opened(fallen(aGroup({ id: `${index}`, region: `region-${index}` }))),
    );
    const { region = [] } = attributes(alertOf({ groups: regions }));
    expect(region).toHaveLength(ATTRIBUTE_VALUES + 1);
    expect(region.at(-1)).toBe('other');
  });

  test('leaves out what is empty, since SNS takes no empty attribute', () => {
    const blind = monitorEvent({
      type: 'went blind',
      since: null,
      attempts: 3,
      unsteady: false,
      failure: { kind: 'network', detail: 'reset' },
    });
    expect(attributes(alertOf({ monitor: [blind] }))).toEqual({
      severity: 'critical',
      organization: '8204417',
      event: ['went blind'],
    });
  });

  test.each<[string, GroupState, string]>([
    ['a return is ok', ended(DMZ, 'connected', BEGAN), 'ok'],
    ['a removal is a warning, also of a healthy group', removed(DMZ), 'warning'],
    ['an end by removal is a warning', ended(fallen(), 'removed', BEGAN), 'warning'],
    ['a worsening is as bad as it is now', changed(fallen(), 'warning', BEGAN), 'critical'],
  ])('%s', (_what, state, severity) => {
    expect(attributes(alertOf({ groups: [state] })).severity).toBe(severity);
  });

  test('keeps an escalation and an easing of one run both findable', () => {
    const states = [
      changed(fallen(named('X', '1')), 'warning', BEGAN),
      changed(halved(named('Y', '2')), 'disconnected', BEGAN),
    ];
    expect(attributes(alertOf({ groups: states })).event).toEqual(['eased', 'escalated']);
  });
});
