import { judge, type Verdict } from './judge/judge.ts';
import { play } from './stage/play.ts';
import type { Played } from './stage/record.ts';
import type { Incident } from './stage/script.ts';

export interface Judged {
  readonly incident: Incident;
  readonly played: Played;
  readonly verdict: Verdict;
}

/** Plays a script and judges what came of it. */
export async function judgeIncident(incident: Incident): Promise<Judged> {
  const played = await play(incident);
  return { incident, played, verdict: judge(played) };
}
