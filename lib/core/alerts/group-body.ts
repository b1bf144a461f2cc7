/** What is said at length about one group, or about many. */
import type { Bounds, Instant } from '../time.ts';
import { adviceFor } from './advice.ts';
import type { AlertItem, GroupAlert } from './alert.ts';
import { type Body, EMPTY_BODY } from './body.ts';
import { type Commands, commandsFor } from './commands.ts';
import { fleetSentence } from './counts.ts';
import { headlinesOf, regionSentence } from './headlines.ts';
import { hubInShort, hubLines } from './hubs.ts';
import { LISTED_IN_FULL, LISTED_IN_LINES } from './limits.ts';
import { placeOf, word } from './text.ts';
import type { Times } from './time.ts';
import { isUnseen, presentSentence } from './words/condition.ts';
import { shortOf, wordsOf } from './words/of-item.ts';

/** The body of an alert about groups. */
export function groupBody(alert: GroupAlert, times: Times): Body {
  return alert.items.length === 1 ? oneGroup(alert, alert.items[0], times) : manyGroups(alert, times);
}

function oneGroup(alert: GroupAlert, item: AlertItem, times: Times): Body {
  const { event, state, holds } = item;
  const words = wordsOf(item);
  const device = word(state.group.deviceType);
  return {
    ...EMPTY_BODY,
    headline: [
      words.headline(),
      ...words.meaning(),
      ...(isToldAsIs(item, holds) ? [] : [presentSentence(state, times)]),
    ],
    facts: [
      ...words.facts(times, lastSeen(alert)),
      ...earlierLines(item, times, alert.at),
      ...fleetLines(alert),
      ...(device === null ? [] : [`Device: ${device}`]),
      `Group id: ${state.id}`,
      ...('incident' in event ? [`Incident: ${event.incident}`] : []),
    ],
    details: hubSection(alert, item, times),
    ...adviceFor(alert),
    closing: closingOf(item, commandsFor(alert.organization)),
  };
}

/** Whether the headline says how the group is now. That of a flapping group always does. */
function isToldAsIs(item: AlertItem, holds: boolean): boolean {
  return holds && (item.event.type === 'flapping began' || !isUnseen(item));
}

/** What was gathered before the event that the message is about. */
function earlierLines({ earlier = [], state }: AlertItem, times: Times, known: Instant): readonly string[] {
  return earlier.map((event) => {
    const { counted } = wordsOf({ event, state, holds: false });
    return `Before that: ${counted}, seen ${times.moment(event.at, known)}`;
  });
}

function hubSection(alert: GroupAlert, { state }: AlertItem, times: Times): readonly string[] {
  if (state.group.hubs.length === 0) return ['', 'The API names no hubs of this group.'];
  const heading = state.presence === 'listed' ? 'Hubs:' : 'Hubs, as last seen:';
  return ['', heading, ...hubLines(state, times, alert.at)];
}

/** How to say that somebody has taken it on: only while there is something to take on. */
function closingOf({ event, state, holds }: AlertItem, commands: Commands): readonly string[] {
  if (!holds || event.type === 'ended' || !('incident' in event)) return [];
  return [
    ...(state.incident?.acknowledged === true
      ? []
      : ['Taken on? This stops reminders of it:', `  ${commands.acknowledge(event.incident)}`]),
    'Meant to be so for a while? This keeps it quiet:',
    `  ${commands.silenceGroup(state.id)}`,
  ];
}

/** The same of many. */
function closingOfMany({ kind, items }: GroupAlert, commands: Commands): readonly string[] {
  const [{ event, holds }] = items;
  if (!holds || !('incident' in event) || (kind !== 'opened' && kind !== 'changed')) return [];
  return [
    "Taken on? With the incident's id, this stops reminders of it:",
    `  ${commands.acknowledge(event.incident)}`,
    'Meant to be so for a while? Silences keep groups quiet:',
    `  ${commands.silence}`,
  ];
}

function manyGroups(alert: GroupAlert, times: Times): Body {
  const { items } = alert;
  const commands = commandsFor(alert.organization);
  return {
    ...EMPTY_BODY,
    headline: headlinesOf(alert),
    facts: [
      ...timesOfAll(alert, times),
      ...fleetLines(alert),
      ...(items.length > LISTED_IN_FULL ? [regionSentence(items.map((item) => item.state))] : []),
    ],
    ...adviceFor(alert),
    closing: closingOfMany(alert, commands),
    list: {
      heading:
        alert.kind === 'configured' || alert.kind === 'removed'
          ? 'The groups:'
          : 'The groups, the worst first:',
      entries: entries(alert, times),
      of: items.length,
      command: commands[LISTED_BY[alert.kind]],
    },
  };
}

const LISTED_BY: Readonly<Record<GroupAlert['kind'], 'incidents' | 'alerts'>> = {
  opened: 'incidents',
  changed: 'incidents',
  ended: 'incidents',
  removed: 'alerts',
  configured: 'alerts',
};

function fleetLines({ fleet }: GroupAlert): readonly string[] {
  return fleet === null ? [] : [`Fleet: ${fleetSentence(fleet)}`];
}

/** Until when what the alert tells is known to have gone on: now, if this run saw the fleet. */
function lastSeen({ at, asOf, fleet }: GroupAlert): Instant {
  return fleet === null ? at : asOf;
}

const WHEN: Readonly<Record<GroupAlert['kind'], string>> = {
  opened: 'Began',
  changed: 'Changed',
  ended: 'Ended',
  removed: 'Removed',
  configured: 'Changed',
};

/** A line that is true of every group: from the earliest bound to the latest. Those called steady have one of their own. */
function timesOfAll({ kind, items }: GroupAlert, times: Times): readonly string[] {
  const when = (these: readonly AlertItem[]) => these.map((item) => wordsOf(item).when);
  const others = when(items.filter((item) => !isSteady(item)));
  // Whoever calls it so knows the instant: there is no bound before it.
  const steady = when(items.filter(isSteady)).map(({ by }) => ({ after: by, by }));
  return [
    ...others.reduce(widened, []).map((whole) => `${WHEN[kind]}: ${times.span(whole)}`),
    ...steady.reduce(widened, []).map((whole) => `Called steady: ${times.span(whole)}`),
  ];
}

function isSteady({ event }: AlertItem): boolean {
  return event.type === 'ended' && event.how === 'steady';
}

/** The bounds that hold both; none before the first. */
function widened([all]: readonly Bounds[], { after, by }: Bounds): readonly Bounds[] {
  if (all === undefined) return [{ after, by }];
  return [
    {
      after: all.after === null || after === null ? null : all.after < after ? all.after : after,
      by: all.by > by ? all.by : by,
    },
  ];
}

/** Lazily: a storm's list is cut long before its end. */
function* entries(alert: GroupAlert, times: Times): Generator<readonly string[]> {
  const inFull = alert.kind === 'opened' || alert.kind === 'changed' ? LISTED_IN_FULL : 0;
  const apart = alert.kind !== 'removed' && new Set(alert.items.map(({ event }) => event.at)).size > 1;
  for (const [index, item] of alert.items.slice(0, LISTED_IN_FULL + LISTED_IN_LINES).entries()) {
    const line = `- ${placeOf(item.state.group)}${apart ? timeOf(item, times, alert.at) : ''}: ${shortOf(item)}`;
    yield index < inFull && item.holds ? [line, ...detailLines(alert, item, times)] : [line];
  }
}

/** Of groups that are told of together, and not because it happened in the same minute. */
function timeOf(item: AlertItem, times: Times, known: Instant): string {
  return `, ${times.minute(wordsOf(item).when.by, known)}`;
}

function detailLines(alert: GroupAlert, { event, state }: AlertItem, times: Times): readonly string[] {
  return [
    ...state.group.hubs.map((hub) => `  - ${hubInShort(hub, state, times, alert.at)}`),
    ...('incident' in event ? [`  - incident ${event.incident}`] : []),
  ];
}
