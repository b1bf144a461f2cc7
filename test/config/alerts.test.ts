import { describe, expect, test } from '@jest/globals';
import { bytesAtMost } from '../../lib/config/contradictions.ts';
import { configurationIn, parseConfig } from '../../lib/config/file.ts';

const email = ['you@example.com'];

/** What is wrong with a file that tells you@example.com and also holds this. */
function problemsWith(content: object): readonly string[] {
  const parsed = parseConfig({ email, ...content });
  return parsed.ok ? [] : parsed.problems;
}

/** The organizations of such a file, everything filled in. */
const organizationsOf = (content: object) => configurationIn('the test', { email, ...content }).organizations;

const aWindow = { name: 'Sunday', days: ['sun'], from: '01:00', to: '05:00' };

describe('What is set for all organizations holds for each, and its own part goes before it', () => {
  test('threshold by threshold', () => {
    const [a, b] = organizationsOf({
      alerts: { confirmPolls: { disconnected: 2, unknown: 5 }, blindMinutes: 20 },
      organizations: [{ id: 'a' }, { id: 'b', alerts: { confirmPolls: { disconnected: 4 } } }],
    });
    expect(a?.alerts).toMatchObject({
      confirmPolls: { disconnected: 2, warning: 1, unknown: 5 },
      blindMinutes: 20,
    });
    expect(b?.alerts).toMatchObject({
      confirmPolls: { disconnected: 4, warning: 1, unknown: 5 },
      blindMinutes: 20,
    });
  });

  test('the rules of flapping are one threshold, replaced as a list', () => {
    const [only] = organizationsOf({
      alerts: { flapping: { steadyMinutes: 30 } },
      organizations: [{ id: 'a', alerts: { flapping: { enter: [{ openings: 9, withinMinutes: 60 }] } } }],
    });
    expect(only?.alerts.flapping).toEqual({
      enter: [{ openings: 9, withinMinutes: 60 }],
      steadyMinutes: 30,
      stillDownAfterMinutes: 15,
      quietMinutes: 60,
      quietMostMinutes: 1440,
    });
  });

  test('overrides of an organization come after those for all, so that they stand', () => {
    const forAll = { match: { name: '*' }, alerts: { tellConfiguration: true } };
    const own = { match: { region: 'us-east-1' }, alerts: { tellConfiguration: false } };
    const [only] = organizationsOf({ overrides: [forAll], organizations: [{ id: 'a', overrides: [own] }] });
    expect(only?.overrides).toEqual([forAll, own]);
  });

  test('maintenance windows add up, each in the time zone of the organization unless it has its own', () => {
    const [a, b] = organizationsOf({
      maintenanceWindows: [aWindow],
      organizations: [
        { id: 'a', timeZone: 'Europe/Berlin' },
        {
          id: 'b',
          maintenanceWindows: [{ ...aWindow, name: 'Own', match: { name: 'x' }, timeZone: 'Asia/Tokyo' }],
        },
      ],
    });
    expect(a?.maintenanceWindows).toEqual([{ ...aWindow, timeZone: 'Europe/Berlin' }]);
    expect(b?.maintenanceWindows).toEqual([
      { ...aWindow, timeZone: 'UTC' },
      { ...aWindow, name: 'Own', match: { name: 'x' }, timeZone: 'Asia/Tokyo' },
    ]);
  });
});

test('Ids of groups may be written as the API writes them, or as text', () => {
  const override = { match: { ids: [615393, '42'] }, alerts: { provisioningHours: 1 } };
  expect(organizationsOf({ overrides: [override] })[0]?.overrides[0]?.match.ids).toEqual(['615393', '42']);
});

const override = (match: object, alerts: object = { provisioningHours: 1 }) => ({
  overrides: [{ match, alerts }],
});
const aWindowWith = (fields: object) => ({ maintenanceWindows: [{ ...aWindow, ...fields }] });
const ID = 'the id of a network tunnel group, such as 615393';
const IDS = 'a list of 1 to 200 ids of network tunnel groups';
const DAYS = 'a list of days on which it begins, of sun, mon, tue, wed, thu, fri, sat';
const DATE = 'a date such as 2026-12-31, or null where the key never ends';
const TIME = 'a time of day, HH:MM, from 00:00 to 23:59';
const ENTER = 'a list of at most 5 rules with openings and withinMinutes';

describe('A bad value is named with its place, what was found, and what is allowed', () => {
  test.each<[content: object, problem: string]>([
    [
      { alerts: 7 },
      'alerts: found 7; allowed: an object with the fields confirmPolls, provisioningHours, flapping, tellConfiguration, gathering, reminders, blindMinutes, blindRuns, blindRunsWhenLasting, removalWaitMinutes, inheritanceHours, missedRuns, apiKeyWarnDays',
    ],
    [
      { maintenanceWindows: ['Sunday'] },
      'maintenanceWindows[0]: found "Sunday"; allowed: a maintenance window with the fields name, match, days, from, to, timeZone',
    ],
    [
      { alerts: { tellConfiguration: 'yes' } },
      'alerts.tellConfiguration: found "yes"; allowed: true or false',
    ],
    [
      { alerts: { confirmPolls: 3 } },
      'alerts.confirmPolls: found 3; allowed: an object with the fields disconnected, warning, unknown, redundancyLost',
    ],
    [
      { alerts: { flapping: { enter: {} } } },
      `alerts.flapping.enter: found an empty object; allowed: ${ENTER}`,
    ],
    [
      {
        alerts: { flapping: { enter: Array.from({ length: 6 }, () => ({ openings: 3, withinMinutes: 9 })) } },
      },
      `alerts.flapping.enter: found a list of 6; allowed: ${ENTER}`,
    ],
    [
      { alerts: { flapping: { enter: [{ openings: 1, withinMinutes: 9 }] } } },
      'alerts.flapping.enter[0].openings: found 1; allowed: a whole number of openings from 2 to 50',
    ],
    [
      { alerts: { flapping: { enter: [{ openings: 3 }] } } },
      'alerts.flapping.enter[0].withinMinutes: missing; needed: a whole number of minutes from 1 to 10080',
    ],
    [
      override({}),
      'overrides[0].match: found an empty object; allowed: at least one of name, ids, region, deviceType',
    ],
    [
      override({ name: 'x' }, {}),
      'overrides[0].alerts: found an empty object; allowed: at least one threshold',
    ],
    [
      override({ name: '' }),
      'overrides[0].match.name: found ""; allowed: the whole name of a group, 1 to 100 characters, * for any text and ? for any one character in it',
    ],
    [override({ ids: ['DMZ'] }), `overrides[0].match.ids[0]: found "DMZ"; allowed: ${ID}`],
    [override({ ids: [1.5] }), `overrides[0].match.ids[0]: found 1.5; allowed: ${ID}`],
    [override({ ids: [] }), `overrides[0].match.ids: found a list of 0; allowed: ${IDS}`],
    [
      override({ ids: Array.from({ length: 201 }, (_, id) => id) }),
      `overrides[0].match.ids: found a list of 201; allowed: ${IDS}`,
    ],
    [
      { overrides: [{ alerts: { provisioningHours: 1 } }] },
      'overrides[0].match: missing; needed: an object with the fields name, ids, region, deviceType',
    ],
    [
      override({ name: 'x' }, { reminders: { criticalHours: 2 } }),
      'overrides[0].alerts.reminders: there is no such field; there are: confirmPolls, provisioningHours, flapping, tellConfiguration',
    ],
    [
      aWindowWith({ days: [] }),
      `maintenanceWindows[0].days: found a list of 0; allowed: ${DAYS}; with none the window would never open`,
    ],
    [
      aWindowWith({ days: ['monday'] }),
      'maintenanceWindows[0].days[0]: found "monday"; allowed: one of sun, mon, tue, wed, thu, fri, sat',
    ],
    [aWindowWith({ days: ['mon', 'tue', 'mon'] }), 'maintenanceWindows[0].days[2]: the same day as [0]'],
    [aWindowWith({ days: 'mon' }), `maintenanceWindows[0].days: found "mon"; allowed: ${DAYS}`],
    [aWindowWith({ from: '24:00' }), `maintenanceWindows[0].from: found "24:00"; allowed: ${TIME}`],
    [aWindowWith({ to: '9:00' }), `maintenanceWindows[0].to: found "9:00"; allowed: ${TIME}`],
    [
      aWindowWith({ timeZone: 'Berlin' }),
      'maintenanceWindows[0].timeZone: found "Berlin"; allowed: an IANA time zone such as UTC, Europe/Berlin or America/New_York',
    ],
    [
      aWindowWith({ match: {} }),
      'maintenanceWindows[0].match: found an empty object; allowed: at least one of name, ids, region, deviceType',
    ],
    [
      aWindowWith({ name: 'a\nb' }),
      'maintenanceWindows[0].name: found "a\\nb"; allowed: a name of 1 to 60 characters on one line',
    ],
    ...['2026-02-30', '31.12.2026', '2026-12-31T00:00:00Z'].map((apiKeyExpires): [object, string] => [
      { organizations: [{ id: 'a', apiKeyExpires }] },
      `organizations[0].apiKeyExpires: found "${apiKeyExpires}"; allowed: ${DATE}`,
    ]),
  ])('%j', (content, problem) => {
    expect(problemsWith(content)).toEqual([problem]);
  });

  test.each<[content: object, problem: string]>([
    [{ alert: {} }, 'alert: there is no such field; did you mean alerts?'],
    [
      { alerts: { confirmPolls: { disconected: 2 } } },
      'alerts.confirmPolls.disconected: there is no such field; did you mean disconnected?',
    ],
    [
      { alerts: { flapping: { enter: [{ openings: 3, withinMinutes: 9, withinMinuets: 9 }] } } },
      'alerts.flapping.enter[0].withinMinuets: there is no such field; did you mean withinMinutes?',
    ],
    [override({ nmae: 'x' }), 'overrides[0].match.nmae: there is no such field; did you mean name?'],
    [
      aWindowWith({ timezone: 'UTC' }),
      'maintenanceWindows[0].timezone: there is no such field; did you mean timeZone?',
    ],
    [
      { organizations: [{ id: 'a', maintenanceWindow: [] }] },
      'organizations[0].maintenanceWindow: there is no such field; did you mean maintenanceWindows?',
    ],
  ])('a misspelt field too: %j', (content, problem) => {
    expect(problemsWith(content)).toEqual([problem]);
  });

  test('and all of them at once', () => {
    const content = {
      alerts: { blindMinutes: 0, remiders: {} },
      organizations: [{ id: 'a', overrides: [{ match: { region: 1 }, alerts: {} }], apiKeyExpires: 'soon' }],
      maintenanceWindows: [{ name: 'w', days: ['sun'], from: '1', to: '2' }],
    };
    expect(problemsWith(content).map((problem) => problem.split(':')[0])).toEqual([
      'organizations[0].overrides[0].match.region',
      'organizations[0].overrides[0].alerts',
      'organizations[0].apiKeyExpires',
      'alerts.blindMinutes',
      'alerts.remiders',
      'maintenanceWindows[0].from',
      'maintenanceWindows[0].to',
    ]);
  });
});

describe('What is right by itself and not together is refused', () => {
  test('gathering for so long that the alarm about untold events would ring', () => {
    const alerts = { gathering: { slotMinutes: 10 } };
    expect(problemsWith({ organizations: [{ id: 'a' }, { id: 'b', alerts }] })).toEqual([
      'organizations[1].alerts.gathering.slotMinutes: 10 must be less than alarms.untoldMinutes, which is 10: the alarm would ring for what is only being gathered',
    ]);
    expect(problemsWith({ alerts, alarms: { untoldMinutes: 11 } })).toEqual([]);
  });

  test('two windows of one name, though one may stand with the organization and one above it', () => {
    const organizations = [{ id: 'a', maintenanceWindows: [{ ...aWindow, name: 'SUNDAY' }] }];
    expect(problemsWith({ organizations, maintenanceWindows: [aWindow] })).toEqual([
      'organizations[0].maintenanceWindows: two are called "SUNDAY" (those for all organizations count too); each needs its own name',
    ]);
  });

  test('more than a stack can carry', () => {
    const ids = Array.from({ length: 200 }, (_, index) => 5_120_000_000 + index);
    const overrides = Array.from({ length: 5 }, () => ({ match: { ids }, alerts: { provisioningHours: 1 } }));
    const organizations = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ id: `o${index}` }));
    expect(problemsWith({ overrides, organizations: organizations(10) })).toEqual([]);
    expect(problemsWith({ overrides, organizations: organizations(50) })).toEqual([
      expect.stringMatching(
        new RegExp(
          `^organizations: together they take \\d+ bytes, .* at most ${bytesAtMost(50)} of so many\\.`,
        ),
      ),
    ]);
  });
});
