/** An open incident got worse, or less bad without being over. */

import type { Condition } from '../../rules/redundancy.ts';
import { placeOf } from '../text.ts';
import {
  AS_ADJECTIVE,
  conditionTold,
  IN_SHORT,
  isUnseen,
  presentWords,
  TAGS,
  trafficMeaning,
} from './condition.ts';
import { soFar } from './course.ts';
import { isAfterSilence, silencedSentence } from './silenced.ts';
import type { ItemOf, Words } from './words.ts';

export function changedWords(item: ItemOf<'escalated' | 'eased'>): Words {
  const { event, state, holds } = item;
  const condition = conditionTold(item);
  const isSeen = holds && !isUnseen(item);
  const isWorse = event.type === 'escalated';
  const [from, to] = [AS_ADJECTIVE[event.previous], AS_ADJECTIVE[condition]];
  /** After a silence the event knows only how bad people were told it was, and not in which condition. */
  const isSudden = !isAfterSilence(event);
  /** In a flapping incident it was up in between: how long since it began says nothing. */
  const isFlapping = (state.incident?.episode ?? null) !== null;
  return {
    label: {
      tag: isWorse ? TAGS[condition] : 'BETTER',
      past: `WAS ${TAGS[condition]}`,
      many: isWorse ? TAGS[condition].toLowerCase() : 'better',
      tail: isWorse ? before(event.previous, isSudden) : isSeen ? `, now ${IN_SHORT[condition]}` : '',
    },
    counted: isWorse ? `now ${to}` : 'better',
    when: event.since,
    headline: () => {
      const place = placeOf(state.group);
      const how = isWorse ? 'got worse' : 'is better, but not well';
      if (!isSudden) return `${place} ${how}: it ${isSeen ? 'is now' : 'was'} ${to}.`;
      return isSeen
        ? `${place} ${how}: it was ${from} and is now ${to}.`
        : `${place} was ${from}, then ${to}.`;
    },
    meaning: () => [
      ...(isSeen ? trafficMeaning(condition, state) : []),
      ...silencedSentence(event, 'It came to this while it was silenced'),
    ],
    short: () =>
      `${isSudden ? `${from} before, then ` : 'got worse: '}${to}${isSeen ? '' : `; now ${presentWords(state)}`}`,
    facts: (times, until) => [
      `Changed: ${times.span(event.since)}`,
      `${isFlapping ? 'Flapping incident began' : 'Began'}: ${times.span(event.opened)}`,
      ...soFar(event.opened, until, holds && !isFlapping),
    ],
  };
}

/** How it was before it got worse. After a silence only how bad it was is known; up was only what flaps. */
function before(previous: Condition, isKnown: boolean): string {
  if (!isKnown) return ', got worse';
  return previous === 'connected' ? ', flapping' : `, was ${IN_SHORT[previous]}`;
}
