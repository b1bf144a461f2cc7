/** What the monitor did, when it could not see, and about what it costs. */
import { millisecondsBetween } from '../../../core/time.ts';
import { brief } from '../../view-model/bars.ts';
import type { Cost, MonitorView } from '../../view-model/monitor.ts';
import { question, useAnswer } from '../ask.ts';
import { type Heading, List } from '../parts/list.tsx';
import { Pending, type Refusal, RefusedAnswer } from '../parts/pending.tsx';
import { backFrom } from '../parts/range.ts';
import { SpanChoice } from '../parts/slider.tsx';
import type { Shared } from '../shared.ts';

const SHOWN_MOST = 200;

export function Monitor(shared: Shared) {
  const { organization, address, freshness, go, clock, now } = shared;
  const days = address.days ?? 30;
  const { answer, trouble } = useAnswer<MonitorView | Refusal>(
    question('/monitor', { org: organization, ...backFrom(freshness.now, days) }),
    freshness.revision,
    true,
  );
  if (answer === null) return <Pending trouble={trouble} />;
  if ('answered' in answer) return <RefusedAnswer refusal={answer} />;
  const { asOf, watching } = freshness;
  return (
    <>
      <div class="over">
        <h1>{SIGHTS[freshness.sight]}</h1>
        <SpanChoice days={days} onSpan={(span) => go({ days: span }, 'replace')} />
      </div>
      <dl class="tiles">
        <Tile
          name="Last complete run"
          value={asOf === null ? 'none' : `${brief(millisecondsBetween(asOf, now))} ago`}
          more={asOf && clock.full(asOf)}
        />
        <Tile
          name="Polls"
          value={answer.interval === null ? '–' : every(answer.interval)}
          more={watching && `since ${clock.full(watching)}`}
        />
        <Tile
          name="Failed runs"
          value={answer.total.failed.toLocaleString('en-US')}
          more={answer.failures.map(({ title, count }) => `${title}: ${count}`).join(', ') || null}
        />
        <Tile
          name="Alerts"
          value={answer.total.alerts.toLocaleString('en-US')}
          more={`${answer.total.changes.toLocaleString('en-US')} changes`}
        />
        {answer.cost !== null && <CostTile cost={answer.cost} />}
      </dl>
      <section>
        <h2>Blind periods</h2>
        {answer.blind.length === 0 ? (
          <p class="muted">None.</p>
        ) : (
          <List label="Blind periods" headings={['From', 'To', 'Lasted', 'Why']}>
            {answer.blind.map(({ from, to, why }) => (
              <tr key={from}>
                <td title={clock.full(from)}>{clock.brief(from, now)}</td>
                <td title={to === null ? undefined : clock.full(to)}>
                  {to === null ? <b>still blind</b> : clock.brief(to, now)}
                </td>
                <td>{brief(millisecondsBetween(from, to ?? now))}</td>
                <td class="wrap">{why}</td>
              </tr>
            ))}
          </List>
        )}
      </section>
      <Runs view={answer} {...shared} />
    </>
  );
}

/** `every minute`, `every 5 min`. */
function every(interval: number): string {
  const minutes = Math.max(1, Math.round(interval / 60_000));
  return minutes === 1 ? 'every minute' : `every ${brief(minutes * 60_000)}`;
}

const SIGHTS = {
  seeing: 'The monitor sees',
  late: 'The monitor is late',
  blind: 'The monitor is blind',
  never: 'The monitor has never seen',
} as const;

interface TileProps {
  readonly name: string;
  readonly value: string;
  readonly more: string | null;
}

function Tile({ name, value, more }: TileProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        <small>{more}</small>
      </dd>
    </div>
  );
}

function CostTile({ cost: { runs, calls, writes } }: { readonly cost: Cost }) {
  const number = (count: number): string => count.toLocaleString('en-US');
  return (
    <Tile
      name="Takes in 30 days"
      value={`${number(runs)} runs`}
      more={`${number(calls)} pages of the API, about ${number(writes)} write units of DynamoDB`}
    />
  );
}

function Runs({ view, clock, now }: Shared & { readonly view: MonitorView }) {
  const shown = view.runs.slice(0, SHOWN_MOST);
  return (
    <section>
      <h2>
        Runs <small>those that failed, changed or told something; the others leave no row</small>
      </h2>
      {shown.length === 0 ? (
        <p class="muted">None.</p>
      ) : (
        <List label="Runs" headings={RUNS}>
          {shown.map(({ run, started, milliseconds, outcome, failure, changes, alerts, calls }) => (
            <tr key={run}>
              <td title={clock.full(started)}>{clock.brief(started, now)}</td>
              <td>{(milliseconds / 1000).toFixed(1)} s</td>
              <td class="wrap">
                {failure === null ? (
                  outcome
                ) : (
                  <span title={failure.meaning}>
                    <b class="failed">failed</b> {failure.title} <small>{failure.detail}</small>
                  </span>
                )}
              </td>
              <td class="number">{changes}</td>
              <td class="number">{alerts}</td>
              <td class="number">{calls}</td>
            </tr>
          ))}
        </List>
      )}
    </section>
  );
}

const RUNS: readonly (string | Heading)[] = [
  'Started',
  'Took',
  'Outcome',
  { title: 'Changes', isNumber: true },
  { title: 'Alerts', isNumber: true },
  { title: 'API calls', isNumber: true },
];
