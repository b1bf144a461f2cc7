/** What befalls an organization in ninety days, drawn from a seed: branches that fall, a data center, a monitor that goes blind. */
import type { Failure } from '../../core/failure.ts';
import { DAY, HOUR, MINUTE } from '../../core/time.ts';
import type { Fleet } from '../../simulator/fleet.ts';
import { type Random, randomFor, wholeNumber } from '../../simulator/random.ts';

/** Something that happens to the fleet, in milliseconds after the beginning. */
export interface Happening {
  readonly at: number;
  readonly act: (fleet: Fleet) => void;
}

/** A time in which runs fail, or (`failure` null) are not started; in milliseconds after the beginning. */
export interface Blindness {
  readonly from: number;
  readonly to: number;
  readonly failure: Failure | null;
}

export interface Story {
  /** In the order of time. */
  readonly happenings: readonly Happening[];
  readonly blind: readonly Blindness[];
}

/** Falls of an ordinary branch in ninety days, and of one on a poor line; one branch in so many has a poor line. */
const [FALLS, FALLS_ON_A_POOR_LINE, POOR_LINES] = [1.3, 7, 20];

/** Groups that the story is about by themselves; nothing else befalls them. */
export interface Cast {
  /** Down at the end. */
  readonly down: number;
  /** Has been without its secondary hub for days. */
  readonly degraded: number;
  /** The API has no word for it. */
  readonly unknown: number;
  /** Was down for three days. */
  readonly longDown: number;
  readonly flapping: number;
  readonly renamed: number;
  readonly removed: number;
}

/** Draws what happens in `days` days. */
export function drawStory(fleet: Fleet, cast: Cast, days: number, seed = 1): Story {
  const length = days * DAY;
  const own = new Set<number>(Object.values(cast));
  const ordinary = fleet.groups.filter(({ id }) => !own.has(id));
  const falls = ordinary.flatMap(({ id }, index) => fallsOf(id, randomFor(seed, index), index, length));
  const storm = dataCenterFalls(ordinary, seed, length * 0.42);
  // What the storm takes must not be mended by an older fault's end, or the other way round.
  const calm = falls.filter(({ from, to }) => to < storm.from - HOUR || from > storm.to + HOUR);
  const happenings = [...calm.flatMap(({ acts }) => acts), ...storm.acts, ...ownParts(cast, length)];
  return { happenings: happenings.sort((a, b) => a.at - b.at), blind: blindness(length) };
}

interface Fall {
  readonly from: number;
  readonly to: number;
  readonly acts: readonly Happening[];
}

/** Faults follow each other by chance; most are over in minutes, and a few take hours. */
function fallsOf(id: number, random: Random, index: number, length: number): readonly Fall[] {
  const mean = length / (index % POOR_LINES === 7 ? FALLS_ON_A_POOR_LINE : FALLS);
  const falls: Fall[] = [];
  let at = -Math.log(1 - random()) * mean;
  while (at < length - DAY) {
    const lasts = Math.min(9 * HOUR, Math.exp(2.2 + 1.3 * normal(random)) * MINUTE) + 2 * MINUTE;
    const whole = random() < 0.4;
    const which = random() < 0.5 ? 'primary' : 'secondary';
    const begins = { at, act: (fleet: Fleet) => (whole ? fleet.drop(id) : fleet.dropHub(id, which)) };
    const ends = { at: at + lasts, act: (fleet: Fleet) => fleet.restore(id) };
    falls.push({ from: at, to: at + lasts, acts: [begins, ends] });
    at += lasts + HOUR - Math.log(1 - random()) * mean;
  }
  return falls;
}

/** Box and Muller's. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Every group with a hub in the commonest data center loses that hub within three minutes, for fifty. */
function dataCenterFalls(groups: Fleet['groups'], seed: number, at: number): Fall {
  const random = randomFor(seed, -7);
  const [first] = groups;
  const name = first?.hubs.find(({ isPrimary }) => isPrimary)?.datacenter.name;
  const acts = groups.flatMap(({ id, hubs }): Happening[] => {
    const hit = hubs.find(({ datacenter }) => datacenter.name === name);
    if (hit === undefined) return [];
    const which = hit.isPrimary ? 'primary' : 'secondary';
    const [begins, ends] = [at, at + 50 * MINUTE].map((time) => time + wholeNumber(random, 0, 2) * MINUTE);
    return [
      { at: begins ?? at, act: (fleet) => fleet.dropHub(id, which) },
      { at: ends ?? at, act: (fleet) => fleet.restoreHub(id, which) },
    ];
  });
  return { from: at, to: at + 53 * MINUTE, acts };
}

function ownParts(cast: Cast, length: number): readonly Happening[] {
  const { down, degraded, unknown, longDown, flapping, renamed, removed } = cast;
  const flaps = Array.from({ length: 18 }, (_, index): readonly Happening[] => {
    const at = length * 0.78 + index * 19 * MINUTE;
    return [
      { at, act: (fleet) => fleet.drop(flapping) },
      { at: at + 6 * MINUTE, act: (fleet) => fleet.restore(flapping) },
    ];
  }).flat();
  return [
    ...flaps,
    { at: length * 0.3, act: (fleet) => fleet.rename(renamed, 'Quarry Site 7 - Bonded') },
    { at: length * 0.5, act: (fleet) => fleet.remove(removed) },
    { at: length * 0.64, act: (fleet) => fleet.drop(longDown) },
    { at: length * 0.64 + 76 * HOUR, act: (fleet) => fleet.restore(longDown) },
    { at: length - 5 * DAY - 3 * HOUR, act: (fleet) => fleet.dropHub(degraded, 'secondary') },
    {
      at: length - 6 * HOUR,
      act: (fleet) => void fleet.create({ name: 'Harbor Depot - East', deviceType: 'ISR', tunnels: 2 }),
    },
    { at: length - 130 * MINUTE, act: (fleet) => fleet.drop(down) },
    { at: length - 40 * MINUTE, act: (fleet) => fleet.setStatusWord(unknown, 'rebalancing') },
  ];
}

function blindness(length: number): readonly Blindness[] {
  return [
    { from: length * 0.13, to: length * 0.13 + 80 * MINUTE, failure: null },
    {
      from: length * 0.25,
      to: length * 0.25 + 38 * MINUTE,
      failure: {
        kind: 'API unavailable',
        detail: 'GET /networktunnelgroups answered 503, 4 times.',
        status: 503,
      },
    },
    {
      from: length * 0.62,
      to: length * 0.62 + 150 * MINUTE,
      failure: {
        kind: 'credentials refused',
        detail: 'The token endpoint answered 401 (invalid_client).',
        status: 401,
      },
    },
  ];
}
