/** The first lines of a message about many groups: what they share, then how many are in which state. */
import type { GroupState } from '../rules/state.ts';
import type { AlertItem, GroupAlert } from './alert.ts';
import { AS_ADJECTIVE, causeSentence } from './describe.ts';
import { number, plural } from './duration.ts';
import { presentItems } from './summary.ts';
import { word } from './text.ts';

/** Regions named in the line that counts by region. */
const REGIONS_NAMED = 5;

export function headlinesOf(alert: GroupAlert): readonly string[] {
  const { items, past } = presentItems(alert);
  const over = alert.items.length - items.length;
  return [
    ...alert.causes.map(causeSentence),
    sentence(alert.kind, items, past),
    ...(past ? ['None of this holds any more: how they are now stands in the list.'] : []),
    ...(over > 0 ? [`${number(over)} more were so and are not any more; they end the list.`] : []),
  ];
}

/** `By region: us-east-1 3,100; eu-central-1 1,900; others 12.` */
export function regionSentence(states: readonly GroupState[]): string {
  const counts = [...counted(states.map((state) => word(state.group.region) ?? 'no region'))];
  counts.sort(([, a], [, b]) => b - a);
  const named = counts.slice(0, REGIONS_NAMED).map(([region, count]) => `${region} ${number(count)}`);
  const others = counts.slice(REGIONS_NAMED).reduce((sum, [, count]) => sum + count, 0);
  return `By region: ${[...named, ...(others > 0 ? [`others ${number(others)}`] : [])].join('; ')}.`;
}

/** All alike in one word, else how many of each. */
function sentence(kind: GroupAlert['kind'], items: readonly AlertItem[], past: boolean): string {
  const groups = plural(items.length, 'network tunnel group');
  const counts = [...counted(items.map(wordOf))];
  const [first] = counts;
  const are = past ? 'were' : 'are';
  if (kind === 'removed') return `${groups} were removed from Secure Access.`;
  if (first !== undefined && counts.length === 1)
    return kind === 'changed' ? `${groups} got ${first[0]}.` : `${groups} ${are} ${first[0]}.`;
  const parts = counts.map(([word, count]) => `${number(count)} ${word}`).join(', ');
  return `${MIXED[kind](groups)}: ${parts}.`;
}

const MIXED = {
  opened: (groups: string) => `${groups} left connected`,
  changed: (groups: string) => `${groups} changed`,
  configured: (groups: string) => `${groups} were configured`,
  ended: (groups: string) => `The incidents of ${groups} ended`,
} as const;

function wordOf({ event }: AlertItem): string {
  switch (event.type) {
    case 'opened':
    case 'removed':
    case 'flapping began':
    case 'still down':
      return AS_ADJECTIVE[event.status];
    case 'escalated':
      return 'worse';
    case 'eased':
      return 'better';
    case 'ended':
      return event.how !== 'removed' ? 'connected again' : 'removed while not connected';
    case 'configured':
      return 'configured';
  }
}

function counted(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
