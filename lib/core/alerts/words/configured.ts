/** Somebody changed the configuration of a group. */
import { type Differences, kindsOf } from '../../fleet/change.ts';
import type { Group } from '../../fleet/group.ts';
import { number } from '../duration.ts';
import { roleOf } from '../hubs.ts';
import { DIFFERENCE_CHARACTERS, DIFFERENCES_SHOWN, WORD_CHARACTERS } from '../limits.ts';
import { clean, placeOf, word } from '../text.ts';
import type { ItemOf, Words } from './words.ts';

/** After a count. */
export const ANEW = 'configured anew';

export function configuredWords({ event, state }: ItemOf<'configured'>): Words {
  const { group } = state;
  const changed = configurationIn(event.differences);
  const what = [...new Set(changed.map(([path]) => factOf(path, group)))];
  const named = what.length > 3 ? `${what.slice(0, 3).join(', ')} and more` : what.join(', ');
  return {
    label: { tag: 'CONFIGURED', past: 'WAS CONFIGURED', many: 'configured', tail: `: ${named}` },
    counted: ANEW,
    when: event.changed,
    headline: () => `The configuration of ${placeOf(group)} was changed: ${named}.`,
    meaning: () => [],
    short: () => shortOf(changed, group) ?? `changed ${named}`,
    facts: (times) => [
      `Changed: ${times.span(event.changed)}`,
      ...changed
        .slice(0, DIFFERENCES_SHOWN)
        .map(([path, [before, after]]) => differenceLine(factOf(path, group), shown(before), shown(after))),
      ...(changed.length > DIFFERENCES_SHOWN
        ? [`... and ${number(changed.length - DIFFERENCES_SHOWN)} more differences`]
        : []),
    ],
  };
}

/** What one change was, and to what; null where there are several. */
function shortOf(changed: ReturnType<typeof configurationIn>, group: Group): string | null {
  const [one, ...others] = changed;
  if (one === undefined || others.length > 0) return null;
  const [path, [before, after]] = one;
  const line = differenceLine(factOf(path, group), shown(before), shown(after));
  return `${line.charAt(0).toLowerCase()}${line.slice(1)}`;
}

/** A status that changed at the same poll is no configuration, and has messages of its own. */
function configurationIn(differences: Differences): readonly (readonly [string, Differences[string]])[] {
  return Object.entries(differences).filter(([path, pair]) =>
    kindsOf({ [path]: pair }).includes('configuration'),
  );
}

const FACTS: ReadonlyMap<string, string> = new Map([
  ['name', 'name'],
  ['deviceType', 'device type'],
  ['region', 'region'],
  ['routing', 'routing'],
  ['primary', 'role'],
  ['datacenter', 'data center'],
  ['authId', 'tunnel ID'],
]);

/** `routing`, `data center of the secondary hub`, `secondary hub`. */
function factOf(path: string, group: Group): string {
  const [, id, field] = /^hub\.([^.]+)(?:\.(.+))?$/.exec(path) ?? [];
  if (id === undefined) return FACTS.get(path) ?? clean(path, WORD_CHARACTERS);
  const hub = group.hubs.find((one) => one.id === id);
  const role = (hub && roleOf(hub)) ?? null;
  const name = role === null ? `hub ${clean(id, WORD_CHARACTERS)}` : `${role} hub`;
  return field === undefined ? name : `${FACTS.get(field) ?? clean(field, WORD_CHARACTERS)} of the ${name}`;
}

/** A single value of a difference, and the names of the fields that lead to it. */
interface Leaf {
  readonly path: string;
  readonly text: string;
}

/** Of a hub that came or went only where it is: it names its other facts itself when they change. */
function shown(value: unknown): readonly Leaf[] {
  const isHub = typeof value === 'object' && value !== null && 'datacenter' in value;
  return leaves(isHub ? value.datacenter : value);
}

/** One value before and after; of a list, or a record of many values, only what left it and what came. */
function differenceLine(fact: string, was: readonly Leaf[], is: readonly Leaf[]): string {
  const [gone, come] = [without(was, is), without(is, was)];
  const isPart = gone.length + come.length < was.length + is.length && gone.length + come.length > 0;
  if (!isPart) return `${capital(fact)}: ${listed(was)} before, now ${listed(is)}`;
  const parts = [
    ...(gone.length === 0 ? [] : [`without ${listed(gone)}`]),
    ...(come.length === 0 ? [] : [`with ${listed(come)}`]),
  ];
  return `${capital(fact)}: now ${parts.join(', and ')}`;
}

/** Records deeper than this are shown as JSON. */
const DEPTH_MOST = 4;

/** The single values of a difference. Foreign data: anything may be in it. */
function leaves(value: unknown, path = '', depth = 0): readonly Leaf[] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value === 'object' && depth < DEPTH_MOST) {
    const isList = Array.isArray(value);
    return Object.entries(value).flatMap(([key, inner]) =>
      leaves(inner, isList || WRAPPERS.has(key) ? path : `${path} ${clean(key, WORD_CHARACTERS)}`, depth + 1),
    );
  }
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return [{ path: path.trim(), text: word(text) ?? 'something invisible' }];
}

/** Fields of routing whose names say nothing. */
const WRAPPERS: ReadonlySet<string> = new Set(['type', 'data']);

function without(values: readonly Leaf[], others: readonly Leaf[]): readonly Leaf[] {
  const known = new Set(others.map(asText));
  return values.filter((leaf) => !known.has(asText(leaf)));
}

function asText({ path, text }: Leaf): string {
  return path === '' ? text : `${path} ${text}`;
}

/** `networkCIDRs 10.12.0.0/16, 10.13.0.0/16`: a field is named once. */
function listed(values: readonly Leaf[]): string {
  if (values.length === 0) return 'nothing';
  const texts = values.map((leaf, index) =>
    values[index - 1]?.path === leaf.path ? leaf.text : asText(leaf),
  );
  return clean(texts.join(', '), DIFFERENCE_CHARACTERS);
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
