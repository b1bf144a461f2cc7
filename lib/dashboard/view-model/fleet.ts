/** The fleet as of the last complete run: one row a group, worst first. */
import { nameOf, word } from '../../core/alerts/text.ts';
import type { Group, HubStatus } from '../../core/fleet/group.ts';
import { type GroupStatus, statusOf } from '../../core/history/status.ts';
import type { GroupState, Head } from '../../core/rules/state.ts';
import type { Bounds, Instant } from '../../core/time.ts';
import { type Freshness, freshnessOf, pollInterval } from './freshness.ts';
import { compareKinds, countKinds, type Kind, type KindCounts, kindOf } from './kinds.ts';

/** A hub in a row. */
export interface HubCell {
  /** The data center, or `hub 1` where it has no name. */
  readonly name: string;
  readonly status: HubStatus;
}

/** What a row says of a group, now or at some instant. Foreign words are cleaned: nothing in them acts. */
export interface GroupCell {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  readonly region: string | null;
  readonly deviceType: string | null;
  /** The primary one first. */
  readonly hubs: readonly HubCell[];
}

export interface FleetRow extends GroupCell {
  /** When it began to stand so. */
  readonly since: Bounds;
  /** The open incident's id. */
  readonly incident: string | null;
  readonly acknowledged: boolean;
  readonly flapping: boolean;
}

export interface FleetView {
  readonly freshness: Freshness;
  readonly counts: KindCounts;
  /** Worst first; of equals those that have been so for the longest. */
  readonly rows: readonly FleetRow[];
}

/** The fleet, or null where no run has been complete yet. */
export function fleetView(
  organization: string,
  head: Head,
  groups: readonly GroupState[],
  now: Instant,
): FleetView | null {
  const status = statusOf(organization, head, groups, now);
  if (!status.answered) return null;
  const rows = status.groups.map(rowOf).sort((a, b) => compareKinds(a.kind, b.kind));
  return { freshness: freshnessOf(head, pollInterval(head, groups), now), counts: countKinds(rows), rows };
}

function rowOf({ state, condition, since }: GroupStatus): FleetRow {
  const { incident } = state;
  return {
    ...cellOf(state.group, kindOf(condition, state.watch)),
    since,
    incident: incident?.id ?? null,
    acknowledged: incident?.acknowledged === true,
    flapping: incident !== null && incident.episode !== null,
  };
}

/** The cells of a group that stands so. */
export function cellOf(group: Group, kind: Kind): GroupCell {
  return {
    id: group.id,
    name: nameOf(group),
    kind,
    region: word(group.region),
    deviceType: word(group.deviceType),
    hubs: group.hubs.map(({ datacenter, status }, index) => ({
      name: word(datacenter) ?? `hub ${index + 1}`,
      status,
    })),
  };
}
