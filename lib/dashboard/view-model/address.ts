/**
 * What is shown, as the part of the address behind the `#`: it can be pasted into a ticket, and never leaves the browser.
 *
 * `#/acme/fleet?q=harbor&kind=down,degraded`, `#/acme/at/2026-03-02T14:05:00.000Z`, `#/acme/group/620113?days=7`
 */
import { type Instant, parseInstant } from '../../core/time.ts';
import { type Filter, NO_FILTER } from './filter.ts';
import { KINDS } from './kinds.ts';

export const VIEWS = ['fleet', 'at', 'group', 'incidents', 'changes', 'monitor'] as const;
export type View = (typeof VIEWS)[number];

/** How many days a view looks back. */
export const SPANS = [1, 7, 30, 90] as const;
export type Span = (typeof SPANS)[number];

export interface Address {
  /** null: the only one, or the first. */
  readonly organization: string | null;
  readonly view: View;
  /** The instant of `at`; null for now. */
  readonly at: Instant | null;
  /** The id of `group`. */
  readonly group: string | null;
  /** null: as the view has it. */
  readonly days: Span | null;
  readonly filter: Filter;
}

export const START: Address = {
  organization: null,
  view: 'fleet',
  at: null,
  group: null,
  days: null,
  filter: NO_FILTER,
};

/** Reads an address. What cannot be read is left out: a link that was cut short still leads somewhere. */
export function parseAddress(hash: string): Address {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [organization = null, name, detail = null] = path.split('/').filter(Boolean).map(decoded);
  const view = VIEWS.find((one) => one === name) ?? 'fleet';
  const asked = new URLSearchParams(query);
  const days = Number(asked.get('days'));
  const kinds = (asked.get('kind') ?? '').split(',');
  return {
    organization,
    view: view === 'group' && detail === null ? 'fleet' : view,
    at: view === 'at' && detail !== null ? parseInstant(detail) : null,
    group: view === 'group' ? detail : null,
    days: SPANS.find((span) => span === days) ?? null,
    filter: {
      text: asked.get('q') ?? '',
      kinds: KINDS.filter((kind) => kinds.includes(kind)),
      region: asked.get('region'),
      deviceType: asked.get('type'),
    },
  };
}

/** Writes an address, such that `parseAddress` reads the same. */
export function formatAddress({ organization, view, at, group, days, filter }: Address): string {
  if (organization === null) return '#/';
  const detail = view === 'group' ? group : view === 'at' ? at : null;
  const path = [organization, view, ...(detail === null ? [] : [detail])].map(encoded).join('/');
  const query = new URLSearchParams({
    ...(filter.text !== '' && { q: filter.text }),
    ...(filter.kinds.length > 0 && { kind: filter.kinds.join(',') }),
    ...(filter.region !== null && { region: filter.region }),
    ...(filter.deviceType !== null && { type: filter.deviceType }),
    ...(days !== null && { days: String(days) }),
  }).toString();
  return `#/${path}${query === '' ? '' : `?${query}`}`;
}

/** Times are easier to read with their colons. */
function encoded(part: string): string {
  return encodeURIComponent(part).replaceAll('%3A', ':');
}

/** A text that is no encoding is what somebody typed. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
