/** The frame: who is shown, what of it, and how old it is. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Instant, instant } from '../../core/time.ts';
import { type Address, formatAddress, type View } from '../view-model/address.ts';
import { pageClock } from '../view-model/clock.ts';
import { NO_FILTER } from '../view-model/filter.ts';
import type { About, Freshness } from '../view-model/freshness.ts';
import { question, useAnswer } from './ask.ts';
import { type Go, useAddress } from './navigation.ts';
import { Age, BlindBanner } from './parts/freshness.tsx';
import { Pending } from './parts/pending.tsx';
import type { Shared } from './shared.ts';
import { At } from './views/at.tsx';
import { Changes } from './views/changes.tsx';
import { Fleet } from './views/fleet.tsx';
import { Group } from './views/group.tsx';
import { Incidents } from './views/incidents.tsx';
import { Monitor } from './views/monitor.tsx';

export function App() {
  const [address, go] = useAddress();
  // Asked once: as the page is opened.
  const [asked] = useState(address.organization);
  const { answer: about, trouble } = useAnswer<About>(
    asked === null ? '/about' : question('/about', { org: asked }),
  );
  const organization = address.organization ?? about?.organizations[0] ?? null;
  useEffect(() => {
    if (address.organization === null && organization !== null) go({ organization }, 'replace');
  }, [address.organization, organization, go]);
  if (about === null)
    return (
      <main>
        <Pending trouble={trouble} />
      </main>
    );
  if (organization === null)
    return (
      <main>
        <Pending trouble={NOBODY} />
      </main>
    );
  if (!about.organizations.includes(organization))
    return (
      <main>
        <Pending trouble={{ ...NOBODY, error: `The table knows no organization "${organization}".` }} />
      </main>
    );
  return <Watched about={about} organization={organization} address={{ ...address, organization }} go={go} />;
}

const NOBODY = {
  error: 'The table knows no organization.',
  remedy: "No run has been complete yet. Look at the function's log for its last run, or at the alarms.",
  isLockedOut: false,
};

interface WatchedProps {
  readonly about: About;
  readonly organization: string;
  readonly address: Address;
  readonly go: Go;
}

/** How often the server is asked whether a run has ended. */
const PULSE = 10_000;

function Watched({ about, organization, address, go }: WatchedProps) {
  const clock = useMemo(() => pageClock(about.timeZone), [about.timeZone]);
  const ticks = useTicks();
  const isNew = ticks < PULSE && about.organization === organization;
  const { answer, trouble } = useAnswer<Freshness>(
    isNew ? null : question('/pulse', { org: organization }),
    Math.floor(ticks / PULSE),
  );
  const told = answer ?? (about.organization === organization ? about.freshness : null);
  const freshness = told !== null && 'sight' in told ? told : null;
  const now = useServerTime(freshness, ticks);
  useEffect(() => {
    document.title = `${TITLES[address.view]} · ${organization} · Tunnelwatch`;
  }, [address.view, organization]);
  return (
    <>
      <Top about={about} address={address} go={go}>
        {freshness && <Age freshness={freshness} clock={clock} now={now} />}
      </Top>
      <main id="main" class={freshness?.sight} tabIndex={-1}>
        {trouble !== null && <Pending trouble={trouble} />}
        {told !== null && freshness === null && <Pending trouble={NOBODY} />}
        {freshness !== null && <BlindBanner freshness={freshness} clock={clock} now={now} />}
        {freshness !== null && freshness.sight !== 'never' && (
          <Shown {...{ organization, address, go, clock, freshness, now }} />
        )}
      </main>
      <footer>
        Times are in {about.timeZone}
        {about.timeZone !== 'UTC' && ', with UTC beside where there is room'}. Nothing on this page leaves
        this machine, and nothing here writes.
      </footer>
    </>
  );
}

const SHOWN: Readonly<Record<View, (shared: Shared) => preact.JSX.Element>> = {
  fleet: Fleet,
  at: At,
  group: Group,
  incidents: Incidents,
  changes: Changes,
  monitor: Monitor,
};

function Shown(shared: Shared) {
  const { view, group } = shared.address;
  const View = SHOWN[view];
  return <View key={`${shared.organization} ${view} ${group}`} {...shared} />;
}

const TITLES: Readonly<Record<View, string>> = {
  fleet: 'Fleet',
  at: 'Any instant',
  group: 'Group',
  incidents: 'Incidents',
  changes: 'Changes',
  monitor: 'Monitor',
};

const TABS: readonly View[] = ['fleet', 'at', 'incidents', 'changes', 'monitor'];

interface TopProps extends Pick<WatchedProps, 'about' | 'address' | 'go'> {
  readonly children: preact.ComponentChildren;
}

function Top({ about, address, go, children }: TopProps) {
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

/** Milliseconds since the page was opened, each second; it stands still while nobody looks. */
function useTicks(): number {
  const [ticks, setTicks] = useState(0);
  useEffect(() => {
    const begun = performance.now();
    const tick = (): void => {
      if (!document.hidden) setTicks(performance.now() - begun);
    };
    const timer = setInterval(tick, 1_000);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, []);
  return ticks;
}

/** The server's clock and this one's may differ; what has passed since it answered does not. */
function useServerTime(freshness: Freshness | null, ticks: number): Instant {
  const heard = useMemo(() => ({ at: performance.now() }), [freshness]);
  const said = freshness === null ? Date.now() : Date.parse(freshness.now);
  void ticks;
  return instant(said + performance.now() - heard.at);
}
