/** One group: how it stands, how it got there, and what it came to. */
import { clean, word } from '../../core/alerts/text.ts';
import type { Group } from '../../core/fleet/group.ts';
import type { TimelineAnswer } from '../../core/history/timeline.ts';
import type { Incidents } from '../../core/operator/incidents.ts';
import { conditionOf } from '../../core/rules/redundancy.ts';
import type { GroupState } from '../../core/rules/state.ts';
import type { Bounds, Instant } from '../../core/time.ts';
import { type ChangeRow, changeRow } from './changes.ts';
import { hubName } from './differences.ts';
import { type Figures, figuresOf } from './figures.ts';
import { cellOf, type GroupCell } from './fleet.ts';
import { type IncidentRow, incidentsView } from './incidents.ts';
import { type Kind, kindOf } from './kinds.ts';
import { type Lane, lanesOf, milestonesOf } from './lanes.ts';

/** A fact beside its name. */
export type Fact = readonly [name: string, value: string];

export interface GroupView {
  readonly cell: GroupCell;
  /** Since when it stands so; null where it is not there any more. */
  readonly since: Bounds | null;
  readonly isRemoved: boolean;
  readonly facts: readonly Fact[];
  readonly hubs: readonly {
    readonly title: string;
    readonly kind: Kind;
    readonly tunnels: string;
    readonly authId: string | null;
  }[];
  readonly from: Instant;
  readonly to: Instant;
  readonly lanes: readonly Lane[];
  readonly milestones: readonly { readonly at: Instant; readonly what: string }[];
  readonly figures: readonly Figures[];
  readonly incidents: readonly IncidentRow[];
  /** The latest first, at most so many. */
  readonly changes: readonly ChangeRow[];
  readonly total: number;
}

/** The spans that figures are given for, in days. */
const SPANS = [1, 7, 30, 90] as const;
const CHANGES_MOST = 500;

export function groupView(
  state: GroupState,
  timeline: TimelineAnswer,
  incidents: Incidents,
  now: Instant,
): GroupView {
  const { group, presence } = state;
  const condition = conditionOf(state, state.baseline, state.incident?.status ?? null);
  const changes = timeline.changes.slice(-CHANGES_MOST).reverse();
  return {
    cell: cellOf(group, kindOf(condition, state.watch)),
    since:
      presence === 'removed'
        ? null
        : condition === 'redundancy lost'
          ? (state.incident?.opened ?? state.since)
          : state.since,
    isRemoved: presence === 'removed',
    facts: factsOf(group),
    hubs: hubsOf(group),
    ...timeline.range,
    lanes: lanesOf(timeline),
    milestones: milestonesOf(timeline.changes),
    figures: SPANS.map((days) => figuresOf(timeline.stretches, timeline.asOf ?? now, days)),
    incidents: incidentsView(incidents, now).rows,
    changes: changes.map((change) => changeRow(change, group)),
    total: timeline.changes.length,
  };
}

function factsOf({ id, region, deviceType, routing, statusSeen, carried }: Group): readonly Fact[] {
  const { createdAt, modifiedAt } = carried;
  return [
    ['Id', id],
    ...given('Region', word(region)),
    ...given('Device type', word(deviceType)),
    ...given('Routing', routing && clean(routing.type, 40)),
    ...given("The API's word", word(statusSeen)),
    ...given('Created', createdAt === undefined ? null : word(createdAt)),
    ...given('Modified', modifiedAt === undefined ? null : word(modifiedAt)),
  ];
}

function given(name: string, value: string | null): readonly Fact[] {
  return value === null ? [] : [[name, value]];
}

const OF_HUB = { up: 'connected', down: 'down', unknown: 'unknown' } as const;
const TUNNELS = { some: 'carries tunnels', none: 'carries no tunnel', unknown: 'tunnels unknown' } as const;

function hubsOf({ hubs }: Group): GroupView['hubs'] {
  return hubs.map(({ id, status, tunnels, authId }) => ({
    title: hubName(id, hubs),
    kind: OF_HUB[status],
    tunnels: TUNNELS[tunnels],
    authId: word(authId),
  }));
}
