/** How old the data is; and where nobody can see, that before all else. */
import { millisecondsBetween } from '../../../core/time.ts';
import { brief } from '../../view-model/bars.ts';
import type { Shared } from '../shared.ts';

type Props = Pick<Shared, 'freshness' | 'clock' | 'now'>;

/** In the corner, always. */
export function Age({ freshness, clock, now }: Props) {
  const { asOf, sight, interval } = freshness;
  if (asOf === null) return <p class="age">No data yet</p>;
  const age = brief(millisecondsBetween(asOf, now));
  return (
    <p class={`age ${sight}`} title={`The last complete run ended ${clock.full(asOf)}`}>
      Data is <b>{age}</b> old
      {sight !== 'seeing' && interval !== null && `, expected every ${brief(interval)}`}
    </p>
  );
}

/** Above everything, where what is shown may no longer be so. */
export function BlindBanner({ freshness, clock, now }: Props) {
  const { sight, asOf, trouble, attempts } = freshness;
  if (sight !== 'blind' && sight !== 'never') return null;
  return (
    <section class="banner" role="alert">
      <h2>{sight === 'never' ? 'Nobody has looked yet' : 'The monitor is blind'}</h2>
      <p>
        {asOf === null
          ? 'No run has been complete so far: nothing is known of any tunnel.'
          : `The last complete look was ${clock.full(asOf)}, ${brief(millisecondsBetween(asOf, now))} ago. Everything below is as of then; what has fallen since is not in it.`}
      </p>
      <p>{trouble === null ? whyUnknown(attempts) : `${trouble.meaning} ${trouble.detail}`}</p>
      <p>{trouble === null ? NOT_RUNNING : trouble.remedy}</p>
    </section>
  );
}

function whyUnknown(attempts: number): string {
  return attempts === 0
    ? 'No run has been started since.'
    : `${attempts} ${attempts === 1 ? 'run was' : 'runs were'} started since, and none has said why it did not end well.`;
}

const NOT_RUNNING =
  "Look at the alarms, at the schedule in EventBridge Scheduler, and at the function's log for its last run.";
