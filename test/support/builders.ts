/** Valid by default: a test overrides the one thing it is about. */
import type { PublishedAlert } from '../../lib/core/alerts/alert.ts';
import { type Change, difference, kindsOf } from '../../lib/core/fleet/change.ts';
import type { Group, Hub } from '../../lib/core/fleet/group.ts';
import type { Reading } from '../../lib/core/fleet/observation.ts';
import type { EpochEntry } from '../../lib/core/history/reader.ts';
import type { GroupEvent } from '../../lib/core/rules/event.ts';
import {
  type Epoch,
  type GroupState,
  type GroupWrite,
  type Head,
  INITIAL_MONITOR,
} from '../../lib/core/rules/state.ts';
import { DAY, type Instant, instant, MINUTE, plus } from '../../lib/core/time.ts';
import type { Finish, RunRecord } from '../../lib/sync/ports.ts';

/** A Monday in March, five past two in the afternoon (UTC): `minutes` later. */
export function at(minutes = 0): Instant {
  return instant(Date.UTC(2026, 2, 2, 14, 5) + minutes * MINUTE);
}

/** The reading of the poll `minutes` after `at()`: it took two seconds. */
export function aReading(minutes = 0): Reading {
  return { from: plus(at(minutes), -2_000), to: at(minutes) };
}

export function aHub(override: Partial<Hub> = {}): Hub {
  return {
    id: '720011801',
    primary: true,
    datacenter: 'sse-use-1-1-1',
    authId: 'branch-1@8242525-620113-umbrella.com',
    status: 'up',
    tunnels: 'some',
    carried: { reportedAt: '2026-03-02T14:04:11.000Z', datacenterIp: '35.171.214.188', tunnelsCount: 2 },
    ...override,
  };
}

/** A connected group with two hubs, both up. */
export function aGroup(override: Partial<Group> = {}): Group {
  return {
    id: '620113',
    name: 'Branch 1',
    deviceType: 'ISR',
    region: 'us-east-1',
    status: 'connected',
    statusSeen: null,
    routing: { type: 'static', data: { networkCIDRs: ['10.12.0.0/16'] } },
    hubs: [aHub(), aHub({ id: '720011802', primary: false, datacenter: 'sse-use-1-1-0' })],
    carried: { organizationId: '8242525', createdAt: '2025-11-02T09:12:44Z' },
    ...override,
  };
}

/** A watched, connected group after its first change (it appeared), not stored yet. */
export function aGroupState(override: Partial<GroupState> = {}): GroupState {
  const group = override.group ?? aGroup(override.id === undefined ? {} : { id: override.id });
  return {
    id: group.id,
    rev: 0,
    seq: 1,
    presence: 'listed',
    group,
    firstSeen: at(),
    since: { after: null, by: at() },
    reading: aReading(),
    watch: 'watched',
    baseline: { up: [], withTunnels: [] },
    pending: null,
    incident: null,
    openings: [],
    untold: [],
    ...override,
  };
}

/** The change from one state to the next: what a run that saw `after` finds different. */
export function aChange(
  before: GroupState | null,
  after: GroupState,
  override: Partial<Change> = {},
): Change {
  const differences = difference(before, after) ?? {};
  return {
    group: after.id,
    seq: after.seq,
    after: before?.reading.from ?? null,
    by: after.reading.to,
    kinds: kindsOf(differences),
    differences,
    incident: null,
    events: [],
    ...override,
  };
}

/** The first write of a group: it appears. */
export function anAppearance(override: Partial<GroupState> = {}): GroupWrite {
  const next = aGroupState(override);
  return { next, change: aChange(null, next) };
}

/** The write of what became of a group at the poll `minutes` after `at()`. */
export function aNextWrite(
  stored: GroupState,
  minutes: number,
  override: Partial<GroupState> & { readonly status?: Group['status'] } = {},
): GroupWrite {
  const { status = stored.group.status, ...rest } = override;
  const group = { ...stored.group, status };
  const next = { ...stored, group, seq: stored.seq + 1, reading: aReading(minutes), ...rest };
  return { next, change: aChange(stored, next) };
}

export function anEvent(override: Partial<GroupEvent & { readonly type: 'opened' }> = {}): GroupEvent {
  return {
    type: 'opened',
    id: '620113-2.opened',
    alert: 'run-2.opened',
    at: at(1),
    silenced: false,
    held: null,
    reason: 'seen disconnected by a poll, and one is enough',
    incident: '620113-2',
    status: 'disconnected',
    severity: 'critical',
    since: { after: plus(at(), -2_000), by: at(1) },
    ...override,
  };
}

/** The epoch that begins at `at()`. */
export function anEpoch(override: Partial<Epoch> = {}): Epoch {
  return {
    id: 'e1',
    start: at(),
    expires: plus(at(), 502 * DAY),
    snapshotBytes: 0,
    changeBytes: 0,
    ...override,
  };
}

/** The head of an organization that was just tried for the first time. */
export function aHead(override: Partial<Head> = {}): Head {
  return {
    revision: 0,
    created: at(),
    attempts: 1,
    lastComplete: null,
    lastFailure: null,
    accounted: null,
    disagreements: 0,
    epoch: null,
    nextEpoch: null,
    monitor: INITIAL_MONITOR,
    ...override,
  };
}

/** The end of a complete run that changed nothing, at the poll `minutes` after `at()`. */
export function aFinish(minutes = 0, override: Partial<Finish> = {}): Finish {
  return {
    complete: {
      reading: aReading(minutes),
      counts: { connected: 1, warning: 0, disconnected: 0, unknown: 0 },
      interval: 5 * MINUTE,
    },
    failure: null,
    disagreements: 0,
    changeBytes: 0,
    snapshotBytes: 0,
    record: null,
    ...override,
  };
}

export function aRunRecord(override: Partial<RunRecord> = {}): RunRecord {
  return {
    run: 'run-1',
    started: at(),
    ended: plus(at(), 3_000),
    outcome: 'complete',
    failure: null,
    counts: { connected: 1, warning: 0, disconnected: 0, unknown: 0 },
    changes: 1,
    events: 1,
    alerts: 1,
    usage: { calls: 1, tokenRequests: 0, retries: 0 },
    pages: 1,
    ...override,
  };
}

export function aPublishedAlert(override: Partial<PublishedAlert> = {}): PublishedAlert {
  return {
    id: 'run-2.opened',
    kind: 'opened',
    at: at(1),
    run: 'run-2',
    subject: '[DOWN] Branch 1 (us-east-1) - Acme',
    events: ['620113-2.opened'],
    reasons: ['seen disconnected by a poll, and one is enough'],
    destination: 'arn:aws:sns:us-east-1:123456789012:alerts',
    messageId: '6b7a1f0e-0d0e-4c0a-9d55-5b0a3f3f6a51',
    ...override,
  };
}

/** An epoch as the index has it while no other has followed. */
export function epochEntry(epoch: Epoch = anEpoch(), override: Partial<EpochEntry> = {}): EpochEntry {
  return {
    id: epoch.id,
    start: epoch.start,
    ends: null,
    gapsApart: true,
    expires: epoch.expires,
    ...override,
  };
}
