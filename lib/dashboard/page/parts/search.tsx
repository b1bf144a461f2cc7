/** A search that stands in the address. */
import { useMemo } from 'preact/hooks';
import type { Shared } from '../shared.ts';

interface Props extends Pick<Shared, 'address' | 'go'> {
  readonly label: string;
}

export function SearchBox({ address, go, label }: Props) {
  return (
    <input
      type="search"
      placeholder={label}
      aria-label={label}
      value={address.filter.text}
      onInput={(event) => go({ filter: { ...address.filter, text: event.currentTarget.value } }, 'replace')}
    />
  );
}

/** The rows that say every word of the search. */
export function useSearch<Row>(
  rows: readonly Row[],
  text: string,
  said: (row: Row) => string,
): readonly Row[] {
  return useMemo(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return rows;
    return rows.filter((row) => words.every((word) => said(row).toLowerCase().includes(word)));
  }, [rows, text]);
}
