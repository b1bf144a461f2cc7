/** What differs between two records of a group, and how to put it back: the differences are what history stores. */
import type { Bounds, Instant } from '../time.ts';
import type { Group, Hub } from './group.ts';

/** Whether the list names the group: `missing` until a look-up says which of the other two. */
export type Presence = 'listed' | 'missing' | 'removed';

/** A group's record together with its presence: all the facts there are. */
export interface Facts {
  readonly presence: Presence;
  readonly group: Group;
}

/**
 * From and to of each fact that differs, by path: `status`, `name`, `hub.720011801.status`, … A hub that came or went
 * stands whole under `hub.<id>`; a group that appeared stands whole under `group`. null means "was not there".
 */
export type Differences = Readonly<Record<string, readonly [before: unknown, after: unknown]>>;

/** The words by which changes are asked for and told apart. */
export const CHANGE_KINDS = [
  'appeared',
  'missing',
  'found',
  'removed',
  'status',
  'hub',
  'tunnels',
  'configuration',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** One row of history: what one complete run found different about one group. */
export interface Change extends Bounds {
  readonly group: string;
  /** The number of this change among the group's changes, from 1. */
  readonly seq: number;
  readonly kinds: readonly ChangeKind[];
  readonly differences: Differences;
  /** The incident it belongs to, if any. */
  readonly incident: string | null;
  /** Ids of the events that the change gave rise to. */
  readonly events: readonly string[];
}

/** A stretch in which nobody looked: neither up nor down, for any group. */
export interface Gap {
  readonly from: Instant;
  readonly to: Instant;
  /** Why, in a sentence. */
  readonly why: string;
}

const GROUP_FACTS = ['name', 'deviceType', 'region', 'status', 'statusSeen', 'routing'] as const;
const HUB_FACTS = ['primary', 'datacenter', 'authId', 'status', 'tunnels'] as const;

/** What differs between two sets of facts; null where nothing does. `before` is null for a group never seen. */
export function difference(before: Facts | null, after: Facts): Differences | null {
  if (before === null) return { presence: [null, after.presence], group: [null, after.group] };
  const found: Record<string, readonly [unknown, unknown]> = {};
  if (before.presence !== after.presence) found.presence = [before.presence, after.presence];
  if (before.group !== after.group) {
    compareFields(GROUP_FACTS, before.group, after.group, '', found);
    compareHubs(before.group.hubs, after.group.hubs, found);
  }
  return Object.keys(found).length === 0 ? null : found;
}

/** The facts after a change. The inverse of `difference`: applied in order they turn a snapshot into any later one. */
export function apply(facts: Facts | null, differences: Differences): Facts {
  const whole = differences.group?.[1] as Group | undefined;
  const start = whole ?? facts?.group;
  if (start === undefined)
    throw new Error('A change to a group of which nothing is known: the row that came before it is lost.');
  const presence = (differences.presence?.[1] as Presence | undefined) ?? facts?.presence ?? 'listed';
  const paths = Object.entries(differences).filter(([path]) => path !== 'group' && path !== 'presence');
  // A group that appeared stands there whole: as many rows as there are groups are so.
  if (paths.length === 0) return { presence, group: start };
  const group: Record<string, unknown> = { ...start };
  const hubs = new Map<string, Hub>(start.hubs.map((hub) => [hub.id, hub]));
  for (const [path, [, after]] of paths) {
    if (path.startsWith('hub.')) applyToHub(hubs, path.slice('hub.'.length), after);
    else group[path] = after;
  }
  return { presence, group: { ...(group as unknown as Group), hubs: inOrder([...hubs.values()]) } };
}

/** The kinds a set of differences counts as, in the order of `CHANGE_KINDS`. */
export function kindsOf(differences: Differences): readonly ChangeKind[] {
  const kinds = new Set<ChangeKind>();
  for (const [path, [before, after]] of Object.entries(differences)) kinds.add(kindOf(path, before, after));
  return CHANGE_KINDS.filter((kind) => kinds.has(kind));
}

/** Hubs as they are stored and compared: the primary first, then by id. */
export function inOrder(hubs: readonly Hub[]): readonly Hub[] {
  return [...hubs].sort(
    (a, b) => Number(b.primary === true) - Number(a.primary === true) || compareIds(a.id, b.id),
  );
}

/** Decimal ids in the order of their numbers, however many digits they have. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

function kindOf(path: string, before: unknown, after: unknown): ChangeKind {
  if (path === 'group') return 'appeared';
  if (path === 'presence') return presenceKind(before, after);
  if (path === 'status' || path === 'statusSeen') return 'status';
  if (path.endsWith('.status')) return 'hub';
  if (path.endsWith('.tunnels')) return 'tunnels';
  return 'configuration';
}

function presenceKind(before: unknown, after: unknown): ChangeKind {
  if (after !== 'listed') return after as 'missing' | 'removed';
  return before === 'missing' ? 'found' : 'appeared';
}

function compareHubs(
  before: readonly Hub[],
  after: readonly Hub[],
  found: Record<string, readonly [unknown, unknown]>,
): void {
  const earlier = new Map(before.map((hub) => [hub.id, hub]));
  for (const hub of after) {
    const was = earlier.get(hub.id);
    earlier.delete(hub.id);
    if (was === undefined) found[`hub.${hub.id}`] = [null, hub];
    else compareFields(HUB_FACTS, was, hub, `hub.${hub.id}.`, found);
  }
  for (const hub of earlier.values()) found[`hub.${hub.id}`] = [hub, null];
}

function compareFields<T>(
  fields: readonly (keyof T & string)[],
  before: T,
  after: T,
  prefix: string,
  found: Record<string, readonly [unknown, unknown]>,
): void {
  for (const field of fields) {
    const [was, is] = [before[field], after[field]];
    if (!isSame(was, is)) found[`${prefix}${field}`] = [was, is];
  }
}

/** Hub ids are decimal, so the first dot of `<id>.<field>` is where the field begins. */
function applyToHub(hubs: Map<string, Hub>, path: string, after: unknown): void {
  const dot = path.indexOf('.');
  const id = dot === -1 ? path : path.slice(0, dot);
  if (dot === -1 && after === null) {
    hubs.delete(id);
    return;
  }
  if (dot === -1) {
    hubs.set(id, after as Hub);
    return;
  }
  const hub = hubs.get(id);
  if (hub === undefined)
    throw new Error(`A change to hub ${id}, of which nothing is known: the row that came before it is lost.`);
  hubs.set(id, { ...hub, [path.slice(dot + 1)]: after });
}

/** Whether two values are equal, whatever order their keys came in. Most are the same key by key, which is found out without text. */
function isSame(a: unknown, b: unknown): boolean {
  return isAlike(a, b) || canonical(a) === canonical(b);
}

/** True only of values that are equal down to the order of keys. */
function isAlike(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [ours, theirs] = [Object.entries(a), Object.entries(b)];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    ours.length === theirs.length &&
    ours.every(([key, value], index) => theirs[index]?.[0] === key && isAlike(value, theirs[index]?.[1]))
  );
}

/** Text that is equal exactly where the values are, whatever order their keys came in. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort())
      : inner,
  );
}
