/** Changes, as they were seen: what became of what, and within which bounds. */
import type { ComponentChildren } from 'preact';
import { formatAddress } from '../../view-model/address.ts';
import type { ChangeRow } from '../../view-model/changes.ts';
import type { Shared } from '../shared.ts';
import { List } from './list.tsx';

interface Props extends Pick<Shared, 'address' | 'clock' | 'now'> {
  readonly rows: readonly ChangeRow[];
  readonly isOfOne?: boolean;
}

export function ChangeTable({ rows, address, clock, now, isOfOne = false }: Props) {
  return (
    <List
      label="Changes"
      name="changes"
      headings={['Seen', ...(isOfOne ? [] : ['Group']), 'What changed', 'Incident']}
    >
      {rows.map((row) => (
        <tr key={`${row.group} ${row.seq}`}>
          <td>
            <time dateTime={row.by} title={clock.span(row)}>
              <a href={formatAddress({ ...address, view: 'at', at: row.by, days: null })}>
                {clock.brief(row.by, now)}
              </a>
            </time>
          </td>
          {!isOfOne && (
            <td>
              <a
                class="strong"
                href={formatAddress({ ...address, view: 'group', group: row.group, days: null })}
              >
                {row.name}
              </a>
            </td>
          )}
          <td class="wrap">
            {row.lines.map(({ what, facts }) => (
              <span class="difference" key={what}>
                <span class="what">{what}</span>
                {facts.map(({ name, from, to }) => (
                  <span class="fact" key={name}>
                    {name !== '' && <small>{name} </small>}
                    <Value>{from}</Value>
                    {from !== null && ' → '}
                    <Value>{to ?? 'gone'}</Value>
                  </span>
                ))}
              </span>
            ))}
          </td>
          <td>{row.incident !== null && <code>{row.incident}</code>}</td>
        </tr>
      ))}
    </List>
  );
}

/** Status words carry their colour. */
function Value({ children }: { readonly children: ComponentChildren }) {
  if (children === null) return null;
  const tone = TONES.get(String(children)) ?? '';
  return <span class={`value ${tone}`}>{children}</span>;
}

const TONES: ReadonlyMap<string, string> = new Map([
  ['connected', 'connected'],
  ['up', 'connected'],
  ['disconnected', 'down'],
  ['down', 'down'],
  ['warning', 'degraded'],
  ['unknown', 'unknown'],
]);
