/** The fleet as it was at any instant: two queries a stop, and the address says which. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Instant, millisecondsBetween } from '../../../core/time.ts';
import { answerOf } from '../../view-model/answer.ts';
import type { AtView, PastRow } from '../../view-model/at.ts';
import { brief } from '../../view-model/bars.ts';
import { filtered } from '../../view-model/filter.ts';
import type { StripsView } from '../../view-model/strips.ts';
import { question, useAnswer } from '../ask.ts';
import { Filters } from '../parts/filters.tsx';
import { type Column, GroupTable } from '../parts/group-table.tsx';
import { Shape } from '../parts/kind.tsx';
import { Pending, type Refusal, RefusedAnswer } from '../parts/pending.tsx';
import { Slider } from '../parts/slider.tsx';
import type { Shared } from '../shared.ts';

/** A hand that drags stops here and there: what it only passes is not asked for. */
const REST = 150;

export function At(shared: Shared) {
  const { organization, address, freshness, go, clock, now } = shared;
  const [moving, setMoving] = useState<Instant | null>(null);
  // Without an instant: the last look, and it stays there.
  const [opened] = useState(freshness.asOf ?? now);
  const settled = address.at ?? opened;
  const at = moving ?? settled;
  useEffect(() => {
    if (moving === null) return;
    const timer = setTimeout(() => {
      go({ at: moving }, 'replace');
      setMoving(null);
    }, REST);
    return () => clearTimeout(timer);
  }, [moving, go]);
  const strips = useAnswer<StripsView>(question('/strips', { org: organization })).answer;
  const { answer, trouble } = useAnswer<AtView | Refusal>(
    question('/at', { org: organization, at: settled }),
    null,
    true,
  );
  const fleet = answer === null || 'answered' in answer ? null : answer;
  const rows = useMemo(() => filtered(fleet?.rows ?? [], address.filter), [fleet, address.filter]);
  return (
    <>
      <h1 class="moment">
        <time dateTime={at}>{clock.full(at)}</time>
        <small>{brief(millisecondsBetween(at, now))} ago</small>
      </h1>
      {strips !== null && 'marks' in strips && (
        <Slider
          {...{ strips, at, now, clock }}
          days={address.days ?? 90}
          onMove={setMoving}
          onSpan={(days) => go({ days }, 'replace')}
        />
      )}
      {answer !== null && 'answered' in answer && <RefusedAnswer refusal={answer} />}
      {answer === null && <Pending trouble={trouble} />}
      {fleet !== null && (
        <>
          <Summary fleet={fleet} {...shared} />
          <Filters rows={fleet.rows} counts={fleet.counts} shown={rows.length} address={address} go={go} />
          <GroupTable
            label={`Network tunnel groups at ${clock.full(fleet.asOf)}`}
            rows={rows}
            columns={columnsOf(shared)}
            address={address}
            isBare
            isDim={fleet.gap !== null || fleet.isBlind}
          />
        </>
      )}
    </>
  );
}

function Summary({ fleet, clock, freshness }: Shared & { readonly fleet: AtView }) {
  const { counts, gap, isBlind, asOf, at, lost } = fleet;
  const { text, tone } = answerOf(counts, gap !== null || isBlind ? 'blind' : 'seeing');
  return (
    <div class="summary" aria-live="polite">
      <p class={`then ${tone}`}>
        <Shape kind={tone} /> {text}
      </p>
      {gap !== null && (
        <p class="note">
          Nobody looked from {clock.full(gap.from)} to {clock.full(gap.to)}: {gap.why} What is shown is as of
          the beginning of that.
        </p>
      )}
      {gap === null && asOf < at && freshness.sight !== 'seeing' && (
        <p class="note">Nobody has looked since {clock.full(asOf)}: this is the fleet as it was then.</p>
      )}
      {lost > 0 && <p class="note">Rows of {lost} groups are lost: what is said of them may be wrong.</p>}
    </div>
  );
}

function columnsOf({ clock, now }: Shared): readonly Column<PastRow>[] {
  return [
    {
      title: 'Changed last',
      name: 'since',
      cell: ({ changed }) =>
        changed === null ? (
          <span class="muted">earlier</span>
        ) : (
          <time dateTime={changed.by} title={clock.span(changed)}>
            {clock.brief(changed.by, now)}
          </time>
        ),
    },
  ];
}
