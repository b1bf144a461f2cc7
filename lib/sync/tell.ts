/** Untold events → published, logged, cleared; in that order, so that nothing is forgotten before it is told. */
import { dueEvents } from '../core/alerts/due.ts';
import { failureOf } from '../core/failure.ts';
import type { StatusCounts } from '../core/fleet/group.ts';
import type { MonitorEvent } from '../core/rules/event.ts';
import { messagesAfter } from '../core/rules/gathering.ts';
import type { GroupState, MonitorState } from '../core/rules/state.ts';
import { instant } from '../core/time.ts';
import { lookUpAlerts } from './alert-log.ts';
import { commitMonitor } from './commit.ts';
import { Outbox } from './outbox.ts';
import { type Run, withStored } from './run.ts';
import type { RunRequest, World } from './world.ts';

/** Publishes what is untold, this run's and what earlier runs left, and remembers what is cleared. */
export async function tellUntold(
  run: Run,
  groups: ReadonlyMap<string, GroupState>,
  about: 'everything' | 'blindness' = 'everything',
): Promise<void> {
  const again = run.hasTold;
  run.hasTold = true;
  const told = await tell(run.request, run.world, {
    groups: groups.values(),
    monitor: run.head.monitor,
    about,
    again,
    counts: run.summary.counts ?? run.head.lastComplete?.counts ?? null,
  });
  if (told.monitor !== run.head.monitor) await commitMonitor(run, told.monitor, 0);
  if (told.cleared.length > 0) run.groups = Promise.resolve(withStored(groups, told.cleared));
  run.troubled ||= told.failed > 0 || told.overtaken;
  run.summary = {
    ...run.summary,
    alerts: run.summary.alerts + told.published,
    alertsFailed: run.summary.alertsFailed + told.failed,
  };
}

/** Where the groups are not known; a digest, for one, would name none of those that are down. */
export async function tellBlindness(run: Run): Promise<void> {
  if (run.head.monitor.untold.some(isBlindness)) await tellUntold(run, new Map(), 'blindness');
}

/** What can be told without knowing a single group. */
function isBlindness(event: MonitorEvent): boolean {
  return event.type === 'went blind';
}

let words: Promise<typeof import('./publish.ts')> | null = null;

/**
 * What composes and words messages. Loaded when there is something to tell, because most runs have nothing, and words are a
 * third of our code: a cold start is that much shorter. Whoever measures or simulates runs loads them before.
 */
export function loadWords(): Promise<typeof import('./publish.ts')> {
  words ??= import('./publish.ts');
  return words;
}

interface Told {
  /** The groups whose events were cleared, as stored. */
  readonly cleared: readonly GroupState[];
  /** The monitor without what was told of it; the caller stores it. */
  readonly monitor: MonitorState;
  readonly published: number;
  /** Alerts that could not be looked up, published or recorded; they stay untold, and the next run tries again. */
  readonly failed: number;
  /** A group was written by somebody else while its events were told; it is told, and will be cleared by the next run. */
  readonly overtaken: boolean;
}

/** Publishes whatever is untold and due. Never throws: a message that cannot be sent must not stop the next. */
async function tell(
  request: RunRequest,
  world: World,
  facts: {
    readonly groups: Iterable<GroupState>;
    readonly monitor: MonitorState;
    readonly counts: StatusCounts | null;
    /** `blindness`: the groups are not known, and whatever speaks of them would be wrong. */
    readonly about: 'everything' | 'blindness';
    /** This run has told before, so its own alerts may be in the log. */
    readonly again: boolean;
  },
): Promise<Told> {
  const { organization, run, policy } = request;
  const asOf = instant(world.clock.now());
  const fleet = [...facts.groups];
  const isMeant = (event: MonitorEvent): boolean => facts.about === 'everything' || isBlindness(event);
  const untold = [...dueEvents(fleet, asOf), ...facts.monitor.untold.filter(isMeant)];
  if (untold.length === 0) return nothing(facts.monitor);
  const outbox = new Outbox(fleet, facts.monitor, organization.id, world.store);
  const isMine = (id: string): boolean => !facts.again && id.startsWith(`${run}.`);
  const ids = [...new Set(untold.map(({ alert }) => alert))].filter((id) => !isMine(id));
  const logged = await lookUpAlerts(ids, organization.id, world);
  let [published, failed] = [0, logged.unsure.size];
  const attempt = async (alert: string, work: () => Promise<void>): Promise<void> => {
    await work().catch((error: unknown) => {
      failed += 1;
      const failure = failureOf(error);
      world.log.error('An alert could not be told; the next run tries again.', { alert, failure });
    });
  };
  await attempt('told by an earlier run', () => outbox.clear(logged.events));
  const { compose, publish } = await loadWords();
  const alerts = compose({
    groups: outbox.groups(),
    monitor: { ...outbox.monitor, untold: outbox.monitor.untold.filter(isMeant) },
    isLeftOut: ({ id, alert }) => logged.events.has(id) || logged.unsure.has(alert),
    counts: facts.counts,
    organization,
    run,
    asOf,
  });
  for (const alert of alerts)
    await attempt(alert.id, async () => {
      await publish(alert, asOf, request, world);
      published += 1;
      await outbox.clear(new Set(alert.events));
    });
  const messages = messagesAfter(outbox.monitor.messages, published, asOf, policy);
  return {
    cleared: outbox.cleared(),
    monitor: published > 0 ? { ...outbox.monitor, messages } : outbox.monitor,
    published,
    failed,
    overtaken: outbox.overtaken,
  };
}

function nothing(monitor: MonitorState): Told {
  return { cleared: [], monitor, published: 0, failed: 0, overtaken: false };
}
