import { describe, expect, test } from '@jest/globals';
import { adviceFor } from '../../../lib/core/alerts/advice.ts';
import type { GroupAlert } from '../../../lib/core/alerts/alert.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';
import * as scenes from './scenes.ts';

function adviceOf(...groups: readonly GroupState[]): ReturnType<typeof adviceFor> {
  return adviceFor(scenes.alertOf({ groups }) as GroupAlert);
}

const CONTRADICTS = 'The API contradicts itself: a hub is up all the same. It may be catching up.';
const WHICH = 'One of the tunnels of the group; the API does not show which hub is concerned.';
const down = scenes.fallen();
const unknown = (statusSeen: string | null) =>
  scenes.opened({ ...scenes.DMZ, status: 'unknown', statusSeen });

describe('the causes of a group that is disconnected', () => {
  test('begin with the site, and more so where hubs in different data centers were lost together', () => {
    expect(adviceOf(scenes.opened(down)).causes[0]).toMatch(
      /^The site: .* Hubs in different data centers were/,
    );
    const oneHub = { ...down, hubs: down.hubs.slice(0, 1) };
    expect(adviceOf(scenes.opened(oneHub)).causes.slice(0, 2)).toEqual([
      'The site: power, internet line, or the device itself.',
      expect.stringContaining('drops IKE and IPsec'),
    ]);
  });

  test('name the data center where both hubs are in the same', () => {
    const hubs = down.hubs.map((hub) => ({ ...hub, datacenter: 'sse-use-1-0-0' }));
    expect(adviceOf(scenes.opened({ ...down, hubs })).causes.slice(0, 2)).toEqual([
      'The site: power, internet line, or the device itself.',
      'Data center sse-use-1-0-0 at Cisco: both hubs are in it.',
    ]);
  });

  test('begin with the contradiction where a hub is up all the same', () => {
    const mixed = { ...scenes.halved(), status: 'disconnected' as const };
    expect(adviceOf(scenes.opened(mixed)).causes[0]).toBe(CONTRADICTS);
    expect(adviceOf(scenes.opened(down)).causes).not.toContain(CONTRADICTS);
  });
});

describe('what to do about a device', () => {
  test.each([
    ['ASA', 'On the ASA: show crypto ikev2 sa, show crypto ipsec sa.'],
    ['FTD', 'On the FTD: show crypto ikev2 sa, show crypto ipsec sa.'],
    ['ISR', 'On the ISR: show crypto ikev2 sa, show crypto ipsec sa.'],
    ['Meraki MX', 'In the Meraki dashboard: Security & SD-WAN > VPN status.'],
    ['other', 'On the device: is there an IKEv2 and an IPsec association with each hub?'],
    [null, 'On the device: is there an IKEv2 and an IPsec association with each hub?'],
  ])('of type %s is in its own words', (deviceType, step) => {
    expect(adviceOf(scenes.opened({ ...down, deviceType })).steps[1]).toBe(step);
  });
});

describe('the causes of a group that lost one hub', () => {
  test('are the tunnel to that hub and its data center', () => {
    const { causes, steps } = adviceOf(scenes.opened(scenes.halved()));
    expect(causes).toEqual([
      expect.stringMatching(/^The tunnel to the secondary hub alone/),
      'Data center sse-usc-1-0-0 at Cisco, or the way to it: then other groups with a hub there lose it too.',
    ]);
    expect(steps[0]).toMatch(/ Is there an association with the secondary hub\?$/);
  });

  test('are told without what the API does not say', () => {
    const hubs = scenes.halved().hubs.map((hub) => ({ ...hub, primary: null, datacenter: null }));
    expect(adviceOf(scenes.opened({ ...scenes.halved(), hubs })).causes).toEqual([
      expect.stringMatching(/^The tunnel to the lost hub alone/),
      expect.stringMatching(/^Data center of that hub at Cisco/),
    ]);
  });

  test('are vague where the API shows no hub to be down', () => {
    const { causes, steps } = adviceOf(scenes.opened({ ...scenes.DMZ, status: 'warning' }));
    expect(causes).toEqual([WHICH]);
    expect(steps).toEqual([
      expect.stringMatching(/ which hub has no tunnel\?$/),
      'On the ASA: show crypto ikev2 sa, show crypto ipsec sa.',
    ]);
  });

  test('are what all hubs have in common where more than one is down', () => {
    const { causes, steps } = adviceOf(scenes.opened({ ...down, status: 'warning' }));
    expect(causes).toEqual([
      'What all its hubs have in common: the internet line of the site, the device, or the settings.',
      'Secure Access may be late with either: the status of the group, or that of its hubs.',
    ]);
    expect(steps).toEqual([
      'Ask the site whether its traffic passes.',
      expect.stringMatching(/ when did each hub last report\?$/),
      'On the ASA: show crypto ikev2 sa, show crypto ipsec sa.',
    ]);
  });

  test('count a hub that is up without a tunnel where redundancy was lost', () => {
    const withoutTunnel = {
      ...scenes.DMZ,
      hubs: [scenes.primary(), scenes.secondary({ tunnels: 'none' })],
    };
    expect(adviceOf(scenes.redundancyLost(withoutTunnel)).causes[0]).toMatch(/the secondary hub alone/);
  });
});

describe('a status that says nothing', () => {
  test('is often passing where the API gives no word', () => {
    expect(adviceOf(unknown(null))).toEqual({
      causes: ['Secure Access has no data about the group just now, as happens while it gathers them.'],
      steps: [expect.stringMatching(/ and see how the group is shown there\.$/)],
    });
  });

  test('may be a new word where it gives one', () => {
    const { causes, steps } = adviceOf(unknown('REBUILDING'));
    expect(causes).toEqual([
      'Secure Access uses a word for the status that was published after this version of Tunnelwatch.',
    ]);
    expect(steps[1]).toBe('If the word stays: look for a newer version of Tunnelwatch.');
  });
});

describe('a group that flaps', () => {
  test('is seldom badly set up: look at its line, and whether its hubs go together if it has two', () => {
    const { causes, steps } = adviceOf(scenes.flapping());
    expect(causes[0]).toMatch(/^The internet line of the site/);
    expect(steps).toHaveLength(4);
    expect(steps[3]).toMatch(/^Hubs that go together point at the site/);
    const oneHub = { ...down, hubs: down.hubs.slice(0, 1) };
    expect(adviceOf(scenes.flapping(oneHub)).steps).toHaveLength(3);
  });
});

describe('several groups at once', () => {
  const many = (count: number, of: number): readonly string[] => {
    const groups = Array.from({ length: count }, (_, index) =>
      scenes.opened({ ...down, id: String(1 + index), region: null, hubs: [] }),
    );
    return adviceOf(...groups, ...scenes.bystanders(of - count)).causes.slice(0, 2);
  };

  test('point at Secure Access where they are most of the fleet, else at what they share', () => {
    expect(many(3, 5)[0]).toBe('Secure Access itself.');
    expect(many(3, 6)[0]).toMatch(/^What these groups share/);
    expect(many(3, 6)[1]).toBe('Secure Access itself.');
  });

  test('point at the data center that most of its groups lost', () => {
    const groups = Array.from({ length: 3 }, (_, index) =>
      scenes.opened({ ...scenes.halved(), id: String(index) }),
    );
    expect(adviceOf(...groups, ...scenes.bystanders(20)).causes).toEqual([
      'Data center sse-usc-1-0-0 at Cisco, or the way to it.',
      'Secure Access itself.',
      'Faults of their own that fell into the same minute.',
    ]);
  });
});

describe('after the fact', () => {
  test('there is nothing to do about what ended, and a question about what was removed', () => {
    expect(adviceOf(scenes.ended(scenes.DMZ, 'connected', scenes.SINCE))).toEqual({ causes: [], steps: [] });
    for (const state of [scenes.removed(scenes.DMZ), scenes.ended(scenes.DMZ, 'removed', scenes.SINCE)])
      expect(adviceOf(state)).toEqual({
        causes: [],
        steps: [
          expect.stringMatching(
            /^If the removal was meant, nothing\. If not, .* until its group is created again\.$/,
          ),
        ],
      });
    expect(adviceOf(scenes.configured({ name: ['a', 'b'] }))).toEqual({
      causes: [],
      steps: [expect.stringMatching(/^If the change was meant, nothing\. If not, /)],
    });
  });
});
