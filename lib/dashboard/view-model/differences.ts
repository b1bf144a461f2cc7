/** What differs, in words. */
import { clean, word } from '../../core/alerts/text.ts';
import type { Differences } from '../../core/fleet/change.ts';
import type { Group, Hub } from '../../core/fleet/group.ts';

/** What of one thing is another now, on a line. Cleaned, and short enough. */
export interface DifferenceLine {
  /** `Status`, `Primary hub, sse-use-1-0-0`. */
  readonly what: string;
  readonly facts: readonly DifferentFact[];
}

export interface DifferentFact {
  /** What of it; '' where that goes without saying. */
  readonly name: string;
  /** null where there was nothing before, or is nothing now. */
  readonly from: string | null;
  readonly to: string | null;
}

const NAMES: Readonly<Record<string, string>> = {
  name: 'Name',
  status: 'Status',
  statusSeen: "The API's word",
  deviceType: 'Device type',
  region: 'Region',
  routing: 'Routing',
  presence: 'In the list',
  primary: 'primary',
  datacenter: 'data center',
  authId: 'tunnel ID',
  tunnels: 'tunnels',
};

/** `group`: the record that says which hub is in which data center; null where nothing is known of it. */
export function differenceLines(differences: Differences, group: Group | null): readonly DifferenceLine[] {
  const lines = new Map<string, DifferentFact[]>();
  for (const [path, [before, after]] of Object.entries(differences)) {
    // Who appeared stands whole under `group`.
    if (path === 'presence' && differences.group !== undefined) continue;
    const { what, name } = named(path, group?.hubs ?? []);
    const facts = lines.get(what) ?? [];
    lines.set(what, facts);
    facts.push({ name, from: shown(before), to: path === 'group' ? statusOf(after) : shown(after) });
  }
  return [...lines].map(([what, facts]) => ({ what, facts }));
}

function statusOf(record: unknown): string | null {
  return typeof record === 'object' && record !== null && 'status' in record ? shown(record.status) : null;
}

function named(path: string, hubs: readonly Hub[]): { readonly what: string; readonly name: string } {
  if (path === 'group') return { what: 'Appeared', name: '' };
  const [, id, field] = /^hub\.([^.]+)(?:\.(.+))?$/.exec(path) ?? [];
  if (id === undefined) return { what: NAMES[path] ?? clean(path, LINE), name: '' };
  const isObvious = field === undefined || field === 'status';
  return { what: hubName(id, hubs), name: isObvious ? '' : (NAMES[field] ?? clean(field, LINE)) };
}

/** `Primary hub, sse-use-1-0-0`. */
export function hubName(id: string, hubs: readonly Hub[]): string {
  const hub = hubs.find((one) => one.id === id);
  if (hub === undefined) return `Hub ${clean(id, LINE)}`;
  const role = hub.primary === null ? 'Hub' : hub.primary ? 'Primary hub' : 'Secondary hub';
  return `${role}, ${word(hub.datacenter) ?? clean(id, LINE)}`;
}

const LINE = 80;

function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'object') return clean(JSON.stringify(value), LINE);
  return clean(String(value), LINE);
}
