/** What subscriptions can filter by: small closed sets, so that they always fit. */
import type { GroupEvent, Severity } from '../rules/event.ts';
import type { GroupState } from '../rules/state.ts';
import type { Alert } from './alert.ts';
import { eventsOf } from './items.ts';
import { ATTRIBUTE_VALUES } from './limits.ts';
import { monitorWords } from './monitor/of-alert.ts';
import { worst } from './order.ts';
import { isAboutGroups } from './summary.ts';
import { word } from './text.ts';

/** Message attributes; a list that would be empty is left out, since SNS refuses an attribute without a value. */
export function attributes(alert: Alert): RenderedAttributes {
  const states = statesOf(alert);
  const lists = {
    event: isAboutGroups(alert) ? alert.items.flatMap(eventsOf).map(({ type }) => type) : [alert.event.type],
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

function statesOf(alert: Alert): readonly GroupState[] {
  if (isAboutGroups(alert)) return alert.items.map((item) => item.state);
  if ('open' in alert) return alert.open.map(({ state }) => state);
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

/** The worst of what it tells. */
export function severityOfAlert(alert: Alert): Severity {
  if (!isAboutGroups(alert)) return monitorWords(alert).severity;
  return worst(alert.items.flatMap(eventsOf).map(severityOfEvent));
}

/** A removal is a warning whatever the status was: somebody may not have meant it. */
function severityOfEvent(event: GroupEvent): Severity {
  switch (event.type) {
    case 'ended':
      return event.how === 'removed' ? 'warning' : 'ok';
    case 'removed':
      return 'warning';
    case 'configured':
      return 'ok';
    default:
      return event.severity;
  }
}
