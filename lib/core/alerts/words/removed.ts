/** A group with no open incident was removed. */
import { placeOf } from '../text.ts';
import { AS_ADJECTIVE, presentWords } from './condition.ts';
import type { ItemOf, Label, Words } from './words.ts';

export const removedLabel: Label = { tag: 'REMOVED', past: 'WAS REMOVED', many: 'removed', tail: '' };

export function removedWords({ event, state, holds }: ItemOf<'removed'>): Words {
  // A group that waited for its look-up was not listed before it: then its status says nothing of how it was.
  const was = event.status === 'unknown' ? null : AS_ADJECTIVE[event.status];
  return {
    label: removedLabel,
    counted: 'removed',
    when: event.removed,
    headline: () => {
      const removed = `${placeOf(state.group)} was removed from Secure Access`;
      return was === null ? `${removed}.` : `${removed}; it was ${was} when last seen.`;
    },
    meaning: () => (holds ? ['It is not watched any more.'] : []),
    short: () =>
      `removed${was === null || event.status === 'connected' ? '' : `, was ${was}`}${holds ? '' : `; now ${presentWords(state)}`}`,
    facts: (times) => [`Removed: ${times.span(event.removed)}`],
  };
}
