/** An incident is over. */
import { millisecondsBetween } from '../../time.ts';
import { duration, durationBetween, durationInShort, number } from '../duration.ts';
import { placeOf } from '../text.ts';
import { AS_ADJECTIVE, presentWords } from './condition.ts';
import { removedLabel } from './removed.ts';
import type { ItemOf, Label, Words } from './words.ts';

export function endedWords(item: ItemOf<'ended'>): Words {
  const { event, state, holds } = item;
  const now = holds ? '' : `; now ${presentWords(state)}`;
  return {
    label: labelOf(item),
    counted: wasNeverSeenUp(item)
      ? 'connected, for the first time since they were first seen'
      : COUNTED[kindOf(item)],
    when: event.ended,
    headline: () => headlineOf(item),
    meaning: () => (event.how === 'removed' && holds ? [NOBODY_SAW] : []),
    short: () => `${shortOf(item)}, at worst ${AS_ADJECTIVE[event.worst]}${now}`,
    facts: (times) => [
      ...(event.how === 'steady' ? [] : [`Lasted: ${durationBetween(event.opened, event.ended)}`]),
      `Began: ${times.span(event.opened)}`,
      ...(event.how === 'steady'
        ? [
            ...(steadyFor(item) === null ? [] : [`Connected since: ${times.span(state.since)}`]),
            `Called steady: ${times.moment(event.ended.by)}`,
          ]
        : [`Ended: ${times.span(event.ended)}`]),
      `Worst status: ${event.worst === 'unknown' ? 'unknown' : AS_ADJECTIVE[event.worst]}`,
      ...(event.openings > 1 ? [`Drops: ${number(event.openings)} in all`] : []),
    ],
  };
}

const NOBODY_SAW = 'Nobody saw it connected again: the incident ends because there is nothing left to watch.';

type Kind = 'connected' | 'redundant' | 'steady' | 'removed';

function kindOf({ event }: ItemOf<'ended'>): Kind {
  if (event.how !== 'connected') return event.how;
  return event.worst === 'redundancy lost' ? 'redundant' : 'connected';
}

const COUNTED: Readonly<Record<Kind, string>> = {
  connected: 'connected again',
  redundant: 'redundant again',
  steady: 'steady again',
  removed: 'removed while not connected',
};

/** The incident is as old as the group's record: nobody has seen it connected before. */
function wasNeverSeenUp({ event, state }: ItemOf<'ended'>): boolean {
  return (
    event.how === 'connected' && event.worst !== 'redundancy lost' && event.opened.by === state.firstSeen
  );
}

function labelOf(item: ItemOf<'ended'>): Label {
  const { opened, ended, worst } = item.event;
  const lasted = durationInShort(opened, ended);
  switch (kindOf(item)) {
    case 'connected':
      return {
        tag: 'UP',
        past: 'WAS UP',
        many: 'up',
        tail: worst === 'unknown' ? `, of unknown status for ${lasted}` : ` after ${lasted}`,
      };
    case 'redundant':
      return {
        tag: 'REDUNDANCY BACK',
        past: 'REDUNDANCY WAS BACK',
        many: 'redundant again',
        tail: ` after ${lasted}`,
      };
    case 'steady': {
      const lately = steadyFor(item);
      const tail = lately === null ? ': well for long enough' : `: connected for ${lately}`;
      return { tag: 'STEADY', past: 'WAS STEADY', many: 'steady', tail };
    }
    case 'removed':
      return removedLabel;
  }
}

function headlineOf(item: ItemOf<'ended'>): string {
  const { event, state, holds } = item;
  const place = placeOf(state.group);
  const is = holds ? 'is' : 'was';
  switch (kindOf(item)) {
    case 'connected':
      return event.worst === 'unknown'
        ? `${place} ${is} connected: its status ${is} known again.`
        : `${place} ${is} connected${wasNeverSeenUp(item) ? ', for the first time since it was first seen' : ' again'}.`;
    case 'redundant':
      return `${place} ${holds ? 'has' : 'had'} its redundancy back.`;
    case 'steady': {
      const lately = steadyFor(item);
      const since = lately === null ? 'again' : `again: connected for ${lately} without a drop`;
      return `${place} ${is} steady ${since}, after ${number(event.openings)} drops.`;
    }
    case 'removed':
      return `${place} was removed from Secure Access while it was not connected.`;
  }
}

function shortOf(item: ItemOf<'ended'>): string {
  const { event } = item;
  const lasted = durationBetween(event.opened, event.ended);
  switch (kindOf(item)) {
    case 'connected':
      return wasNeverSeenUp(item)
        ? `connected, the first time that was seen; lasted ${lasted}`
        : `connected again; lasted ${lasted}`;
    case 'redundant':
      return `redundant again; lasted ${lasted}`;
    case 'steady': {
      const lately = steadyFor(item);
      return `steady again${lately === null ? '' : `, connected for ${lately}`} after ${number(event.openings)} drops`;
    }
    case 'removed':
      return `removed while not connected; lasted ${lasted}`;
  }
}

/**
 * How long it has been connected; null where the record does not say: a group that lost and regained redundancy was
 * `connected` all along.
 */
function steadyFor({ event, state, holds }: ItemOf<'ended'>): string | null {
  const { since } = state;
  const isOfThis = holds && event.opened.by < since.by && since.by < event.at;
  return isOfThis ? duration(millisecondsBetween(since.by, event.at)) : null;
}
