/** Records as documents for programs: all foreign text cleaned and shortened. */
import { FAILURES, type Failure } from '../failure.ts';
import type { Hub, StatusCounts } from '../fleet/group.ts';
import type { GroupState } from '../rules/state.ts';
import { totalOf } from './counts.ts';
import { lastReportOf, roleOf } from './hubs.ts';
import { DETAIL_CHARACTERS, VALUES_SHOWN, WORD_CHARACTERS } from './limits.ts';
import { clean, nameOf, word } from './text.ts';
import { conditionNow } from './words/condition.ts';

export function groupDocument(state: GroupState): object {
  const { id, presence, group, since } = state;
  return {
    id,
    name: nameOf(group),
    region: word(group.region),
    deviceType: word(group.deviceType),
    presence,
    status: group.status,
    statusSeen: word(group.statusSeen),
    statusSince: since,
    condition: conditionNow(state),
    hubs: group.hubs.map((hub) => hubDocument(hub, state)),
  };
}

function hubDocument(hub: Hub, state: GroupState): object {
  return {
    id: hub.id,
    role: roleOf(hub),
    dataCenter: word(hub.datacenter),
    status: hub.status,
    tunnels: hub.tunnels,
    lastReport: lastReportOf(hub, state),
    peers: (hub.carried.peers ?? []).map(({ ip, status }) => ({ ip: word(ip), status: word(status) })),
  };
}

export function fleetDocument(counts: StatusCounts): object {
  return { total: totalOf(counts), counts };
}

export function failureDocument({ kind, detail }: Failure): object {
  const { title, meaning, remedy } = FAILURES[kind];
  return { kind, title, meaning, remedy, detail: clean(detail, DETAIL_CHARACTERS) };
}

/** Any foreign value: texts cleaned, lists and records cut to what a message bears. */
export function valueDocument(value: unknown, depth = 0): unknown {
  if (value === undefined) return null;
  if (typeof value === 'string') return clean(value, DETAIL_CHARACTERS);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEPTH_MOST) return clean(JSON.stringify(value), DETAIL_CHARACTERS);
  if (Array.isArray(value))
    return value.slice(0, VALUES_SHOWN).map((entry) => valueDocument(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, VALUES_SHOWN)
      .map(([key, entry]) => [clean(key, WORD_CHARACTERS), valueDocument(entry, depth + 1)]),
  );
}

const DEPTH_MOST = 5;
