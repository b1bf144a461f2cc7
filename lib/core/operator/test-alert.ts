/** An alert that tells of nothing: worded and published like any other, and marked as a test in every channel. */
import type { Alert, AlertOrganization, RenderedAlert } from '../alerts/alert.ts';
import { compose } from '../alerts/compose.ts';
import { render } from '../alerts/render.ts';
import type { Group } from '../fleet/group.ts';
import { type GroupEvent, severityOf } from '../rules/event.ts';
import { NO_BASELINE } from '../rules/redundancy.ts';
import { type GroupState, INITIAL_MONITOR, type Incident } from '../rules/state.ts';
import { type Instant, MINUTE, plus } from '../time.ts';

const GROUP: Group = {
  id: '0',
  name: 'Test of Tunnelwatch',
  deviceType: null,
  region: null,
  status: 'disconnected',
  statusSeen: null,
  routing: null,
  hubs: [],
  carried: {},
};

/** The alert of a made-up group that fell a minute ago. `id` is that of the alert. */
export function testAlert(
  id: string,
  organization: AlertOrganization,
  now: Instant,
  by: string,
): RenderedAlert {
  return marked(render(sample(id, organization, now)), by);
}

function sample(id: string, organization: AlertOrganization, now: Instant): Alert {
  const { status } = GROUP;
  const since = { after: plus(now, -MINUTE), by: now };
  const incident: Incident = {
    id: 'test-1',
    opened: since,
    status,
    worst: status,
    told: severityOf(status),
    toldAt: now,
    acknowledged: false,
    episode: null,
  };
  const event: GroupEvent = {
    type: 'opened',
    id: `${id}.event`,
    alert: id,
    at: now,
    silenced: false,
    held: null,
    reason: 'somebody asked for a test',
    incident: incident.id,
    status,
    severity: severityOf(status),
    since,
  };
  const state: GroupState = {
    id: GROUP.id,
    presence: 'listed',
    group: GROUP,
    rev: 1,
    seq: 1,
    firstSeen: plus(now, -MINUTE),
    since,
    reading: { from: now, to: now },
    watch: 'watched',
    baseline: NO_BASELINE,
    pending: null,
    incident,
    openings: [now],
    untold: [event],
  };
  const [alert] = compose({
    groups: [state],
    monitor: INITIAL_MONITOR,
    organization,
    counts: null,
    isLeftOut: () => false,
    run: id,
    asOf: now,
  });
  if (alert === undefined) throw new Error('An event that is untold makes an alert.');
  return alert;
}

/** Programs that know no tests see an unknown field, and the mark in the summary. */
function marked(alert: RenderedAlert, by: string): RenderedAlert {
  const subject = `[TEST] ${alert.subject}`;
  const note = `This is a test, sent by ${by}. Nothing has happened. What follows is what an alert looks like.`;
  const { chat } = alert;
  return {
    ...alert,
    subject,
    email: `${note}\n\n${alert.email}`,
    sms: `TEST ${alert.sms}`,
    json: markedDocument(alert.json, subject),
    chat: {
      ...chat,
      description: `${note}\n${chat.description}`,
      document: markedDocument(chat.document, subject),
    },
    attributes: { ...alert.attributes, test: 'true' },
  };
}

function markedDocument(json: string, summary: string): string {
  const document: object = JSON.parse(json);
  return JSON.stringify({ ...document, summary, test: true });
}
