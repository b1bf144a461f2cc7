/** The answer, who it is about, and ninety days of everybody. */
import { millisecondsBetween } from '../../../core/time.ts';
import { formatAddress } from '../../view-model/address.ts';
import type { Answer } from '../../view-model/answer.ts';
import { brief } from '../../view-model/bars.ts';
import { withKind } from '../../view-model/filter.ts';
import type { FleetRow } from '../../view-model/fleet.ts';
import type { StripsView } from '../../view-model/strips.ts';
import type { Shared } from '../shared.ts';
import { FleetChart } from './fleet-chart.tsx';
import { Shape, WORDS } from './kind.tsx';
import { percent } from './percent.ts';

interface Props extends Shared {
  readonly answer: Answer;
  /** Groups that are down or degraded, worst first. */
  readonly worst: readonly FleetRow[];
  readonly strips: StripsView | null;
}

const NAMED_MOST = 3;

export function Headline({ answer, worst, strips, ...shared }: Props) {
  const { address, clock, now } = shared;
  const rest = worst.length - NAMED_MOST;
  return (
    <section class="headline">
      <div class="answer">
        <h1 class={answer.tone}>
          <Shape kind={answer.tone} /> {answer.text}
        </h1>
        {worst.length > 0 && (
          <ul class="worst">
            {worst.slice(0, NAMED_MOST).map(({ id, name, kind, since }) => (
              <li key={id}>
                <a href={formatAddress({ ...address, view: 'group', group: id, days: null })}>{name}</a>{' '}
                {WORDS[kind].toLowerCase()} since {clock.brief(since.by, now)},{' '}
                {brief(millisecondsBetween(since.by, now))}
              </li>
            ))}
            {rest > 0 && (
              <li>
                <a
                  href={formatAddress({
                    ...address,
                    filter: withKind(withKind(address.filter, 'down'), 'degraded'),
                  })}
                >
                  and {rest.toLocaleString('en-US')} more
                </a>
              </li>
            )}
          </ul>
        )}
      </div>
      {strips !== null && (
        <figure class="fleet-days">
          <FleetChart strips={strips} clock={clock} />
          <figcaption>
            <b>{percent(strips.fleet.availability) || '–'}</b> available over {strips.days.length} days, all
            groups together
          </figcaption>
        </figure>
      )}
    </section>
  );
}
