/** What is stored of a group, as far as it matters to the oracle. */
import type { Group, Status } from '../../../lib/core/fleet/group.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';

/** How a group stands for people: the API's status, or connected with less than it used to have. */
export type Condition = Status | 'redundancy lost';

/** Flapping. Times in milliseconds since 1970. */
export interface KnownEpisode {
  readonly downSince: number | null;
  readonly steadyFrom: number | null;
  readonly lastTold: number;
  readonly quiet: number;
}

export interface KnownIncident {
  readonly id: string;
  readonly status: Condition;
  readonly worst: Condition;
  /** How bad people were last told it is: 2 critical, 1 warning, 0 nothing. */
  readonly told: number;
  readonly episode: KnownEpisode | null;
}

/** What a group ever had: ids of hubs that were up, and of hubs that carried tunnels. */
export interface KnownBaseline {
  readonly up: ReadonlySet<string>;
  readonly carried: ReadonlySet<string>;
}

export const NOTHING_YET: KnownBaseline = { up: new Set(), carried: new Set() };

export interface Known {
  readonly id: string;
  readonly presence: 'listed' | 'missing' | 'removed';
  readonly group: Group;
  readonly seq: number;
  readonly watched: boolean;
  readonly firstSeen: string;
  readonly baseline: KnownBaseline;
  /** Runs in a row that saw it out of `connected` without an incident yet. */
  readonly polls: number;
  readonly incident: KnownIncident | null;
  /** When its incidents opened lately. */
  readonly openings: readonly number[];
  /** The reading that last wrote it ended then. */
  readonly readAt: string;
}

export function knownOf(state: GroupState): Known {
  const { id, presence, group, seq, firstSeen, pending, incident, baseline } = state;
  return {
    id,
    presence,
    group,
    seq,
    watched: state.watch === 'watched',
    firstSeen,
    baseline: { up: new Set(baseline.up), carried: new Set(baseline.withTunnels) },
    polls: pending?.polls ?? 0,
    incident: incident && {
      id: incident.id,
      status: incident.status,
      worst: incident.worst,
      told: incident.told === null ? 0 : WEIGHT_OF_SEVERITY[incident.told],
      episode: incident.episode && {
        downSince: timeOf(incident.episode.downSince),
        steadyFrom: timeOf(incident.episode.steadyFrom),
        lastTold: Date.parse(incident.episode.lastTold),
        quiet: incident.episode.quiet,
      },
    },
    openings: state.openings.map((at) => Date.parse(at)),
    readAt: state.reading.to,
  };
}

const WEIGHT_OF_SEVERITY = { critical: 2, warning: 1, ok: 0 } as const;

function timeOf(at: string | null): number | null {
  return at === null ? null : Date.parse(at);
}

const WEIGHTS: Readonly<Record<Condition, number>> = {
  connected: 0,
  'redundancy lost': 1,
  warning: 1,
  unknown: 1,
  disconnected: 2,
};

/** How bad a condition is: 2 critical, 1 warning, 0 nothing. */
export function weight(condition: Condition): number {
  return WEIGHTS[condition];
}

/** The condition of a group that is listed. */
export function conditionOf(group: Group, { up, carried }: KnownBaseline): Condition {
  if (group.status !== 'connected') return group.status;
  const lost = group.hubs.some(
    ({ id, status, tunnels }) => (status === 'down' && up.has(id)) || (tunnels === 'none' && carried.has(id)),
  );
  return lost ? 'redundancy lost' : 'connected';
}
