import type { AlertItem } from '../alert.ts';
import { eventsOf } from '../items.ts';
import { changedWords } from './changed.ts';
import { configuredWords } from './configured.ts';
import { endedWords } from './ended.ts';
import { flappingWords, stillDownWords } from './flapping.ts';
import { openedWords } from './opened.ts';
import { removedWords } from './removed.ts';
import type { Words } from './words.ts';

/** What is said of one group. */
export function wordsOf(item: AlertItem): Words {
  const { event } = item;
  switch (event.type) {
    case 'opened':
      return openedWords({ ...item, event });
    case 'escalated':
    case 'eased':
      return changedWords({ ...item, event });
    case 'flapping began':
      return flappingWords({ ...item, event });
    case 'still down':
      return stillDownWords({ ...item, event });
    case 'ended':
      return endedWords({ ...item, event });
    case 'removed':
      return removedWords({ ...item, event });
    case 'configured':
      return configuredWords({ ...item, event });
  }
}

/** The same, with what came before it in a gathered alert. */
export function shortOf(item: AlertItem): string {
  const { length } = eventsOf(item);
  const before = length === 1 ? '' : ` (${length} times in these minutes; this is the last)`;
  return `${wordsOf(item).short()}${before}`;
}
