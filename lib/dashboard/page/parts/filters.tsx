/** The search, and what rows must be. All of it stands in the address. */
import { useEffect, useRef } from 'preact/hooks';
import { type Filter, isFiltered, NO_FILTER, valuesOf, withKind } from '../../view-model/filter.ts';
import type { GroupCell } from '../../view-model/fleet.ts';
import { KINDS, type KindCounts } from '../../view-model/kinds.ts';
import type { Shared } from '../shared.ts';
import { MEANINGS, Shape, WORDS } from './kind.tsx';

interface Props extends Pick<Shared, 'address' | 'go'> {
  readonly rows: readonly GroupCell[];
  readonly counts: KindCounts;
  /** How many rows pass. */
  readonly shown: number;
}

export function Filters({ rows, counts, shown, address, go }: Props) {
  const { filter } = address;
  const set = (next: Filter): void => go({ filter: next }, 'replace');
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      search.current?.focus();
    };
    addEventListener('keydown', focus);
    return () => removeEventListener('keydown', focus);
  }, []);
  return (
    <search class="filters">
      <input
        ref={search}
        type="search"
        placeholder="Search name, id, region, data center"
        aria-label="Search groups"
        aria-keyshortcuts="/"
        value={filter.text}
        onInput={(event) => set({ ...filter, text: event.currentTarget.value })}
      />
      <fieldset class="kinds">
        <legend class="unseen">Only groups that are</legend>
        {KINDS.filter((kind) => counts[kind] > 0 || filter.kinds.includes(kind)).map((kind) => (
          <button
            key={kind}
            type="button"
            class="chip"
            aria-pressed={filter.kinds.includes(kind)}
            title={MEANINGS[kind]}
            onClick={() => set(withKind(filter, kind))}
          >
            <Shape kind={kind} /> {WORDS[kind]} <b>{counts[kind].toLocaleString('en-US')}</b>
          </button>
        ))}
      </fieldset>
      <Choice label="Region" all="All regions" field="region" {...{ rows, filter, set }} />
      <Choice label="Device type" all="All device types" field="deviceType" {...{ rows, filter, set }} />
      {isFiltered(filter) && (
        <button type="button" class="plain" onClick={() => set(NO_FILTER)}>
          Clear
        </button>
      )}
      <p class="count" role="status">
        {shown === rows.length
          ? `${rows.length.toLocaleString('en-US')} groups`
          : `${shown.toLocaleString('en-US')} of ${rows.length.toLocaleString('en-US')}`}
      </p>
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly all: string;
  readonly field: 'region' | 'deviceType';
  readonly rows: readonly GroupCell[];
  readonly filter: Filter;
  readonly set: (filter: Filter) => void;
}

function Choice({ label, all, field, rows, filter, set }: ChoiceProps) {
  const values = valuesOf(rows, field);
  const chosen = filter[field];
  if (values.length < 2 && chosen === null) return null;
  const shown = chosen === null || values.includes(chosen) ? values : [chosen, ...values];
  return (
    <select
      aria-label={label}
      value={chosen ?? ''}
      onChange={(event) => set({ ...filter, [field]: event.currentTarget.value || null })}
    >
      <option value="">{all}</option>
      {shown.map((value) => (
        <option key={value} value={value}>
          {value}
        </option>
      ))}
    </select>
  );
}
