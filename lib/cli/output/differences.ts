/** What differs, in words. */
import { clean, word } from '../../core/alerts/text.ts';
import type { Differences } from '../../core/fleet/change.ts';
import type { Hub } from '../../core/fleet/group.ts';
import { placeOfHub } from './facts.ts';

/** One fact that differs. */
export interface Difference {
  /** `primary hub sse-use-1-1-1`; '' where it is the group itself. */
  readonly of: string;
  /** `status`, `name`, `tunnels`, …; '' for a hub's status. */
  readonly fact: string;
  /** In words; '' where it was not there, or is not. */
  readonly before: string;
  readonly after: string;
}

/** Hubs are named by what is known of them now: their differences carry ids only. */
export function inWords(differences: Differences, hubs: readonly Hub[]): readonly Difference[] {
  return Object.entries(differences).flatMap(([path, [before, after]]): readonly Difference[] => {
    // A group that came or went stands whole beside its presence, which says it.
    if (path === 'group') return [];
    if (path === 'presence') return [{ of: '', fact: 'presence', ...presence(before, after) }];
    if (!path.startsWith('hub.'))
      return [{ of: '', fact: FACTS[path] ?? path, before: value(before), after: value(after) }];
    const [, id = '', field] = path.split('.');
    const of = hubNamed(id, hubs, before, after);
    return field === undefined
      ? [{ of, fact: '', before: before === null ? '' : 'there', after: after === null ? '' : 'there' }]
      : [{ of, fact: HUB_FACTS[field] ?? field, before: value(before), after: value(after) }];
  });
}

const FACTS: Readonly<Record<string, string>> = { statusSeen: "the API's word", deviceType: 'device type' };
const HUB_FACTS: Readonly<Record<string, string>> = {
  status: '',
  datacenter: 'data center',
  authId: 'authentication id',
};

/** The same with what differs of one hub as one fact: `primary hub sse-use-1-1-1` from `up, tunnels some` to `down, tunnels none`. */
export function byHub(differences: Differences, hubs: readonly Hub[]): readonly Difference[] {
  const merged: Difference[] = [];
  for (const one of inWords(differences, hubs)) {
    const { of, fact } = one;
    const [before, after] = [one.before, one.after].map((text) => `${fact} ${text}`.trim());
    const last = merged.at(-1);
    if (of === '') merged.push(one);
    else if (last?.of === of)
      merged[merged.length - 1] = {
        ...last,
        before: `${last.before}, ${before}`,
        after: `${last.after}, ${after}`,
      };
    else
      merged.push({ of, fact: '', before: one.before && (before ?? ''), after: one.after && (after ?? '') });
  }
  return merged;
}

/** All of it in one line: `status connected → disconnected; primary hub sse-use-1-1-1 up → down, tunnels some → none`. */
export function inOneLine(differences: Differences, hubs: readonly Hub[]): string {
  const parts = new Map<string, string[]>();
  for (const { of, fact, before, after } of inWords(differences, hubs)) {
    const words = parts.get(of) ?? [];
    parts.set(of, words);
    if (fact === 'presence') words.push(after);
    else if (before === '') words.push('is new');
    else if (after === '') words.push('is gone');
    else words.push(`${fact} ${before} → ${after}`.trim());
  }
  return [...parts].map(([of, words]) => `${of} ${words.join(', ')}`.trim()).join('; ');
}

function presence(before: unknown, after: unknown): { readonly before: string; readonly after: string } {
  const words = (one: unknown): string =>
    one === null ? '' : one === 'missing' ? 'not listed' : String(one);
  const becomes =
    after === 'removed'
      ? 'removed'
      : after === 'missing'
        ? 'not listed any more'
        : before === 'missing'
          ? 'listed again'
          : 'appeared';
  return { before: words(before), after: becomes };
}

function hubNamed(id: string, hubs: readonly Hub[], before: unknown, after: unknown): string {
  const hub = hubs.find((one) => one.id === id) ?? asHub(after) ?? asHub(before);
  if (hub === null) return `hub ${word(id) ?? ''}`;
  const place = hub.primary === null ? 'hub' : hub.primary ? 'primary hub' : 'secondary hub';
  return `${place} ${placeOfHub(hub)}`;
}

/** A hub that came or went stands whole in the difference. */
function asHub(value: unknown): Pick<Hub, 'id' | 'datacenter' | 'primary'> | null {
  return typeof value === 'object' && value !== null && 'datacenter' in value ? (value as Hub) : null;
}

const VALUE_CHARACTERS = 80;

/** A value as a person reads it: of a map or list the values, one after another (`static 10.12.0.0/16`). */
function value(of: unknown): string {
  return clean(leaves(of).join(' '), VALUE_CHARACTERS) || 'nothing';
}

function leaves(of: unknown): readonly string[] {
  if (of === null || of === undefined) return [];
  return typeof of === 'object' ? Object.values(of).flatMap(leaves) : [String(of)];
}
