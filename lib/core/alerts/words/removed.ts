/** A group with no open incident was removed. */
import { placeOf } from '../text.ts';
import { AS_ADJECTIVE, presentWords } from './condition.ts';
import type { ItemOf, Label, Words } from './words.ts';

export const removedLabel: Label = { tag: 'REMOVED', past: 'WAS REMOVED', many: 'removed', tail: '' };

export function removedWords({ event, state, holds }: ItemOf<'removed'>): Words {
  const was = AS_ADJECTIVE[event.status];
  return {
    label: removedLabel,
    counted: was,
    when: event.removed,
    headline: () => `${placeOf(state.group)} was removed from Secure Access; it was ${was} when last seen.`,
    meaning: () => (holds ? ['It is not watched any more.'] : []),
    short: () => `removed, was ${was}${holds ? '' : `; now ${presentWords(state)}`}`,
    facts: (times) => [`Removed: ${times.span(event.removed)}`],
  };
}
