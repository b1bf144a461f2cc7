/** The fleet: the answer first, then who is not well, then everybody. */
import { useMemo } from 'preact/hooks';
import { type Instant, millisecondsBetween } from '../../../core/time.ts';
import { answerOf } from '../../view-model/answer.ts';
import { brief } from '../../view-model/bars.ts';
import { filtered } from '../../view-model/filter.ts';
import type { FleetRow, FleetView } from '../../view-model/fleet.ts';
import type { StripsView } from '../../view-model/strips.ts';
import { question, useAnswer } from '../ask.ts';
import { Filters } from '../parts/filters.tsx';
import { type Column, GroupTable } from '../parts/group-table.tsx';
import { Headline } from '../parts/headline.tsx';
import { Pending } from '../parts/pending.tsx';
import { percent } from '../parts/percent.ts';
import { Strip } from '../parts/strip.tsx';
import type { Shared } from '../shared.ts';

export function Fleet(shared: Shared) {
  const { organization, freshness, address, go, now } = shared;
  const { answer: fleet, trouble } = useAnswer<FleetView>(
    question('/fleet', { org: organization }),
    freshness.revision,
  );
  // The strips are large and change slowly: they are not asked for with every run.
  const strips = useAnswer<StripsView>(
    fleet && question('/strips', { org: organization }),
    Math.floor(Date.parse(now) / STRIPS_LAST),
  ).answer;
  const rows = useMemo(() => filtered(fleet?.rows ?? [], address.filter), [fleet, address.filter]);
  if (fleet === null) return <Pending trouble={trouble} />;
  const isDim = freshness.sight === 'blind';
  return (
    <>
      <Headline
        answer={answerOf(fleet.counts, freshness.sight)}
        strips={strips}
        {...shared}
        worst={fleet.rows.filter(({ kind }) => kind === 'down' || kind === 'degraded')}
      />
      <Filters rows={fleet.rows} counts={fleet.counts} shown={rows.length} address={address} go={go} />
      <GroupTable
        label="Network tunnel groups"
        rows={rows}
        columns={columnsOf(strips, shared, now)}
        address={address}
        isDim={isDim}
      />
    </>
  );
}

const STRIPS_LAST = 5 * 60_000;

function columnsOf(strips: StripsView | null, { clock }: Shared, now: Instant): readonly Column<FleetRow>[] {
  return [
    {
      title: 'Since',
      name: 'since',
      cell: ({ kind, since, acknowledged, flapping }) => (
        <time dateTime={since.by} title={clock.span(since)}>
          {kind !== 'connected' && <span class="when">{clock.brief(since.by, now)}</span>}
          <small>
            {brief(millisecondsBetween(since.by, now))}
            {flapping && ' · flapping'}
            {acknowledged && ' · acknowledged'}
          </small>
        </time>
      ),
    },
    {
      title: '90 days',
      name: 'days',
      cell: ({ id }) =>
        strips && <Strip strip={strips.groups[id]} days={strips.days} to={strips.to} dayName={clock.day} />,
    },
    {
      title: 'Available',
      name: 'share',
      cell: ({ id }) => percent(strips?.groups[id]?.availability),
    },
  ];
}
