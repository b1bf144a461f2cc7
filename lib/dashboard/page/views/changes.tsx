/** Everything that was seen to change. */
import type { ChangesView } from '../../view-model/changes.ts';
import { question, useAnswer } from '../ask.ts';
import { ChangeTable } from '../parts/change-table.tsx';
import { Pending, type Refusal, RefusedAnswer } from '../parts/pending.tsx';
import { backFrom } from '../parts/range.ts';
import { SearchBox, useSearch } from '../parts/search.tsx';
import { SpanChoice } from '../parts/slider.tsx';
import type { Shared } from '../shared.ts';

const SHOWN_MOST = 300;

export function Changes(shared: Shared) {
  const { organization, address, freshness, go } = shared;
  const days = address.days ?? 7;
  const { answer, trouble } = useAnswer<ChangesView | Refusal>(
    question('/changes', { org: organization, ...backFrom(freshness.asOf ?? freshness.now, days) }),
    null,
    true,
  );
  const view = answer !== null && 'rows' in answer ? answer : null;
  const rows = useSearch(view?.rows ?? [], address.filter.text, ({ name, group, kinds, incident, lines }) =>
    [
      name,
      group,
      ...kinds,
      incident,
      ...lines.flatMap(({ what, facts }) => [what, ...facts.flatMap(({ from, to }) => [from, to])]),
    ].join(' '),
  );
  return (
    <>
      <div class="over">
        <h1>{view === null ? 'Changes' : `${view.total.toLocaleString('en-US')} changes`}</h1>
        <SearchBox address={address} go={go} label="Search changes" />
        <SpanChoice days={days} onSpan={(span) => go({ days: span }, 'replace')} />
      </div>
      {answer === null && <Pending trouble={trouble} />}
      {answer !== null && 'answered' in answer && <RefusedAnswer refusal={answer} />}
      {view !== null && rows.length === 0 && <p class="muted">No change.</p>}
      {rows.length > 0 && <ChangeTable rows={rows.slice(0, SHOWN_MOST)} {...shared} />}
      {(rows.length > SHOWN_MOST || (view !== null && view.total > view.rows.length)) && (
        <p class="muted">
          The first {Math.min(rows.length, SHOWN_MOST)} of {rows.length.toLocaleString('en-US')}
          {view !== null &&
            view.total > view.rows.length &&
            ` (of ${view.total.toLocaleString('en-US')} in all)`}
          : search, or look back less far. All of them: <code>tunnelwatch export changes</code>.
        </p>
      )}
    </>
  );
}
