/** What the e-mail says about one group, or about many. */
import { type Bounds, type Instant, millisecondsBetween } from '../time.ts';
import { adviceFor } from './advice.ts';
import type { AlertItem, GroupAlert } from './alert.ts';
import { fleetSentence } from './counts.ts';
import { AS_ADJECTIVE, headlineOf, inShort, isUnseen, meaningOf, presentSentence } from './describe.ts';
import { durationBetween, durationWithin } from './duration.ts';
import { headlinesOf, regionSentence } from './headlines.ts';
import { hubInShort, hubLines } from './hubs.ts';
import { LISTED_IN_FULL, LISTED_IN_LINES } from './limits.ts';
import { type MailBody, numbered } from './mail-body.ts';
import { placeOf, word } from './text.ts';
import type { Times } from './time.ts';

/** The e-mail of an alert about groups. */
export function groupMail(alert: GroupAlert, times: Times): MailBody {
  return alert.items.length === 1 ? oneGroup(alert, alert.items[0], times) : manyGroups(alert, times);
}

function oneGroup(alert: GroupAlert, item: AlertItem, times: Times): MailBody {
  const { event, state, holds } = item;
  const meaning = meaningOf(item);
  const device = word(state.group.deviceType);
  return {
    headline: [
      headlineOf(item),
      ...(meaning === null ? [] : [meaning]),
      ...(holds && !isUnseen(item) ? [] : [presentSentence(state, times)]),
    ],
    lines: [
      '',
      ...timeLines(alert, item, times),
      ...fleetLines(alert),
      ...(device === null ? [] : [`Device: ${device}`]),
      `Group id: ${state.id}`,
      ...('incident' in event ? [`Incident: ${event.incident}`] : []),
      ...hubSection(alert, item, times),
      ...adviceLines(alert),
    ],
    list: null,
  };
}

function hubSection(alert: GroupAlert, { state }: AlertItem, times: Times): readonly string[] {
  if (state.group.hubs.length === 0) return ['', 'The API names no hubs of this group.'];
  const heading = state.presence === 'listed' ? 'Hubs:' : 'Hubs, as last seen:';
  return ['', heading, ...hubLines(state.group, times, alert.at)];
}

function manyGroups(alert: GroupAlert, times: Times): MailBody {
  const { items } = alert;
  return {
    headline: headlinesOf(alert),
    lines: [
      '',
      timesOfAll(alert, times),
      ...fleetLines(alert),
      ...(items.length > LISTED_IN_FULL ? [regionSentence(items.map((item) => item.state))] : []),
      ...adviceLines(alert),
      '',
      'The groups, the worst first:',
    ],
    list: { entries: entries(alert, times), of: items.length },
  };
}

function adviceLines(alert: GroupAlert): readonly string[] {
  const { causes, steps } = adviceFor(alert);
  const heading = causes.length === 1 ? 'Likely cause:' : 'Likely causes, the likeliest first:';
  return [...numbered(heading, causes), ...numbered('What to do:', steps)];
}

function fleetLines({ fleet }: GroupAlert): readonly string[] {
  return fleet === null ? [] : [`Fleet: ${fleetSentence(fleet)}`];
}

/** When, and for how long: in bounds, since polling sees no more. */
function timeLines(alert: GroupAlert, { event, holds }: AlertItem, times: Times): readonly string[] {
  const soFar = (since: Bounds) => (holds ? [`For: ${lastedUntil(since, lastSeen(alert))} so far`] : []);
  switch (event.type) {
    case 'opened':
    case 'flapping began':
    case 'still down':
      return [`${holds ? 'Since' : 'Began'}: ${times.span(event.since)}`, ...soFar(event.since)];
    case 'escalated':
    case 'eased':
      return [
        `Changed: ${times.span(event.since)}`,
        `Began: ${times.span(event.opened)}`,
        ...soFar(event.opened),
      ];
    case 'ended':
      return [
        `Lasted: ${durationBetween(event.opened, event.ended)}`,
        `Began: ${times.span(event.opened)}`,
        `Ended: ${times.span(event.ended)}`,
        `Worst status: ${AS_ADJECTIVE[event.worst]}`,
      ];
    case 'removed':
      return [`Removed: ${times.span(event.removed)}`];
    case 'configured':
      return [`Changed: ${times.span(event.changed)}`];
  }
}

/** Until when what the alert tells is known to have gone on: now, if this run saw the fleet. */
function lastSeen({ at, asOf, fleet }: GroupAlert): Instant {
  return fleet === null ? at : asOf;
}

function lastedUntil(since: Bounds, now: Instant): string {
  const most = since.after === null ? null : millisecondsBetween(since.after, now);
  return durationWithin(Math.max(0, millisecondsBetween(since.by, now)), most);
}

/** One line that is true of every group: from the earliest bound to the latest. */
function timesOfAll(alert: GroupAlert, times: Times): string {
  const bounds = alert.items.map(({ event }) => {
    if (event.type === 'ended') return event.ended;
    if (event.type === 'configured') return event.changed;
    return event.type === 'removed' ? event.removed : event.since;
  });
  const whole = bounds.reduce((all, { after, by }) => ({
    after: all.after === null || after === null ? null : all.after < after ? all.after : after,
    by: all.by > by ? all.by : by,
  }));
  return `${WHEN[alert.kind]}: ${times.span(whole)}`;
}

const WHEN = { opened: 'Began', changed: 'Changed', ended: 'Ended', removed: 'Removed', configured: 'Changed' } as const;

/** Lazily: a storm's list is cut long before its end. */
function* entries(alert: GroupAlert, times: Times): Generator<readonly string[]> {
  const inFull = alert.kind === 'opened' || alert.kind === 'changed' ? LISTED_IN_FULL : 0;
  for (const [index, item] of alert.items.slice(0, LISTED_IN_FULL + LISTED_IN_LINES).entries()) {
    const line = `- ${placeOf(item.state.group)}: ${inShort(item)}`;
    yield index < inFull && item.holds ? [line, ...detailLines(alert, item, times)] : [line];
  }
}

function detailLines(alert: GroupAlert, { event, state }: AlertItem, times: Times): readonly string[] {
  return [
    ...state.group.hubs.map((hub) => `  - ${hubInShort(hub, times, alert.at)}`),
    ...('incident' in event ? [`  - incident ${event.incident}`] : []),
  ];
}
