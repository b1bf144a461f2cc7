/** Untold events → published, logged, cleared; in that order, so that nothing is forgotten before it is told. */
import { compose } from '../core/alerts/compose.ts';
import { failureOf } from '../core/failure.ts';
import type { StatusCounts } from '../core/fleet/group.ts';
import type { MonitorEvent } from '../core/rules/event.ts';
import { messagesAfter } from '../core/rules/gathering.ts';
import type { GroupState, MonitorState } from '../core/rules/state.ts';
import { instant } from '../core/time.ts';
import { clear } from './clear.ts';
import { commitMonitor } from './commit.ts';
import { ensurePublished } from './publish.ts';
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

interface Told {
  /** The groups whose events were cleared, as stored. */
  readonly cleared: readonly GroupState[];
  /** The monitor without what was told of it; the caller stores it. */
  readonly monitor: MonitorState;
  readonly published: number;
  /** Alerts that could not be published or recorded; they stay untold, and the next run tries again. */
  readonly failed: number;
  /** A group was written by somebody else while its events were told; it is told, and will be cleared by the next run. */
  readonly overtaken: boolean;
}

/** Publishes whatever is untold. Never throws: a message that cannot be sent must not stop the next. */
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
  const states = new Map([...facts.groups].map((state) => [state.id, state]));
  const asOf = instant(world.clock.now());
  let { monitor } = facts;
  const due =
    facts.about === 'blindness' ? { ...monitor, untold: monitor.untold.filter(isBlindness) } : monitor;
  const alerts = compose({
    groups: states.values(),
    monitor: due,
    counts: facts.counts,
    organization: request.organization,
    asOf,
  });
  let [published, failed, overtaken] = [0, 0, false];
  const cleared = new Map<string, GroupState>();
  for (const alert of alerts) {
    try {
      if (await ensurePublished(alert, request, world, { asOf, again: facts.again })) published += 1;
      const told = new Set(alert.events);
      monitor = { ...monitor, untold: monitor.untold.filter((event) => !told.has(event.id)) };
      const touched = [...states.values()].filter((state) =>
        state.untold.some((event) => told.has(event.id)),
      );
      for (const [before, after] of await clear(touched, told, request, world)) {
        overtaken ||= after === null;
        if (after === null) states.delete(before.id);
        else {
          states.set(after.id, after);
          cleared.set(after.id, after);
        }
      }
    } catch (error) {
      failed += 1;
      world.log.error('An alert could not be told; the next run tries again.', {
        alert: alert.id,
        failure: failureOf(error),
      });
    }
  }
  if (published > 0) {
    monitor = { ...monitor, messages: messagesAfter(monitor.messages, published, asOf, request.policy) };
  }
  return { cleared: [...cleared.values()], monitor, published, failed, overtaken };
}

/** What can be told without knowing a single group. */
function isBlindness(event: MonitorEvent): boolean {
  return event.type === 'went blind';
}
