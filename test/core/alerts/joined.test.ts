import { describe, expect, test } from '@jest/globals';
import { messageIds } from '../../../lib/core/alerts/joined.ts';
import { isLate } from '../../../lib/core/alerts/late.ts';
import { subject } from '../../../lib/core/alerts/subject.ts';
import { EVENTS_PER_ALERT } from '../../../lib/core/fixed-policy.ts';
import { alertId, type GroupEvent } from '../../../lib/core/rules/event.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';
import { aGroup } from '../../support/builders.ts';
import { alertOf, alertsOf, DMZ, ended, fallen, opened, RUN, utc } from './scenes.ts';

const [EVENT] = opened(fallen()).untold;

/** Events that were stored with an alert of this id. */
function stored(alert: string, count = 1): readonly GroupEvent[] {
  if (EVENT === undefined) throw new Error('A fall is untold.');
  const event: GroupEvent = EVENT;
  return Array.from({ length: count }, () => ({ ...event, alert }));
}

describe('The message of a stored alert', () => {
  test.each<
    readonly [what: string, events: readonly GroupEvent[], messages: Readonly<Record<string, string>>]
  >([
    ['nothing', [], {}],
    ['one alert, of whichever run', stored('run-1.opened', 3), { 'run-1.opened': 'run-1.opened' }],
    [
      'two of one kind, from two runs',
      [...stored('run-1.opened'), ...stored('run-9.opened')],
      { 'run-1.opened': 'run-9.opened.joined', 'run-9.opened': 'run-9.opened.joined' },
    ],
    [
      'what was gathered, and what this run saw',
      [...stored('gathered-x.opened'), ...stored('run-9.opened')],
      { 'gathered-x.opened': 'run-9.opened.joined', 'run-9.opened': 'run-9.opened.joined' },
    ],
    [
      'a storm of this run, in its own parts',
      [...stored('run-9.opened', EVENTS_PER_ALERT), ...stored('run-9.opened.2')],
      { 'run-9.opened': 'run-9.opened', 'run-9.opened.2': 'run-9.opened.2' },
    ],
    [
      'more than one message may carry: no stored alert is divided',
      [...stored('run-1.opened', 3_000), ...stored('run-2.opened', 3_000), ...stored('run-3.opened', 1_000)],
      {
        'run-1.opened': 'run-1.opened',
        'run-2.opened': 'run-9.opened.joined.2',
        'run-3.opened': 'run-9.opened.joined.2',
      },
    ],
  ])('%s', (_what, events, messages) => {
    expect(Object.fromEntries(messageIds(events, 'run-9'))).toEqual(messages);
  });
});

describe('A message with what earlier runs could not tell', () => {
  const group = (id: string) => fallen(aGroup({ id, name: `Branch ${id}` }));
  /** Fell before, and an earlier run could not tell. */
  const earlier = (id: string, at = utc('12:24:03')): GroupState => {
    const state = opened(group(id), { after: utc('12:23:02'), by: at }, at);
    return { ...state, untold: state.untold.map((event) => ({ ...event, alert: `run-${at}.opened` })) };
  };

  test('is one of each kind, with an id of its own, and names the alerts that it carries', () => {
    const alerts = alertsOf({
      groups: [
        earlier('1'),
        earlier('2', utc('12:44:03')),
        opened(group('3')),
        ended(DMZ, 'connected', { after: null, by: utc('12:24:03') }),
      ],
    });
    expect(alerts.map(({ id, joins }) => [id, joins.map((one) => one.events)])).toEqual([
      [`${RUN}.opened.joined`, [['1-2.opened'], ['2-2.opened'], ['3-2.opened']]],
      [`${RUN}.ended`, []],
    ]);
  });

  test('says that the first of it is late', () => {
    const alert = alertOf({ groups: [earlier('1'), opened(group('3'))] });
    expect(isLate(alert)).toBe(true);
    expect(alert).toMatchObject({ due: utc('12:24:03'), at: utc('13:05:03') });
    expect(subject(alert)).toBe('[DOWN] 2 groups: Branch 1 and 1 more - Acme');
  });

  test('keeps its id where nothing is added: a repeat is the same alert', () => {
    const alert = alertOf({ groups: [earlier('1')] });
    expect(alert).toMatchObject({ id: `run-${utc('12:24:03')}.opened`, joins: [] });
    expect(alertId('run-1', 'opened')).toBe('run-1.opened');
  });
});
