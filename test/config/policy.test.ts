import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { settingsOf } from '../../lib/config/alert-settings.ts';
import { configurationIn } from '../../lib/config/file.ts';
import { policyOf } from '../../lib/config/policy.ts';
import { defaultPolicy, policyFor } from '../../lib/core/policy.ts';
import { silencedBy } from '../../lib/core/rules/silence.ts';
import { DAY, HOUR, MINUTE, parseInstant } from '../../lib/core/time.ts';
import { aGroup } from '../support/builders.ts';

/** The policy of an organization with these fields. */
function policyWith(fields: object = {}) {
  const [organization] = configurationIn('the test', {
    email: [],
    organizations: [{ id: 'acme', ...fields }],
  }).organizations;
  if (organization === undefined) throw new Error('The configuration has an organization.');
  return { organization, policy: policyOf(organization) };
}

describe('The policy of an organization', () => {
  test.each([1, 5, 60])(
    'is the default for its interval of %i minutes where nothing is configured',
    (everyMinutes) => {
      expect(policyWith({ everyMinutes }).policy).toEqual(defaultPolicy(everyMinutes * MINUTE));
    },
  );

  test('has each threshold that is configured, in milliseconds, and loses none on the way', () => {
    const alerts = {
      confirmPolls: { disconnected: 2, warning: 3, unknown: 4, redundancyLost: 5 },
      provisioningHours: 6,
      flapping: {
        enter: [{ openings: 7, withinMinutes: 8 }],
        steadyMinutes: 9,
        stillDownAfterMinutes: 10,
        quietMinutes: 11,
        quietMostMinutes: 12,
      },
      tellConfiguration: true,
      gathering: { messages: 13, withinMinutes: 14, slotMinutes: 4 },
      reminders: { criticalHours: 16, redundancyDays: 17 },
      blindMinutes: 18,
      blindRuns: 19,
      blindRunsWhenLasting: 20,
      removalWaitMinutes: 21,
      inheritanceHours: 22,
      missedRuns: 4,
      apiKeyWarnDays: [23],
    };
    const { policy } = policyWith({ alerts, retentionDays: 90, apiKeyExpires: '2026-12-31' });
    expect(policy).toEqual({
      ...defaultPolicy(MINUTE),
      gapIntervals: 4.5,
      confirmation: { disconnected: 2, warning: 3, unknown: 4, 'redundancy lost': 5 },
      provisioning: 6 * HOUR,
      flapping: {
        enter: [{ openings: 7, within: 8 * MINUTE }],
        steady: 9 * MINUTE,
        stillDownAfter: 10 * MINUTE,
        quiet: 11 * MINUTE,
        quietMost: 12 * MINUTE,
      },
      tellConfiguration: true,
      gathering: { messages: 13, within: 14 * MINUTE, slot: 4 * MINUTE },
      reminders: { critical: 16 * HOUR, redundancy: 17 * DAY },
      apiKey: { expires: '2026-12-31T00:00:00.000Z', warnDays: [23] },
      blind: { after: 18 * MINUTE, runs: 19, runsWhenLasting: 20 },
      removals: { ...defaultPolicy(MINUTE).removals, wait: 21 * MINUTE },
      inheritance: 22 * HOUR,
      history: { ...defaultPolicy(MINUTE).history, retention: 90 * DAY },
    });
    expect(settingsOf(policy)).toEqual(alerts);
  });

  test('never doubles "still down" to less than it began with', () => {
    const { policy } = policyWith({ alerts: { flapping: { quietMinutes: 90, quietMostMinutes: 60 } } });
    expect(policy.flapping).toMatchObject({ quiet: 90 * MINUTE, quietMost: 90 * MINUTE });
  });
});

test('Groups to leave out are those for all organizations and those of its own', () => {
  const { organizations } = configurationIn('the test', {
    email: [],
    leaveOut: [{ name: 'LAB-*' }],
    organizations: [{ id: 'acme', leaveOut: [{ ids: [7] }] }],
  });
  expect(organizations.map((organization) => policyOf(organization).leaveOut)).toEqual([
    [{ name: 'LAB-*' }, { ids: ['7'] }],
  ]);
});

describe('An override', () => {
  const branch = aGroup({ name: 'Branch 7' });
  const other = aGroup({ name: 'Head office' });

  test('sets thresholds for the groups it selects; those it does not name are as for all', () => {
    const { policy } = policyWith({
      alerts: { confirmPolls: { unknown: 9 }, provisioningHours: 3 },
      overrides: [{ match: { name: 'branch *' }, alerts: { confirmPolls: { disconnected: 5 } } }],
    });
    expect(policyFor(branch, policy)).toMatchObject({
      confirmation: { disconnected: 5, unknown: 9, warning: 1 },
      provisioning: 3 * HOUR,
    });
    expect(policyFor(other, policy).confirmation.disconnected).toBe(1);
  });

  test('that comes later stands, and an earlier one keeps what the later does not name', () => {
    const { policy } = policyWith({
      overrides: [
        { match: { name: 'branch *' }, alerts: { provisioningHours: 1, tellConfiguration: true } },
        { match: { name: '*7' }, alerts: { provisioningHours: 2 } },
      ],
    });
    expect(policyFor(branch, policy)).toMatchObject({ provisioning: 2 * HOUR, tellConfiguration: true });
  });
});

test('A maintenance window without a selection silences every group', () => {
  const window = { name: 'w', days: ['sun'], from: '22:00', to: '02:00' };
  const { policy } = policyWith({ timeZone: 'Asia/Tokyo', maintenanceWindows: [window] });
  expect(policy.windows).toEqual([{ ...window, match: {}, timeZone: 'Asia/Tokyo' }]);
});

describe('The examples in docs/configuration.md do what they say', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/configuration.md'), 'utf8');

  /** What keeps a group from being told of, under the example below a heading; times are UTC. */
  function silenced(heading: string, name: string, times: readonly string[]): boolean[] {
    const [, example] = new RegExp(`^### ${heading}\\n[^]*?\`\`\`json\\n([^]*?)\`\`\``, 'm').exec(text) ?? [];
    const [organization] = configurationIn(heading, JSON.parse(example ?? '')).organizations;
    if (organization === undefined) throw new Error('The configuration has an organization.');
    const { windows } = policyOf(organization);
    return times.map((time) => silencedBy(aGroup({ name }), anInstant(time), [], windows) !== null);
  }

  test('branches are silent from ten to six in Berlin, in winter and in summer, and nothing else is', () => {
    const winter = ['2026-03-02T20:59Z', '2026-03-02T21:00Z', '2026-03-03T04:59Z', '2026-03-03T05:00Z'];
    const summer = ['2026-07-01T19:59Z', '2026-07-01T20:00Z', '2026-07-02T03:59Z', '2026-07-02T04:00Z'];
    const heading = 'Branches that may flap at night';
    expect(silenced(heading, 'Branch 7', winter)).toEqual([false, true, true, false]);
    expect(silenced(heading, 'Branch 7', summer)).toEqual([false, true, true, false]);
    expect(silenced(heading, 'Head office', winter)).toEqual([false, false, false, false]);
  });

  test('the weekly window opens on Saturday night and closes on Sunday morning', () => {
    const times = ['2026-01-11T03:59Z', '2026-01-11T04:00Z', '2026-01-11T08:29Z', '2026-01-11T08:30Z'];
    const dayLater = times.map((time) => time.replace('-11T', '-12T'));
    const heading = 'A weekly window across midnight';
    expect(silenced(heading, 'Any', times)).toEqual([false, true, true, false]);
    expect(silenced(heading, 'Any', dayLater)).toEqual([false, false, false, false]);
  });

  test('the lab is silent at every hour of every day', () => {
    const hours = Array.from({ length: 7 * 24 }, (_, hour) =>
      new Date(Date.UTC(2026, 2, 2, hour)).toISOString(),
    );
    expect(new Set(silenced('A lab that nobody wants to hear of', 'lab-7', hours))).toEqual(new Set([true]));
    expect(new Set(silenced('A lab that nobody wants to hear of', 'slab-7', hours))).toEqual(
      new Set([false]),
    );
  });
});

function anInstant(text: string) {
  const at = parseInstant(text);
  if (at === null) throw new Error(`${text} is no instant.`);
  return at;
}
