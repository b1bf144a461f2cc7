/** The frame: who is shown, what of it, and how old it is. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Address, View } from '../view-model/address.ts';
import { pageClock } from '../view-model/clock.ts';
import type { About, Freshness } from '../view-model/freshness.ts';
import { question, useAnswer } from './ask.ts';
import { type Go, useAddress } from './navigation.ts';
import { Age, BlindBanner } from './parts/freshness.tsx';
import { Pending } from './parts/pending.tsx';
import { TITLES, Top } from './parts/top.tsx';
import type { Shared } from './shared.ts';
import { useServerTime, useTicks } from './use-time.ts';
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
