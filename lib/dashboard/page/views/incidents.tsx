/** What is open, what was, and what people heard of it. */
import type { IncidentsView } from '../../view-model/incidents.ts';
import { question, useAnswer } from '../ask.ts';
import { IncidentTable } from '../parts/incident-table.tsx';
import { Pending } from '../parts/pending.tsx';
import { backFrom } from '../parts/range.ts';
import { SearchBox, useSearch } from '../parts/search.tsx';
import { SpanChoice } from '../parts/slider.tsx';
import type { Shared } from '../shared.ts';

/** More rows at once make a page slow; the search finds the others. */
const SHOWN_MOST = 300;

export function Incidents(shared: Shared) {
  const { organization, address, freshness, go } = shared;
  const days = address.days ?? 7;
  const { answer, trouble } = useAnswer<IncidentsView>(
    question('/incidents', { org: organization, ...backFrom(freshness.asOf ?? freshness.now, days) }),
    null,
    true,
  );
  const rows = useSearch(
    answer?.rows ?? [],
    address.filter.text,
    ({ name, id, region }) => `${name} ${id} ${region}`,
  );
  return (
    <>
      <div class="over">
        <h1>
          {answer === null ? 'Incidents' : `${answer.open} open, ${answer.rows.length - answer.open} ended`}
        </h1>
        <SearchBox address={address} go={go} label="Search incidents" />
        <SpanChoice days={days} onSpan={(span) => go({ days: span }, 'replace')} />
      </div>
      {answer === null && <Pending trouble={trouble} />}
      {answer !== null && rows.length === 0 && <p class="muted">No incident.</p>}
      {rows.length > 0 && <IncidentTable rows={rows.slice(0, SHOWN_MOST)} {...shared} />}
      {rows.length > SHOWN_MOST && (
        <p class="muted">
          The first {SHOWN_MOST} of {rows.length.toLocaleString('en-US')}: search, or look back less far.
        </p>
      )}
    </>
  );
}
