/** A group left `connected`, or lost redundancy. */
import type { Condition } from '../../rules/redundancy.ts';
import type { GroupState } from '../../rules/state.ts';
import { downHubs, roleOf } from '../hubs.ts';
import { placeOf, word } from '../text.ts';
import {
  AS_ADJECTIVE,
  conditionTold,
  isUnseen,
  lostWords,
  presentWords,
  TAGS,
  trafficMeaning,
} from './condition.ts';
import { soFar } from './course.ts';
import { isAfterSilence, silencedSentence } from './silenced.ts';
import type { ItemOf, Words } from './words.ts';

export function openedWords(item: ItemOf<'opened'>): Words {
  const { event, state, holds } = item;
  const condition = conditionTold(item);
  const isSeen = holds && !isUnseen(item);
  const lost = condition === 'redundancy lost' && isSeen ? `: ${lostWords(state, '')}` : '';
  const isNew = wasNeverUp(item);
  return {
    label: {
      tag: TAGS[condition],
      past: `WAS ${TAGS[condition]}`,
      many: TAGS[condition].toLowerCase(),
      tail: isNew ? ', never connected yet' : lost,
    },
    counted: AS_ADJECTIVE[condition],
    when: event.since,
    headline: () => {
      const place = placeOf(state.group);
      if (!holds) return `${place} was ${AS_ADJECTIVE[condition]}.`;
      if (!isSeen) return `${place} was ${AS_ADJECTIVE[condition]} when its status was last known.`;
      return present(place, state, condition);
    },
    meaning: () => [
      ...(isSeen ? trafficMeaning(condition, state) : []),
      ...(isNew && holds ? ['It has not been connected since it was first seen.'] : []),
      ...silencedSentence(event, 'This began while it was silenced'),
    ],
    short: () =>
      `${AS_ADJECTIVE[condition]}${lost}${isNew ? ', never connected yet' : ''}${isSeen ? '' : `; now ${presentWords(state)}`}`,
    facts: (times, until) => [
      isNew
        ? `First seen: ${times.moment(state.firstSeen)}`
        : `${holds ? 'Since' : 'Began'}: ${times.span(event.since)}`,
      ...soFar(event.since, until, holds),
    ],
  };
}

/** A new group that was never seen connected; of those that the first run found nobody knows what they were before. */
export function wasNeverUp({ event, state }: Pick<ItemOf<'opened'>, 'event' | 'state'>): boolean {
  return event.since.by === state.firstSeen && !isAfterSilence(event);
}

function present(place: string, state: GroupState, condition: Condition): string {
  const { group } = state;
  const down = downHubs(group);
  switch (condition) {
    case 'unknown':
      return unknown(place, state);
    case 'redundancy lost':
      return `${place} is connected, but has lost its redundancy: ${lostWords(state)}.`;
    case 'warning': {
      const [only] = down;
      const lost =
        down.length === 1 && only !== undefined ? `: its ${roleOf(only) ?? 'one'} hub is down` : '';
      return `${place} is in warning${lost}.`;
    }
    default: {
      const both = down.length === 2 && group.hubs.length === 2 ? ': both hubs are down' : '';
      return `${place} is ${AS_ADJECTIVE[condition]}${both}.`;
    }
  }
}

function unknown(place: string, { presence, group }: GroupState): string {
  if (presence === 'missing')
    return `${place} is not listed by Secure Access any more, and its removal is not confirmed.`;
  const seen = word(group.statusSeen);
  return seen === null
    ? `${place} has no status: Secure Access gives none.`
    : `${place} has a status that Tunnelwatch does not know: "${seen}".`;
}
