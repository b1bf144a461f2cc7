/** What subscriptions can filter by: small closed sets, so that they always fit. */
import { type Severity, severityOf } from '../rules/event.ts';
import type { GroupState } from '../rules/state.ts';
import type { Alert, GroupAlert } from './alert.ts';
import { ATTRIBUTE_VALUES } from './limits.ts';
import { word } from './text.ts';

/** Message attributes; a list that would be empty is left out, since SNS refuses an attribute without a value. */
export function attributes(alert: Alert): RenderedAttributes {
  const states = statesOf(alert);
  const lists = {
    event: isAboutGroups(alert) ? alert.items.map((item) => item.event.type) : [alert.event.type],
    region: states.map((state) => word(state.group.region) ?? UNKNOWN),
    deviceType: states.map((state) => word(state.group.deviceType) ?? UNKNOWN),
  };
  const filled = Object.entries(lists)
    .map(([name, values]) => [name, commonest(values)] as const)
    .filter(([, values]) => values.length > 0);
  return {
    severity: severityOfAlert(alert),
    organization: alert.organization.id,
    ...Object.fromEntries(filled),
  };
}

/** For groups of which the API does not say, and for values beyond the cap: no subscription may miss them unawares. */
const UNKNOWN = 'unknown';
const OTHER = 'other';

type RenderedAttributes = Readonly<Record<string, string | readonly string[]>>;

function isAboutGroups(alert: Alert): alert is GroupAlert {
  return 'items' in alert;
}

function statesOf(alert: Alert): readonly GroupState[] {
  if (isAboutGroups(alert)) return alert.items.map((item) => item.state);
  if (alert.kind === 'reminder-critical' || alert.kind === 'reminder-redundancy')
    return alert.open.map(({ state }) => state);
  return alert.kind === 'began' ? alert.notConnected : [];
}

/** Each value once, the commonest first; what the cap leaves out is one value, so that a filter can ask for it. */
function commonest(values: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  const kept = sorted.slice(0, ATTRIBUTE_VALUES).map(([value]) => value);
  return sorted.length > kept.length ? [...kept, OTHER] : kept;
}

const RANK: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, ok: 2 };

/** The worst of what it tells. Blindness is critical: while it lasts a fallen tunnel is told to nobody. */
function severityOfAlert(alert: Alert): Severity {
  switch (alert.kind) {
    case 'blind':
      return 'critical';
    case 'sighted':
      return 'ok';
    case 'began':
      return worst(alert.notConnected.map((state) => severityOf(state.group.status)));
    case 'reminder-critical':
      return 'critical';
    case 'reminder-redundancy':
    case 'key':
      return 'warning';
    default:
      return worst(alert.items.map((item) => severityOfEvent(item.event)));
  }
}

/** A removal is a warning whatever the status was: somebody may not have meant it. */
function severityOfEvent(event: GroupAlert['items'][number]['event']): Severity {
  if (event.type === 'ended') return event.how === 'removed' ? 'warning' : 'ok';
  if (event.type === 'configured') return 'ok';
  return event.type === 'removed' ? 'warning' : event.severity;
}

function worst(severities: readonly Severity[]): Severity {
  return severities.reduce<Severity>((a, b) => (RANK[b] < RANK[a] ? b : a), 'ok');
}
