/** What should become of an open incident. */
import type { GroupPolicy } from '../../../lib/core/policy.ts';
import { thresholdsOf } from './configured.ts';
import { type Known, type KnownBaseline, type KnownEpisode, type KnownIncident, weight } from './known.ts';
import {
  type Circumstances,
  conditionNow,
  isSilenced,
  type Outcome,
  type Saw,
  type Telling,
} from './outcome.ts';

/** Only `connected` (after flapping: a steady one) and a confirmed removal end an incident; only words that say something change it. */
export function goesOn(
  known: Known,
  incident: KnownIncident,
  { presence, group }: Saw,
  baseline: KnownBaseline,
  around: Circumstances,
): Outcome {
  const { openings } = known;
  const result = (next: KnownIncident | null, tells: Telling): Outcome => ({
    polls: 0,
    // The end of what people were told of is always told. Of the rest only a removal is, which is news by itself.
    isSilenced: next === null && incident.told === 0 && (presence !== 'removed' || isSilenced(group, around)),
    incident: next,
    openings: next === null && incident.episode !== null ? [] : openings,
    tells,
  });
  if (presence === 'removed') return result(null, 'ended');
  const condition = presence === 'missing' ? 'unknown' : conditionNow(group, baseline, around);
  const { episode } = incident;
  if (condition === 'unknown')
    return result(
      episode === null ? incident : { ...incident, episode: { ...episode, steadyFrom: null } },
      null,
    );
  const now = Date.parse(around.readAt);
  if (condition === 'connected') {
    if (episode === null) return result(null, 'ended');
    const up = isUp(episode, now, unobserved(known, around));
    if (now - (up.steadyFrom ?? now) >= thresholdsOf(group, around.policy).flapping.steady)
      return result(null, 'ended');
    return result({ ...incident, status: 'connected', episode: up }, null);
  }
  const again = incident.status === 'connected';
  const down = episode === null || !again ? episode : { ...episode, downSince: now, steadyFrom: null };
  const worst = weight(condition) >= weight(incident.worst) ? condition : incident.worst;
  const next: KnownIncident =
    condition === incident.status ? incident : { ...incident, status: condition, worst, episode: down };
  const said = {
    ...next,
    told: weight(condition),
    episode: next.episode && { ...next.episode, lastTold: now },
  };
  // What is silenced changes nothing about what people were told, so that it is told when the silence ends.
  if (isSilenced(group, around)) return result(next, null);
  if (weight(condition) > incident.told) return result(said, worse(incident));
  if (next.episode !== null)
    return stillDown(next, next.episode, now, thresholdsOf(group, around.policy), result);
  const isBetter = weight(condition) < weight(incident.status) && weight(condition) < incident.told;
  return isBetter ? result(said, 'eased') : result(next, null);
}

/** To people who were told nothing it is all new. */
function worse({ told, episode }: KnownIncident): Telling {
  if (told > 0) return 'escalated';
  return episode === null ? 'opened' : 'flapping began';
}

function isUp(episode: KnownEpisode, now: number, unobserved: number): KnownEpisode {
  if (episode.steadyFrom === null) return { ...episode, downSince: null, steadyFrom: now };
  return { ...episode, steadyFrom: episode.steadyFrom + unobserved };
}

function stillDown(
  incident: KnownIncident,
  episode: KnownEpisode,
  now: number,
  { flapping }: GroupPolicy,
  result: (next: KnownIncident, tells: Telling) => Outcome,
): Outcome {
  const long = episode.downSince !== null && now - episode.downSince >= flapping.stillDownAfter;
  if (!long || now - episode.lastTold < episode.quiet) return result(incident, null);
  const quiet = Math.min(2 * episode.quiet, flapping.quietMost);
  return result({ ...incident, episode: { ...episode, lastTold: now, quiet } }, 'still down');
}

/** Time in which nobody saw the group, where that is more than the schedule explains: it counts as neither up nor down. */
function unobserved(known: Known, { lastSeen, readFrom, policy }: Circumstances): number {
  const last = lastSeen === null || known.readAt > lastSeen ? known.readAt : lastSeen;
  const length = Date.parse(readFrom) - Date.parse(last);
  return length > policy.gapIntervals * policy.interval ? length : 0;
}
