/** One alert → the topic, then the alert log. */
import type { Alert } from '../core/alerts/compose.ts';
import { render } from '../core/alerts/render.ts';
import { type Instant, plus } from '../core/time.ts';
import type { RunRequest, World } from './world.ts';

/** True where it was published now; false where the log says that an earlier run did so before it was killed. */
export async function ensurePublished(
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
