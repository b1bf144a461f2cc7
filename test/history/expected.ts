/** What the oracle says to the questions that the code is asked: looked up instant by instant, and added up. */
import { factsOf, type Oracle } from './oracle.ts';

export interface Asked {
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly retention: number;
}

/** A stretch in which nothing that the oracle knows of changes. */
interface Bit {
  readonly from: number;
  readonly to: number;
  readonly standing: string;
  readonly why: string | null;
}

/** The range cut at everything that may matter; each bit is looked up in its middle. */
export function bits(oracle: Oracle, id: string, { from, to, now, retention }: Asked): readonly Bit[] {
  const edges = new Set([from, to, now - retention]);
  for (const { from: begun, to: done, remembered } of oracle.readings)
    edges.add(begun).add(done).add(remembered);
  for (const { start } of oracle.epochs) edges.add(start);
  const inside = [...edges].filter((edge) => from <= edge && edge <= to).sort((a, b) => a - b);
  return inside.slice(1).map((end, index) => {
    const begin = inside[index] ?? from;
    return { from: begin, to: end, ...oracle.count(id, (begin + end) / 2, now, retention) };
  });
}

/** A timeline's stretches: neighbours that say the same are one. */
export function stretches(oracle: Oracle, id: string, asked: Asked): readonly string[] {
  const merged: Bit[] = [];
  for (const bit of bits(oracle, id, asked)) {
    const last = merged.at(-1);
    if (last !== undefined && last.standing === bit.standing && last.why === bit.why)
      merged[merged.length - 1] = { ...last, to: bit.to };
    else merged.push(bit);
  }
  return merged.map(({ from, to, standing, why }) => `${iso(from)} ${iso(to)} ${standing} ${why}`);
}

/** The fleet at an instant, each group as one text; null where nothing can be said. */
export function fleet(oracle: Oracle, at: number, now: number, retention: number): readonly string[] | null {
  const last = oracle.readings.at(-1)?.to ?? 0;
  const asOf = Math.min(at, last);
  // Later than the last complete run it is as of that run, however long ago that was: if its rows are still promised.
  if (at < now - retention || oracle.unseen(asOf, now, Number.POSITIVE_INFINITY) !== null) return null;
  return [...oracle.lives.keys()]
    .sort((a, b) => Number(a) - Number(b))
    .flatMap((id) => {
      const seen = oracle.sighting(id, asOf);
      return seen === null || seen.presence === 'removed' ? [] : [factsOf(seen.presence, seen.group)];
    });
}

/** When each group was seen to be otherwise than before, in the range. */
export function changes(oracle: Oracle, { from, to, now, retention }: Asked): readonly string[] {
  const found: string[] = [];
  for (const [id, life] of oracle.lives)
    for (const [index, { at, presence, group }] of life.entries()) {
      const before = life[index - 1];
      const is = factsOf(presence, group);
      if (before !== undefined && factsOf(before.presence, before.group) === is) continue;
      if (from < at && at <= to && at > now - retention && isKept(oracle, at, now))
        found.push(`${iso(at)} ${id} ${is}`);
    }
  return found.sort();
}

/** A change at the very beginning of an epoch was still written into the one before. */
function isKept(oracle: Oracle, at: number, now: number): boolean {
  const index = oracle.epochs.findLastIndex(({ start }) => start < at);
  const epoch = oracle.epochs[Math.max(0, index)];
  return epoch !== undefined && Math.ceil(epoch.expires / 1_000) * 1_000 > now;
}

export interface ExpectedUptime {
  readonly connected: number;
  readonly degraded: number;
  readonly down: number;
  readonly unknown: number;
  readonly because: Readonly<Record<string, number>>;
  readonly reduced: number;
  readonly uncertain: number;
  readonly outages: number;
  readonly longest: number;
}

/** `wholeTo`: the end of the range that `asked` is a part of. */
export function uptime(oracle: Oracle, id: string, asked: Asked, wholeTo: number): ExpectedUptime {
  const total = { connected: 0, degraded: 0, down: 0, unknown: 0 };
  const because: Record<string, number> = {};
  let [reduced, uncertain, outage] = [0, 0, 0];
  const outages: number[] = [];
  const over = (): void => {
    if (outage > 0) outages.push(outage);
    outage = 0;
  };
  for (const { from, to, standing, why } of bits(oracle, id, asked)) {
    const [length, middle] = [to - from, (from + to) / 2];
    total[standing as keyof typeof total] += length;
    if (why !== null) because[why] = (because[why] ?? 0) + length;
    if (standing === 'connected' && hasHubDown(oracle, id, middle)) reduced += length;
    if (why === null && isUncertain(oracle, id, middle, wholeTo, asked.now)) uncertain += length;
    if (standing === 'down') outage += length;
    else if (standing !== 'unknown' || !GOES_ON.has(why ?? '')) over();
  }
  over();
  return { ...total, because, reduced, uncertain, outages: outages.length, longest: Math.max(0, ...outages) };
}

/** What does not end an outage. */
const GOES_ON: ReadonlySet<string> = new Set(['gap', 'missing', 'no word']);

function hasHubDown(oracle: Oracle, id: string, at: number): boolean {
  return oracle.sighting(id, at)?.group.hubs.some(({ status }) => status === 'down') ?? false;
}

/**
 * Whether the group may already have stood otherwise: since the beginning of the reading before the one that saw it so, and
 * since the last change before that one. Only changes count that are in the whole range asked about, and still kept.
 */
function isUncertain(oracle: Oracle, id: string, at: number, wholeTo: number, now: number): boolean {
  const life = oracle.lives.get(id) ?? [];
  return life.some((seen, index) => {
    const before = life[index - 1];
    if (before === undefined || word(before) === word(seen) || seen.at > wholeTo || at >= seen.at)
      return false;
    if (!isKept(oracle, seen.at, now)) return false;
    const reading = oracle.readings.find(({ to }) => to === before.at);
    const lastChange = life.findLastIndex((_, earlier) => earlier < index && changedAt(life, earlier));
    return at >= Math.max(reading?.remembered ?? 0, life[lastChange]?.at ?? 0);
  });
}

type Life = NonNullable<ReturnType<Oracle['lives']['get']>>;

function word({ presence, group }: Life[number]): string {
  return presence !== 'listed' || group.status === 'unknown' ? 'unknown' : group.status;
}

function changedAt(life: Life, index: number): boolean {
  const [before, is] = [life[index - 1], life[index]];
  if (before === undefined || is === undefined) return true;
  return factsOf(before.presence, before.group) !== factsOf(is.presence, is.group);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
