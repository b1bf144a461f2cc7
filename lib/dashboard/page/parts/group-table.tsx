/** Groups, one a row: thousands of them, of which only those on the screen are drawn. */
import type { ComponentChildren } from 'preact';
import { memo } from 'preact/compat';
import { useRef } from 'preact/hooks';
import { formatAddress } from '../../view-model/address.ts';
import type { GroupCell, HubCell } from '../../view-model/fleet.ts';
import type { Shared } from '../shared.ts';
import { KindLabel } from './kind.tsx';
import { useWindow } from './use-window.ts';

export interface Column<Row> {
  readonly title: string;
  /** Its class, which gives it its width. */
  readonly name: string;
  readonly cell: (row: Row) => ComponentChildren;
}

interface Props<Row> extends Pick<Shared, 'address'> {
  readonly rows: readonly Row[];
  readonly label: string;
  /** Beside status, name, region and data centers. */
  readonly columns: readonly Column<Row>[];
  /** Drawn in grey: it may not be so any more. */
  readonly isDim: boolean;
  /** Without strips. */
  readonly isBare?: boolean;
}

const HUB_WORDS: Readonly<Record<HubCell['status'], string>> = {
  up: 'up',
  down: 'down',
  unknown: 'unknown',
};

export function GroupTable<Row extends GroupCell>({
  rows,
  label,
  columns,
  address,
  isDim,
  isBare = false,
}: Props<Row>) {
  const list = useRef<HTMLDivElement>(null);
  const { first, end, height } = useWindow(list, rows.length);
  const shown = rows.slice(first, end);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot leave out rows that are off the screen
    <div
      class={isBare ? 'table bare' : 'table'}
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + 1}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: nothing is done with a row; its link is focused */}
      <div class="row head" role="row" aria-rowindex={1}>
        {['Status', 'Group', 'Region', 'Data centers', ...columns.map(({ title }) => title)].map((title) => (
          <Heading key={title} title={title} />
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div class="rows" role="rowgroup" ref={list} style={{ height: `${rows.length * height}px` }}>
        {shown.map((row, index) => (
          <Line
            key={row.id}
            row={row}
            place={first + index}
            height={height}
            {...{ columns, address, isDim }}
          />
        ))}
      </div>
    </div>
  );
}

function Heading({ title }: { readonly title: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above
    // biome-ignore lint/a11y/useFocusableInteractive: as above
    <span role="columnheader">{title}</span>
  );
}

interface LineProps<Row> extends Pick<Props<Row>, 'columns' | 'address' | 'isDim'> {
  readonly row: Row;
  readonly place: number;
  readonly height: number;
}

/** Drawn again only when something about it is different: scrolling moves none. */
const Line = memo(DrawnLine) as typeof DrawnLine;

function DrawnLine<Row extends GroupCell>({ row, place, height, columns, address, isDim }: LineProps<Row>) {
  const href = formatAddress({ ...address, view: 'group', group: row.id, days: null });
  const cells: readonly (readonly [name: string, content: ComponentChildren])[] = [
    ['status', <KindLabel key="kind" kind={row.kind} dim={isDim} />],
    [
      'name',
      <a key="link" href={href}>
        {row.name}
      </a>,
    ],
    ['region', row.region],
    ['hubs', <Hubs key="hubs" hubs={row.hubs} />],
    ...columns.map(({ name, cell }) => [name, cell(row)] as const),
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above
    // biome-ignore lint/a11y/useFocusableInteractive: as above
    <div
      class={`row ${row.kind}`}
      role="row"
      aria-rowindex={place + 2}
      style={{ transform: `translateY(${place * height}px)` }}
    >
      {cells.map(([name, content]) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        <span key={name} role="cell" class={name}>
          {content}
        </span>
      ))}
    </div>
  );
}

export function Hubs({ hubs }: { readonly hubs: readonly HubCell[] }) {
  return (
    <>
      {hubs.map(({ name, status }, index) => (
        <span key={index} class={`hub ${status}`} title={`${name}: ${HUB_WORDS[status]}`}>
          <svg viewBox="0 0 8 8" role="img" aria-label={HUB_WORDS[status]}>
            {status === 'up' && <path class="full" d="M4 1l3.6 6H.4z" />}
            {status === 'down' && <path class="full" d="M4 7L.4 1h7.2z" />}
            {status === 'unknown' && <path class="hollow" d="M1.2 4h5.6" />}
          </svg>
          {name}
        </span>
      ))}
    </>
  );
}
