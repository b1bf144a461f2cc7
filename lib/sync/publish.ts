/**
 * One alert → the topic, then the alert log. Everything that alerts are written with hangs on this file, and is loaded with it:
 * by runs that tell.
 */
import type { PublishedAlert } from '../core/alerts/alert.ts';
import type { Alert } from '../core/alerts/compose.ts';
import { render } from '../core/alerts/render.ts';
import { type Instant, plus } from '../core/time.ts';
import type { RunRequest, World } from './world.ts';

export { compose } from '../core/alerts/compose.ts';

/**
 * Publishes an alert and notes so, also for each stored alert that it carries with others: whoever finds their events
 * untold looks for those. Throws what went wrong; then it may have been sent all the same.
 */
export async function publish(
  alert: Alert,
  asOf: Instant,
  request: RunRequest,
  { store, alerts, log }: World,
): Promise<void> {
  const { id: organization } = request.organization;
  const rendered = render(alert);
  const { messageId } = await alerts.publish(rendered);
  log.info('Alert published.', {
    alert: alert.id,
    subject: rendered.subject,
    events: alert.events.length,
    reasons: alert.reasons,
    messageId,
  });
  const note: PublishedAlert = {
    id: alert.id,
    kind: alert.kind,
    at: asOf,
    run: request.run,
    subject: rendered.subject,
    events: alert.events,
    reasons: alert.reasons,
    destination: alerts.destination,
    messageId,
  };
  const notes = [note, ...alert.joins.map(({ id, events }) => ({ ...note, id, events, toldIn: alert.id }))];
  const expires = plus(asOf, request.policy.history.retention);
  await store.recordAlerts(organization, notes, expires);
}
