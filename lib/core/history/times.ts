/** Time added up: what uptime is made of. Every word here is defined in `docs/history.md`. */
import type { Bounds } from '../time.ts';
import { REASONS, type Reason, STANDINGS, type Standing } from './standing.ts';

/** An outage, as far as it lies in the range that it is counted in. */
export interface Outage {
  readonly group: string;
  /** The change that it began with; null where that was before what is known of the range. */
  readonly began: Bounds | null;
  /** The change that ended it; null where none within the range did. */
  readonly ended: Bounds | null;
  /** Milliseconds of it in the range that are counted as down. */
  readonly down: number;
}

/**
 * Milliseconds of one group in one range, or sums over several groups. `connected` + `degraded` + `down` + `unknown` +
 * `maintenance` = the length of the range, times the number of groups; always, and exactly.
 */
export interface Times extends Readonly<Record<Standing, number>> {
  /** What was left out as maintenance; 0 unless that was asked for. */
  readonly maintenance: number;
  /** Why time is unknown; together they are `unknown`. */
  readonly unknownBecause: Readonly<Record<Reason, number>>;
  /** Of `connected`: one of the group's hubs was down all the same. */
  readonly reduced: number;
  /** Of `connected`, `degraded` and `down`: the group may already have stood as it did afterwards; polling cannot tell. */
  readonly uncertain: number;
  /** Incidents that a change in the range belongs to. */
  readonly incidents: number;
  /** Outages with any time down in the range. */
  readonly outages: number;
  /** The one with the most time down in the range; null where there is none. */
  readonly longestOutage: Outage | null;
}

/** What is made of times. A ratio or mean is null where there is nothing to divide by. */
export interface Rates {
  /** Of the time whose standing is known, the share that was connected. */
  readonly availability: number | null;
  /** Of the time whose standing is known, the share in which traffic passed: connected or degraded. */
  readonly serving: number | null;
  /** Of the time that the groups were there, or may have been, the share whose standing is known. */
  readonly coverage: number | null;
  /** Mean time to restore, in milliseconds: time down by outages. */
  readonly mttr: number | null;
  /** Mean time between failures, in milliseconds: time connected or degraded by outages. */
  readonly mtbf: number | null;
}

export function ratesOf(times: Times): Rates {
  const { connected, degraded, down, unknown, unknownBecause, outages } = times;
  const serving = connected + degraded;
  const known = serving + down;
  return {
    availability: ratio(connected, known),
    serving: ratio(serving, known),
    coverage: ratio(known, known + unknown - unknownBecause['not there']),
    mttr: ratio(down, outages),
    mtbf: ratio(serving, outages),
  };
}

export const NO_TIME: Times = {
  ...zeros(STANDINGS),
  maintenance: 0,
  unknownBecause: zeros(REASONS),
  reduced: 0,
  uncertain: 0,
  incidents: 0,
  outages: 0,
  longestOutage: null,
};

/** The times of several groups together. */
export function sum(all: readonly Times[]): Times {
  return all.reduce(plus, NO_TIME);
}

/** A zero for each name. */
export function zeros<T extends string>(names: readonly T[]): Record<T, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<T, number>;
}

function plus(a: Times, b: Times): Times {
  const unknownBecause = zeros(REASONS);
  for (const reason of REASONS) unknownBecause[reason] = a.unknownBecause[reason] + b.unknownBecause[reason];
  return {
    connected: a.connected + b.connected,
    degraded: a.degraded + b.degraded,
    down: a.down + b.down,
    unknown: a.unknown + b.unknown,
    maintenance: a.maintenance + b.maintenance,
    unknownBecause,
    reduced: a.reduced + b.reduced,
    uncertain: a.uncertain + b.uncertain,
    incidents: a.incidents + b.incidents,
    outages: a.outages + b.outages,
    longestOutage: longer(a.longestOutage, b.longestOutage),
  };
}

function longer(a: Outage | null, b: Outage | null): Outage | null {
  if (a === null || b === null) return a ?? b;
  return b.down > a.down ? b : a;
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
