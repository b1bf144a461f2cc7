import type { Instant } from '../time.ts';
import type { Group } from './group.ts';

/** The time in which the pages of one reading were read. What the reading saw held at some moment of it. */
export interface Reading {
  readonly from: Instant;
  /** Strictly later than the `to` of every earlier reading of the organization, whatever the clock does. */
  readonly to: Instant;
}

/** A record of the list that could not be read as a group. It never sinks a run. */
export interface MalformedRecord {
  /** The group's id where that much could be read. */
  readonly id: string | null;
  /** What is wrong with it, naming the field. */
  readonly why: string;
}

/**
 * What one complete run saw: every page was read and the counts agree. A run that could not do that has no observation,
 * so it cannot change anything about a group.
 */
export interface Observation {
  readonly reading: Reading;
  readonly groups: readonly Group[];
  readonly malformed: readonly MalformedRecord[];
  /** Ids of known groups that were not listed and that `GET /networktunnelgroups/{id}` answered 404 for. */
  readonly gone: readonly string[];
  /**
   * `counted`: a known group that is not listed is absent. `not counted`: the API's own total contradicts its pages, so
   * what was not listed says nothing.
   */
  readonly absences: 'counted' | 'not counted';
}
