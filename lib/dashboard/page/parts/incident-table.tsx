/** Incidents: which group, how bad, from when to when, and what people heard of it. */

import { formatAddress } from '../../view-model/address.ts';
import { brief } from '../../view-model/bars.ts';
import type { IncidentRow } from '../../view-model/incidents.ts';
import type { Shared } from '../shared.ts';
import { KindLabel, WORDS } from './kind.tsx';
import { List } from './list.tsx';

interface Props extends Pick<Shared, 'address' | 'clock' | 'now'> {
  readonly rows: readonly IncidentRow[];
  /** The group's name and region are left out where all are of one. */
  readonly isOfOne?: boolean;
}

export function IncidentTable({ rows, address, clock, now, isOfOne = false }: Props) {
  return (
    <List
      label="Incidents"
      name="incidents"
      headings={[
        'Status',
        ...(isOfOne ? [] : ['Group']),
        'Began',
        'Ended',
        'Lasted',
        'People were told',
        'Incident',
      ]}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <td>
            <KindLabel kind={row.isOpen ? row.kind : row.worst} dim={!row.isOpen} />
            {row.isOpen && row.kind !== row.worst && <small> was {WORDS[row.worst].toLowerCase()}</small>}
          </td>
          {!isOfOne && (
            <td>
              <a
                class="strong"
                href={formatAddress({ ...address, view: 'group', group: row.group, days: null })}
              >
                {row.name}
              </a>{' '}
              <small>{row.region}</small>
            </td>
          )}
          <td>
            <time dateTime={row.opened.by} title={clock.span(row.opened)}>
              <a href={formatAddress({ ...address, view: 'at', at: row.opened.by, days: null })}>
                {clock.brief(row.opened.by, now)}
              </a>
            </time>
          </td>
          <td>
            {row.ended === null ? (
              <b>open</b>
            ) : (
              <time dateTime={row.ended.by} title={clock.span(row.ended)}>
                {clock.brief(row.ended.by, now)}
              </time>
            )}
          </td>
          <td
            title={`between ${brief(row.lasted[0])} and ${brief(row.lasted[1])}, as far as polling can tell`}
          >
            {brief((row.lasted[0] + row.lasted[1]) / 2)}
          </td>
          <td class="wrap">
            <Tellings row={row} clock={clock} now={now} />
          </td>
          <td>
            <code>{row.id}</code>
          </td>
        </tr>
      ))}
    </List>
  );
}

function Tellings({ row, clock, now }: Pick<Props, 'clock' | 'now'> & { readonly row: IncidentRow }) {
  const { tellings, acknowledgedBy } = row;
  if (tellings.length === 0 && acknowledgedBy === null) return <small>not told</small>;
  return (
    <>
      {tellings.map(({ type, at, isWaiting }, index) => (
        <span class="telling" key={index}>
          {type}{' '}
          <small>{at === null ? (isWaiting ? 'not told yet' : 'not told') : clock.brief(at, now)}</small>
        </span>
      ))}
      {acknowledgedBy !== null && <span class="telling">acknowledged by {acknowledgedBy}</span>}
    </>
  );
}
