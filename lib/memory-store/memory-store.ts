/**
 * The store in memory: the same promises as the one on DynamoDB (the same contract suite holds both), quick enough for
 * simulations and for the demo's ninety days. States are shared, not copied: nothing may change them anyway.
 */
import { type CommitPlan, planCommit, WRITTEN_MEANWHILE } from '../adapters/dynamodb/commit-plan.ts';
import { itemSize } from '../adapters/dynamodb/item-size.ts';
import { differencesOfFacts, groupFacts } from '../adapters/dynamodb/items/differences.ts';
import { timeToLive } from '../adapters/dynamodb/items/group.ts';
import { SCHEMA_VERSION } from '../adapters/dynamodb/items/head.ts';
import { snapshotItem } from '../adapters/dynamodb/items/history.ts';
import { alertKey, changeKey, gapKey, lastRowUpTo, runKey, snapshotKey } from '../adapters/dynamodb/keys.ts';
import type { PublishedAlert } from '../core/alerts/alert.ts';
import { RunFailure } from '../core/failure.ts';
import type { Change, Gap } from '../core/fleet/change.ts';
import type { EpochEntry, EpochRows, HistoryReader } from '../core/history/reader.ts';
import type { Silence } from '../core/rules/silence.ts';
import {
  type Epoch,
  type GroupState,
  type GroupWrite,
  type Head,
  type MonitorState,
  type NextEpoch,
  newHead,
} from '../core/rules/state.ts';
import { epochMilliseconds, type Instant, instant, plus, SECOND } from '../core/time.ts';
import type { CommitOutcome, Finish, Lease, LeaseOutcome, RunRecord, Store } from '../sync/ports.ts';
import { inOrder, type Kept, type Row, Shelf, sorted } from './memory-shelf.ts';

/** What one organization has in the table. */
export interface Contents {
  readonly head: Head | null;
  readonly lease: { readonly run: string; readonly until: Instant } | null;
  /** Tombstones included. */
  readonly groups: readonly GroupState[];
  readonly epochs: readonly EpochEntry[];
  readonly runs: readonly RunRecord[];
  readonly alerts: readonly PublishedAlert[];
}

export interface MemoryStore extends Store, HistoryReader {
  contents(organization: string): Contents;
  /** All rows of one epoch, in order. */
  epochRows(organization: string, epoch: string): EpochRows;
  /** What time-to-live does: drops what has expired, except what `spared` spares (DynamoDB takes its time, and no order). */
  expire(now: Instant, spared?: (key: string) => boolean): void;
  /** Makes a silence, as the command does: the revision is raised with it. */
  addSilence(organization: string, silence: Silence): void;
  /** Ends a silence, as the command does. The silence as it is then; null where there is none that has not ended. */
  endSilence(organization: string, id: string, now: Instant): Silence | null;
  /** Acknowledges an incident, as the command does. Whether it is open. */
  acknowledge(organization: string, incident: string): boolean;
  /** As if a version of Tunnelwatch with this schema had written the table. */
  setSchema(organization: string, schema: number): void;
}

export function createMemoryStore(): MemoryStore {
  const shelves = new Map<string, Shelf>();
  const shelfOf = (organization: string): Shelf => {
    const shelf = shelves.get(organization) ?? new Shelf();
    shelves.set(organization, shelf);
    return shelf;
  };
  return {
    ...runs(shelfOf),
    ...commits(shelfOf),
    ...alerts(shelfOf),
    ...epochs(shelfOf),
    ...history(shelfOf),
    ...inspection(shelfOf, shelves),
  };
}

type ShelfOf = (organization: string) => Shelf;

function runs(shelfOf: ShelfOf): Pick<Store, 'takeLease' | 'finish' | 'commitMonitor'> {
  return {
    async takeLease(organization, run, now, leaseMilliseconds): Promise<LeaseOutcome> {
      const shelf = shelfOf(organization);
      if (shelf.schema > SCHEMA_VERSION)
        throw new RunFailure({
          kind: 'table too new',
          detail: `The head of ${organization} has schema version ${shelf.schema}; this version knows ${SCHEMA_VERSION}.`,
        });
      const held = shelf.lease;
      if (held !== null && held.until > now && held.until <= plus(now, leaseMilliseconds))
        return { taken: false, heldBy: held.run, until: held.until };
      const head = shelf.head ?? newHead(now);
      shelf.head = { ...head, attempts: head.attempts + 1 };
      shelf.lease = { run, until: plus(now, leaseMilliseconds) };
      return {
        taken: true,
        lease: { organization, run },
        head: shelf.head,
        previousUnfinished: held !== null,
      };
    },

    async commitMonitor(lease: Lease, monitor: MonitorState): Promise<void> {
      const shelf = shelfOf(lease.organization);
      shelf.head = { ...shelf.headUnder(lease), monitor };
    },

    async finish(lease: Lease, finish: Finish, expires: Instant): Promise<number> {
      const shelf = shelfOf(lease.organization);
      const { record } = finish;
      if (record !== null) {
        const { pk, sk } = runKey(lease.organization, record.started, record.run);
        shelf.runs.set(`${pk} ${sk}`, { value: record, expires: timeToLive(expires) });
      }
      shelf.head = finished(shelf.headUnder(lease), finish);
      shelf.lease = null;
      return shelf.head.revision;
    },
  };
}

function finished(head: Head, finish: Finish): Head {
  const { complete, failure, disagreements } = finish;
  const epoch = head.epoch && {
    ...head.epoch,
    changeBytes: head.epoch.changeBytes + finish.changeBytes,
    snapshotBytes: head.epoch.snapshotBytes + finish.snapshotBytes,
  };
  const ended = { ...head, revision: head.revision + 1, disagreements, epoch };
  if (complete === null) return { ...ended, lastFailure: failure ?? head.lastFailure };
  return { ...ended, attempts: 0, lastComplete: complete, accounted: complete.reading.to, lastFailure: null };
}

function commits(
  shelfOf: ShelfOf,
): Pick<Store, 'loadGroups' | 'loadSilences' | 'commitGap' | 'commitGroups' | 'clearGroupEvents'> {
  return {
    async loadGroups(organization) {
      return sorted(shelfOf(organization).groups);
    },

    async loadSilences(organization) {
      return [...shelfOf(organization).silences];
    },

    async commitGap(lease: Lease, epoch: Epoch, gap: Gap): Promise<void> {
      const shelf = shelfOf(lease.organization);
      shelf.head = { ...shelf.headUnder(lease), accounted: gap.to };
      const { sk } = gapKey(lease.organization, epoch.id, gap);
      shelf.rowsOf(epoch.id).set(sk, { value: { gap }, expires: timeToLive(epoch.expires) });
    },

    async commitGroups(lease: Lease, epoch: Epoch, writes: readonly GroupWrite[]): Promise<CommitOutcome> {
      const shelf = shelfOf(lease.organization);
      const plan = planCommit(lease.organization, epoch, writes);
      if (plan.planned.length > 0) shelf.headUnder(lease);
      return commit(shelf, plan, writes, lease.organization, epoch);
    },

    async clearGroupEvents(organization, state, told) {
      const groups = shelfOf(organization).groups;
      const stored = groups.get(state.id);
      if (stored === undefined || stored.value.rev !== state.rev) return null;
      const untold = state.untold.filter((event) => !told.has(event.id));
      const value = { ...stored.value, rev: state.rev + 1, untold };
      groups.set(state.id, { ...stored, value });
      return value;
    },
  };
}

function commit(
  shelf: Shelf,
  plan: CommitPlan,
  writes: readonly GroupWrite[],
  organization: string,
  epoch: Epoch,
): CommitOutcome {
  const refused = [...plan.refused];
  const stored: GroupState[] = [];
  let [changeBytes, appearedBytes] = [0, 0];
  const changes = new Map(writes.map((write) => [write.next.id, write.change]));
  for (const write of plan.planned) {
    if ((shelf.groups.get(write.id)?.value.rev ?? 0) !== write.expectedRev) {
      refused.push({ id: write.id, why: WRITTEN_MEANWHILE });
      continue;
    }
    const expires = write.stored.presence === 'removed' ? timeToLive(epoch.expires) : null;
    shelf.groups.set(write.id, { value: write.stored, expires });
    stored.push(write.stored);
    changeBytes += write.changeBytes;
    appearedBytes += write.appearedBytes;
    const change = changes.get(write.id) ?? null;
    if (change !== null) putChange(shelf, organization, epoch, change);
  }
  return { stored, refused, changeBytes, appearedBytes };
}

function putChange(shelf: Shelf, organization: string, epoch: Epoch, change: Change): void {
  const value = { change: { ...change, differences: differencesOfFacts(change.differences) } };
  shelf
    .rowsOf(epoch.id)
    .set(changeKey(organization, epoch.id, change).sk, { value, expires: timeToLive(epoch.expires) });
}

function alerts(shelfOf: ShelfOf): Pick<Store, 'findAlert' | 'recordAlerts'> {
  return {
    async findAlert(organization, id) {
      return shelfOf(organization).alerts.get(alertKey(organization, id).sk)?.value ?? null;
    },
    async recordAlerts(organization, alerts, expires) {
      for (const alert of alerts)
        shelfOf(organization).alerts.set(alertKey(organization, alert.id).sk, {
          value: alert,
          expires: timeToLive(expires),
        });
    },
  };
}

function epochs(
  shelfOf: ShelfOf,
): Pick<Store, 'beginHistory' | 'prepareEpoch' | 'snapshotRows' | 'writeSnapshot' | 'switchEpoch'> {
  return {
    async beginHistory(lease, epoch) {
      const shelf = shelfOf(lease.organization);
      const head = shelf.headUnder(lease);
      if (head.epoch !== null && head.epoch.id !== epoch.id) throw epochConflict(lease.organization);
      if (head.epoch !== null) return;
      shelf.head = { ...head, epoch };
      index(shelf, epoch, null);
    },

    async prepareEpoch(lease, next) {
      const shelf = shelfOf(lease.organization);
      const head = shelf.headUnder(lease);
      if (head.epoch?.id === next.id) throw epochConflict(lease.organization);
      shelf.head = { ...head, nextEpoch: next };
    },

    async snapshotRows(organization, next) {
      const { snapshot } = inOrder(shelfOf(organization).rowsOf(next.id));
      return new Map(snapshot.map((row) => [row.id, row.seq]));
    },

    async writeSnapshot(organization, next, states) {
      const rows = shelfOf(organization).rowsOf(next.id);
      let bytes = 0;
      for (const state of states)
        if (putSnapshotRow(rows, organization, next, state)) {
          bytes += itemSize(snapshotItem(organization, next, state));
        }
      return bytes;
    },

    async switchEpoch(lease, from, to) {
      const shelf = shelfOf(lease.organization);
      const head = shelf.headUnder(lease);
      if (head.epoch?.id === to.id) return;
      if (head.epoch?.id !== from.id) throw epochConflict(lease.organization);
      shelf.head = { ...head, epoch: to, nextEpoch: null };
      index(shelf, from, to.start);
      index(shelf, to, null);
    },
  };
}

function epochConflict(organization: string): RunFailure {
  return new RunFailure({
    kind: 'store',
    detail: `The head of ${organization} is in another epoch than this run believes.`,
  });
}

function index(shelf: Shelf, epoch: Epoch, ends: Instant | null): void {
  const expires = timeToLive(epoch.expires);
  const { id, start } = epoch;
  const value = { id, start, ends, gapsApart: true, expires: instant(expires * SECOND) };
  shelf.epochs.set(epoch.start, { value, expires });
}

/** Whether the row was written, or need not be. */
function putSnapshotRow(
  rows: Map<string, Kept<Row>>,
  organization: string,
  next: NextEpoch,
  state: GroupState,
): boolean {
  const { sk } = snapshotKey(organization, next.id, state.id);
  const present = rows.get(sk)?.value;
  const known = present !== undefined && 'snapshot' in present ? present.snapshot.seq : null;
  const removed = state.presence === 'removed';
  if (known === null && removed) return false;
  if (known !== null && known >= state.seq) return !removed;
  const { id, seq, presence, group } = state;
  rows.set(sk, {
    value: { snapshot: { id, seq, presence, group: groupFacts(group) } },
    expires: timeToLive(next.expires),
  });
  return true;
}

function history(shelfOf: ShelfOf): HistoryReader {
  return {
    async head(organization) {
      return shelfOf(organization).head;
    },
    async epochAt(organization, at) {
      const starts = [...shelfOf(organization).epochs.keys()].filter((start) => start <= at).sort();
      return shelfOf(organization).epochs.get(starts.at(-1) ?? '')?.value ?? null;
    },
    async rows(organization, epoch, upTo) {
      const { gaps, ...rows } = inOrder(shelfOf(organization).rowsOf(epoch.id), lastRowUpTo(upTo));
      return { ...rows, gaps: gaps.filter(({ from }) => from <= upTo) };
    },
  };
}

function inspection(
  shelfOf: ShelfOf,
  shelves: ReadonlyMap<string, Shelf>,
): Pick<
  MemoryStore,
  'contents' | 'epochRows' | 'expire' | 'addSilence' | 'endSilence' | 'acknowledge' | 'setSchema'
> {
  return {
    contents(organization) {
      const shelf = shelfOf(organization);
      return {
        head: shelf.head,
        lease: shelf.lease,
        groups: sorted(shelf.groups),
        epochs: sorted(shelf.epochs),
        runs: sorted(shelf.runs),
        alerts: sorted(shelf.alerts),
      };
    },
    epochRows: (organization, epoch) => inOrder(shelfOf(organization).rowsOf(epoch)),
    expire(now, spared = () => false) {
      const limit = epochMilliseconds(now) / SECOND;
      for (const shelf of shelves.values())
        for (const map of shelf.maps())
          for (const [key, { expires }] of map)
            if (expires !== null && expires < limit && !spared(key)) map.delete(key);
    },
    addSilence(organization, silence) {
      const shelf = shelfOf(organization);
      shelf.silences.push(silence);
      raiseRevision(shelf);
    },
    endSilence(organization, id, now) {
      const shelf = shelfOf(organization);
      const index = shelf.silences.findIndex((one) => one.id === id && one.to > now);
      const silence = shelf.silences[index];
      if (silence === undefined) return null;
      const ended = { ...silence, to: now };
      shelf.silences[index] = ended;
      raiseRevision(shelf);
      return ended;
    },
    acknowledge(organization, incident) {
      const shelf = shelfOf(organization);
      const kept = [...shelf.groups.values()].find(({ value }) => value.incident?.id === incident);
      if (kept === undefined || kept.value.incident === null) return false;
      const { id, rev, incident: open } = kept.value;
      if (open.acknowledged) return true;
      const value = { ...kept.value, rev: rev + 1, incident: { ...open, acknowledged: true } };
      shelf.groups.set(id, { ...kept, value });
      raiseRevision(shelf);
      return true;
    },
    setSchema(organization, schema) {
      shelfOf(organization).schema = schema;
    },
  };
}

/** Every writer beside the runs does, so that no process goes on with what it remembers. */
function raiseRevision(shelf: Shelf): void {
  if (shelf.head !== null) shelf.head = { ...shelf.head, revision: shelf.head.revision + 1 };
}
