/** One group: how it stands, how it got there, and what it came to. */
import { epochMilliseconds, millisecondsBetween } from '../../../core/time.ts';
import { brief } from '../../view-model/bars.ts';
import type { Figures } from '../../view-model/figures.ts';
import type { GroupView } from '../../view-model/group.ts';
import { question, useAnswer } from '../ask.ts';
import { ChangeTable } from '../parts/change-table.tsx';
import { IncidentTable } from '../parts/incident-table.tsx';
import { KindLabel, Shape, WORDS } from '../parts/kind.tsx';
import { Lanes } from '../parts/lanes.tsx';
import { type Heading, List } from '../parts/list.tsx';
import { Pending, type Refusal, RefusedAnswer } from '../parts/pending.tsx';
import { percent } from '../parts/percent.ts';
import { SpanChoice } from '../parts/slider.tsx';
import type { Shared } from '../shared.ts';

export function Group(shared: Shared) {
  const { organization, address, freshness, go, clock } = shared;
  const { answer, trouble } = useAnswer<GroupView | Refusal>(
    question('/group', { org: organization, id: address.group ?? '' }),
    freshness.revision,
  );
  if (answer === null) return <Pending trouble={trouble} />;
  if (!('cell' in answer))
    return answer.detail === undefined ? <NoGroup /> : <RefusedAnswer refusal={answer} />;
  const { incidents, changes, total } = answer;
  const days = address.days ?? 30;
  const end = epochMilliseconds(answer.to);
  return (
    <>
      <Title view={answer} {...shared} />
      <Present view={answer} />
      <section>
        <div class="over">
          <h2>Timeline</h2>
          <SpanChoice days={days} onSpan={(span) => go({ days: span }, 'replace')} />
        </div>
        <Lanes
          lanes={answer.lanes}
          milestones={answer.milestones}
          from={Math.max(epochMilliseconds(answer.from), end - days * 86_400_000)}
          to={end}
          clock={clock}
        />
      </section>
      <section>
        <h2>Uptime</h2>
        <FigureTable figures={answer.figures} />
      </section>
      <section>
        <h2>
          Incidents <small>90 days</small>
        </h2>
        {incidents.length === 0 ? (
          <p class="muted">None.</p>
        ) : (
          <IncidentTable rows={incidents} isOfOne {...shared} />
        )}
      </section>
      <section>
        <h2>
          Changes{' '}
          <small>{total > changes.length ? `the latest ${changes.length} of ${total}` : '90 days'}</small>
        </h2>
        {changes.length === 0 ? (
          <p class="muted">None.</p>
        ) : (
          <ChangeTable rows={changes} isOfOne {...shared} />
        )}
      </section>
    </>
  );
}

interface PartProps {
  readonly view: GroupView;
}

function Title({ view: { cell, since, isRemoved }, freshness, clock, now }: PartProps & Shared) {
  const isDim = freshness.sight === 'blind';
  return (
    <section class="title">
      <h1>{cell.name}</h1>
      <p>
        {isRemoved ? (
          <span class="kind unknown">Removed</span>
        ) : (
          <>
            <KindLabel kind={cell.kind} dim={isDim} />
            {since !== null && (
              <span title={clock.span(since)}>
                {' '}
                since {clock.brief(since.by, now)}, {brief(millisecondsBetween(since.by, now))}
              </span>
            )}
            {isDim && ', when last seen'}
          </>
        )}
      </p>
    </section>
  );
}

function Present({ view: { facts, hubs } }: PartProps) {
  return (
    <div class="columns">
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ul class="hubs-now">
        {hubs.map(({ title, kind, tunnels, authId }) => (
          <li key={title}>
            <b>{title}</b>
            <span>
              <Shape kind={kind} /> {kind === 'connected' ? 'up' : WORDS[kind].toLowerCase()}, {tunnels}
            </span>
            <small>{authId}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}

function NoGroup() {
  return (
    <p class="note" role="status">
      There is no group of that id, and none is remembered: it may have been removed long ago.
    </p>
  );
}

function FigureTable({ figures }: { readonly figures: readonly Figures[] }) {
  return (
    <List label="Uptime" name="figures" headings={FIGURES}>
      {figures.map(({ days, availability, serving, coverage, down, degraded, unknown, outages, mttr }) => (
        <tr key={days}>
          <th scope="row">{days === 1 ? '24 h' : `${days} days`}</th>
          <td>{percent(availability) || '–'}</td>
          <td>{percent(serving) || '–'}</td>
          <td>{percent(coverage) || '–'}</td>
          <td>{down === 0 ? '–' : brief(down)}</td>
          <td>{degraded === 0 ? '–' : brief(degraded)}</td>
          <td>{unknown === 0 ? '–' : brief(unknown)}</td>
          <td>{outages}</td>
          <td>{mttr === null ? '–' : brief(mttr)}</td>
        </tr>
      ))}
    </List>
  );
}

const FIGURES: readonly (string | Heading)[] = [
  'Last',
  { title: 'Available', hint: 'Of the time whose standing is known, the share that was connected' },
  { title: 'Serving', hint: 'Of the time whose standing is known, the share in which traffic passed' },
  { title: 'Coverage', hint: 'The share of the time that anything is known of' },
  'Down',
  'Degraded',
  'Unknown',
  'Outages',
  { title: 'MTTR', hint: 'Mean time to restore: time down by outages' },
];
