/** Which rows are shown: a search, and what they must be. */
import type { GroupCell } from './fleet.ts';
import { KINDS, type Kind } from './kinds.ts';

export interface Filter {
  /** Every word of it must be in the name, the id, the region, the device type or a data center. */
  readonly text: string;
  /** Any of these; none means all. */
  readonly kinds: readonly Kind[];
  readonly region: string | null;
  readonly deviceType: string | null;
}

export const NO_FILTER: Filter = { text: '', kinds: [], region: null, deviceType: null };

export function isFiltered({ text, kinds, region, deviceType }: Filter): boolean {
  return text.trim() !== '' || kinds.length > 0 || region !== null || deviceType !== null;
}

/** The rows that pass, in their order. */
export function filtered<Row extends GroupCell>(rows: readonly Row[], filter: Filter): readonly Row[] {
  if (!isFiltered(filter)) return rows;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => passes(row, filter) && (words.length === 0 || says(row, words)));
}

function passes({ kind, region, deviceType }: GroupCell, filter: Filter): boolean {
  if (filter.kinds.length > 0 && !filter.kinds.includes(kind)) return false;
  if (filter.region !== null && filter.region !== region) return false;
  return filter.deviceType === null || filter.deviceType === deviceType;
}

function says({ name, id, region, deviceType, hubs }: GroupCell, words: readonly string[]): boolean {
  const said = [name, id, region ?? '', deviceType ?? '', ...hubs.map((hub) => hub.name)]
    .join('\n')
    .toLowerCase();
  return words.every((word) => said.includes(word));
}

/** A kind more, or less where it is there already; in the order of how bad they are. */
export function withKind({ kinds, ...filter }: Filter, kind: Kind): Filter {
  const has = kinds.includes(kind);
  return { ...filter, kinds: KINDS.filter((one) => (one === kind ? !has : kinds.includes(one))) };
}

/** Every region, or device type, of the rows. */
export function valuesOf(rows: readonly GroupCell[], field: 'region' | 'deviceType'): readonly string[] {
  return [...new Set(rows.flatMap((row) => row[field] ?? []))].sort();
}
