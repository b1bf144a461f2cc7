/** The head of the page: whose it is, and what can be looked at. */
import type { ComponentChildren } from 'preact';
import { formatAddress, type View } from '../../view-model/address.ts';
import { NO_FILTER } from '../../view-model/filter.ts';
import type { About } from '../../view-model/freshness.ts';
import type { Shared } from '../shared.ts';

/** What views are called. */
export const TITLES: Readonly<Record<View, string>> = {
  fleet: 'Fleet',
  at: 'Any instant',
  group: 'Group',
  incidents: 'Incidents',
  changes: 'Changes',
  monitor: 'Monitor',
};

const TABS: readonly View[] = ['fleet', 'at', 'incidents', 'changes', 'monitor'];

interface Props extends Pick<Shared, 'address' | 'go'> {
  readonly about: About;
  readonly children: ComponentChildren;
}

export function Top({ about, address, go, children }: Props) {
  const to = (view: View): string =>
    formatAddress({ ...address, view, group: null, at: null, days: null, filter: NO_FILTER });
  const { organizations } = about;
  return (
    <header>
      <button type="button" class="skip" onClick={skip}>
        Skip to the content
      </button>
      <p class="brand">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 20v-7a8 8 0 0 1 16 0v7" />
          <circle cx="12" cy="14" r="3" />
        </svg>
        Tunnelwatch
      </p>
      {organizations.length > 1 ? (
        <select
          aria-label="Organization"
          value={address.organization ?? ''}
          onChange={(event) =>
            go({ organization: event.currentTarget.value, view: 'fleet', filter: NO_FILTER })
          }
        >
          {organizations.map((id) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </select>
      ) : (
        <p class="organization">{organizations[0]}</p>
      )}
      <nav aria-label="Views">
        {TABS.map((view) => (
          <a
            key={view}
            href={to(view)}
            aria-current={
              view === address.view || (view === 'fleet' && address.view === 'group') ? 'page' : undefined
            }
          >
            {TITLES[view]}
          </a>
        ))}
      </nav>
      {children}
    </header>
  );
}

/** Not by a link: the address says what is shown. */
function skip(): void {
  document.getElementById('main')?.focus();
}
