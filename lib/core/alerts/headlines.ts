/** The first lines of a message about many groups: what they share, then how many are in which state. */
import type { GroupState } from '../rules/state.ts';
import type { AlertItem, GroupAlert, SharedCause } from './alert.ts';
import { number, plural } from './duration.ts';
import { causePlace, presentItems } from './summary.ts';
import { word } from './text.ts';
import { AS_ADJECTIVE } from './words/condition.ts';
import { ANEW } from './words/configured.ts';
import { FROM_NOW_ON } from './words/flapping.ts';
import { wordsOf } from './words/of-item.ts';

/** Regions named in the line that counts by region. */
const REGIONS_NAMED = 5;
const NO_REGION = 'no region';

export function headlinesOf(alert: GroupAlert): readonly string[] {
  const { items, past } = presentItems(alert);
  const over = alert.items.length - items.length;
  const [first, ...others] = items;
  const one = wordsOf(first);
  return [
    ...alert.causes.map(causeSentence),
    ...(others.length === 0 ? [one.headline(), ...one.meaning()] : [sentence(alert.kind, items, past)]),
    ...(past ? ['None of this holds any more: how they are now stands in the list.'] : []),
    ...(others.length > 0 && !past && items.some(isFlapping) ? [FROM_NOW_ON] : []),
    ...overSentence(over),
  ];
}

function isFlapping({ event }: AlertItem): boolean {
  return event.type === 'flapping began';
}

function overSentence(over: number): readonly string[] {
  if (over === 0) return [];
  return over === 1
    ? ['1 other was so too and is not any more: it stands last in the list.']
    : [`${number(over)} others were so too and are not any more: they stand last in the list.`];
}

/** `Data center sse-use-1-0-0: 40 of 42 groups lost their hub there.` */
export function causeSentence(cause: SharedCause): string {
  const place = causePlace(cause);
  const groups =
    cause.affected === cause.of
      ? `all ${number(cause.of)}`
      : `${number(cause.affected)} of ${number(cause.of)}`;
  const what = cause.where === 'region' ? 'groups there left connected' : 'groups lost their hub there';
  return `${place.charAt(0).toUpperCase()}${place.slice(1)}: ${groups} ${what}.`;
}

/** `By region: us-east-1 3,100; eu-central-1 1,900; others 12.`, or `Region: all in us-east-1.` */
export function regionSentence(states: readonly GroupState[]): string {
  const counts = [...counted(states.map((state) => word(state.group.region) ?? NO_REGION))];
  const [only] = counts;
  if (only !== undefined && counts.length === 1 && only[0] !== NO_REGION) return `Region: all in ${only[0]}.`;
  counts.sort(([, a], [, b]) => b - a);
  const named = counts.slice(0, REGIONS_NAMED).map(([region, count]) => `${region} ${number(count)}`);
  const others = counts.slice(REGIONS_NAMED).reduce((sum, [, count]) => sum + count, 0);
  return `By region: ${[...named, ...(others > 0 ? [`others ${number(others)}`] : [])].join('; ')}.`;
}

/** All alike in one word, else how many of each. */
function sentence(kind: GroupAlert['kind'], items: readonly AlertItem[], past: boolean): string {
  const groups = plural(items.length, 'network tunnel group');
  if (kind === 'removed') return `${groups} were removed from Secure Access.`;
  const counts = counted(items.map((item) => wordsOf(item).counted));
  const [only] = counts.keys();
  if (only !== undefined && counts.size === 1) return `${groups} ${verbOf(only, past)} ${only}.`;
  const parts = [...counts].map(([words, count]) => `${number(count)} ${words}`).join(', ');
  return `${mixed(kind, groups, counts)}: ${parts}.`;
}

function verbOf(words: string, past: boolean): string {
  if (words === 'better') return 'got';
  return past || words === ANEW ? 'were' : 'are';
}

function mixed(kind: GroupAlert['kind'], groups: string, counts: ReadonlyMap<string, number>): string {
  if (kind === 'ended') return `The incidents of ${groups} ended`;
  if (kind !== 'opened') return `${groups} changed`;
  const isConnectedToo = counts.has(AS_ADJECTIVE['redundancy lost']);
  return `${groups} left connected${isConnectedToo ? ' or lost redundancy' : ''}`;
}

function counted(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
