/** From what Tunnelwatch tells to what a pager does: one item per incident, opened and resolved by the incident's id. */
import type { AlertDocument, AlertEvent, Group, OpenIncident } from './document.ts';

/** What is to be done to one item. Doing it twice changes nothing: SNS may deliver a message twice. */
export interface Page {
  readonly action: 'open' | 'resolve';
  /** The same from opening to end. */
  readonly key: string;
  readonly summary: string;
  readonly severity: 'critical' | 'warning' | 'info';
  /** When it was seen, in UTC. */
  readonly at: string | null;
  /** Which organization of Secure Access. */
  readonly source: string;
  /** What it is about. */
  readonly component: string | null;
  readonly details: object;
}

/** What one message means for the pager, in the order of its events. */
export function pagesOf(document: AlertDocument): readonly Page[] {
  const events = document.events.flatMap((event) => pagesOfEvent(event, document));
  const reminded = (document.open ?? []).map((incident) => reminder(incident, document));
  return [...events, ...reminded, ...rest(document)];
}

/** For a message that cannot be read: better an item too many than a fallen tunnel too few. */
export function unreadable(messageId: string): Page {
  return {
    action: 'open',
    key: `tunnelwatch-unreadable-${messageId}`,
    summary: 'Tunnelwatch sent a message that this pager cannot read',
    severity: 'critical',
    at: null,
    source: 'tunnelwatch',
    component: null,
    details: {
      messageId,
      remedy: 'Read the message in an e-mail, and deploy the pager of the same version as Tunnelwatch.',
    },
  };
}

function pagesOfEvent(event: AlertEvent, document: AlertDocument): readonly Page[] {
  const { organization } = document;
  const page = (action: Page['action'], key: string, severity: Page['severity']): Page => ({
    action,
    key,
    severity,
    summary: summaryOf(event, document),
    at: event.at,
    source: organization.name,
    component: event.group?.name ?? null,
    details: { organization, event, alert: document.id },
  });
  switch (event.type) {
    case 'opened':
    case 'escalated':
    case 'eased':
    case 'flapping began':
    case 'still down':
      // Nobody is to be called for what is over: its end is told as well.
      if (event.incident === undefined || event.holds === false) return [];
      return [page('open', event.incident, severityOf(event.severity))];
    case 'ended':
      return event.incident === undefined ? [] : [page('resolve', event.incident, 'info')];
    case 'went blind':
      return [page('open', `tunnelwatch-blind-${organization.id}`, 'critical')];
    case 'sight returned':
      return [page('resolve', `tunnelwatch-blind-${organization.id}`, 'info')];
    case 'key expires':
      return [page('open', `tunnelwatch-key-${organization.id}`, 'warning')];
    default:
      // Removals, configuration, the first digest: for people to read, and nothing to be called for.
      return [];
  }
}

/** An item that somebody closed by hand, or that was open before there was a pager, comes back with the day's digest. */
function reminder({ incident, status, worst, group }: OpenIncident, document: AlertDocument): Page {
  return {
    action: 'open',
    key: incident,
    summary: `${group.name}: still ${status}`,
    severity: worst === 'disconnected' ? 'critical' : 'warning',
    at: null,
    source: document.organization.name,
    component: group.name,
    details: { organization: document.organization, incident, status, group, alert: document.id },
  };
}

/** What did not fit into the message is one item together, for a person to look up and to close. */
function rest({ truncated, organization, id, severity }: AlertDocument): readonly Page[] {
  if (truncated === 0) return [];
  return [
    {
      action: 'open',
      key: `tunnelwatch-rest-${id}`,
      summary: `${organization.name}: ${truncated} further events; npx tunnelwatch incidents lists them`,
      severity: severityOf(severity),
      at: null,
      source: organization.name,
      component: null,
      details: { organization, truncated, alert: id },
    },
  ];
}

function severityOf(severity: AlertEvent['severity']): Page['severity'] {
  return severity === undefined || severity === 'ok' ? 'info' : severity;
}

function summaryOf({ type, status, group }: AlertEvent, { summary }: AlertDocument): string {
  return group === undefined ? summary : `${nameOf(group)}: ${status ?? type}`;
}

function nameOf({ name, region }: Group): string {
  return region === null ? name : `${name} (${region})`;
}
