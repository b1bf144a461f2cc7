/** Untold events → published, logged, cleared; in that order, so that nothing is forgotten before it is told. */
import type { Alert } from '../core/alerts/compose.ts';
import { compose } from '../core/alerts/compose.ts';
import { render } from '../core/alerts/render.ts';
import { failureOf } from '../core/failure.ts';
import type { StatusCounts } from '../core/fleet/group.ts';
import type { MonitorEvent } from '../core/rules/event.ts';
import { messagesAfter } from '../core/rules/gathering.ts';
import type { GroupState, MonitorState } from '../core/rules/state.ts';
import { type Instant, instant, plus } from '../core/time.ts';
import type { RunRequest, World } from './world.ts';

export interface Told {
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

/** Groups cleared at a time: quick enough for thousands, gentle enough for one partition. */
const CLEARED_AT_ONCE = 25;

/** Publishes whatever is untold. Never throws: a message that cannot be sent must not stop the next. */
export async function tell(
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
export function isBlindness(event: MonitorEvent): boolean {
  return event.type === 'went blind';
}

/** True where it was published now; false where the log says that an earlier run did so before it was killed. */
async function ensurePublished(
  alert: Alert,
  request: RunRequest,
  world: World,
  { asOf, again }: { readonly asOf: Instant; readonly again: boolean },
): Promise<boolean> {
  const { store, alerts, log } = world;
  const { id } = request.organization;
  const isNew = !again && alert.id.startsWith(`${request.run}.`);
  const logged = isNew ? null : await store.findAlert(id, alert.id);
  if (logged !== null && alert.events.every((event) => logged.events.includes(event))) return false;
  const rendered = render(alert);
  const { messageId } = await alerts.publish(rendered);
  log.info('Alert published.', {
    alert: alert.id,
    subject: rendered.subject,
    events: alert.events.length,
    reasons: alert.reasons,
    messageId,
  });
  await store.recordAlert(
    id,
    {
      id: alert.id,
      kind: alert.kind,
      at: asOf,
      run: request.run,
      subject: rendered.subject,
      events: alert.events,
      reasons: alert.reasons,
      destination: alerts.destination,
      messageId,
    },
    plus(asOf, request.policy.history.retention),
  );
  return true;
}

async function clear(
  touched: readonly GroupState[],
  told: ReadonlySet<string>,
  request: RunRequest,
  world: World,
): Promise<readonly (readonly [GroupState, GroupState | null])[]> {
  const results: (readonly [GroupState, GroupState | null])[] = [];
  for (let from = 0; from < touched.length; from += CLEARED_AT_ONCE) {
    const batch = touched.slice(from, from + CLEARED_AT_ONCE);
    const states = await Promise.all(
      batch.map((state) => world.store.clearGroupEvents(request.organization.id, state, told)),
    );
    batch.forEach((state, index) => {
      results.push([state, states[index] ?? null]);
    });
  }
  return results;
}
