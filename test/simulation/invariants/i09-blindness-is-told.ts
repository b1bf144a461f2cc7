/**
 * I9: if sight is lost longer than the threshold, exactly one event says so, as soon as the table can be written, and one
 * says when it returns.
 */
import type { MonitorEvent } from '../../../lib/core/rules/event.ts';
import type { CreateChecker } from '../checker.ts';
import type { Landed } from '../happening.ts';

/** Failures that last until a person does something. */
const LASTING: ReadonlySet<string> = new Set([
  'credentials missing',
  'credentials malformed',
  'credentials refused',
  'not permitted',
]);

/**
 * A known limit: a complete reading is noted on the head when its run ends. A run that stored the gap, or told that sight
 * returned, and was killed before its end, leaves a head that knows nothing of the reading, and the next run judges the same
 * darkness again: tells it twice, or, where only the gap was written, not at all. `true` would hold the runs to it.
 */
const READINGS_ARE_NOTED_BEFORE_THE_END = false;

/** The time from one complete run, stored and told of or finished, to the next. */
interface Darkness {
  /** End of the last complete reading, by the clock of its process; the first attempt where there was none. */
  readonly since: number;
  attempts: number;
  lost: number;
}

export const blindnessIsTold: CreateChecker = ({ policy, clocksAreRight }, { checked, violated }) => {
  /** The run whose reading has left traces, where it has not ended. */
  let halfNoted: string | null = null;
  let current = '';
  const verdict = {
    checked,
    violated: (detail: string): void => {
      const isLimited = halfNoted !== null && halfNoted !== current;
      if (READINGS_ARE_NOTED_BEFORE_THE_END || !isLimited) violated(detail);
    },
  };

  let dark: Darkness | null = null;
  let known: ReadonlySet<string> = new Set();
  let first = true;
  /** Sight comes and goes: only longer losses are told, and one return when it has been steady. */
  let damped = false;
  const begun = new Map<string, number>();
  const { after, runs, runsWhenLasting } = policy.blind;

  const judge = (event: MonitorEvent, clock: number): void => {
    if (dark === null) return;
    const darkFor = clock - dark.since;
    if (event.type === 'sight returned' && dark.lost === 0 && clocksAreRight && !damped && darkFor < after)
      verdict.violated(`The return of sight was told after ${darkFor} ms of darkness.`);
    if (event.type !== 'went blind') return;
    dark.lost += 1;
    const needed = LASTING.has(event.failure.kind) ? runsWhenLasting : runs;
    const early = needed === runs && clocksAreRight && darkFor < after;
    if (dark.lost > 1) verdict.violated('Blindness was told twice.');
    if (dark.attempts < needed || early)
      verdict.violated(`Blindness was told after ${dark.attempts} runs and ${darkFor} ms.`);
  };

  const monitor = (landed: Extract<Landed, { call: 'commitMonitor' }>, clock: number): void => {
    const { untold, episode } = landed.args[1];
    const news = untold.filter(({ id, alert }) => !known.has(`${id} ${alert}`));
    known = new Set([...known, ...news.map(({ id, alert }) => `${id} ${alert}`)]);
    for (const event of news) judge(event, clock);
    damped = episode !== null;
    const saw = news.find(({ type }) => type !== 'went blind');
    if (saw === undefined) return;
    // What was seen is stored, and people will hear of it: whatever becomes of the run, this darkness is over.
    first = false;
    halfNoted ??= current;
    dark = { since: Date.parse(saw.at), attempts: 0, lost: 0 };
  };

  const finish = (
    run: string,
    { args: [, { complete, failure }] }: Extract<Landed, { call: 'finish' }>,
  ): void => {
    const began = begun.get(run);
    if (dark === null || began === undefined) return;
    const darkFor = began - dark.since;
    if (complete === null) {
      const needed = LASTING.has(failure?.kind ?? '') ? runsWhenLasting : runs;
      const long = needed === runsWhenLasting || darkFor >= after;
      if (dark.attempts >= needed && long && dark.lost === 0 && clocksAreRight && !damped)
        verdict.violated(
          `${run} failed as number ${dark.attempts} after ${darkFor} ms of darkness, and nobody was told.`,
        );
      else verdict.checked();
      return;
    }
    const unnoticed = !first && darkFor >= Math.max(after, policy.gapIntervals * policy.interval);
    if (!damped && (dark.lost > 0 || (unnoticed && clocksAreRight)))
      verdict.violated(`Sight returned with ${run} after ${darkFor} ms, and nobody was told.`);
    else verdict.checked();
    first = false;
    halfNoted = null;
    dark = { since: Date.parse(complete.reading.to), attempts: 0, lost: 0 };
  };

  return {
    see: (happening) => {
      if (happening.type !== 'landed') return;
      const { landed, run, clock } = happening;
      if (landed.call === 'takeLease' && landed.result.taken) {
        const now = Date.parse(landed.args[2]);
        dark ??= { since: now, attempts: 0, lost: 0 };
        dark.attempts += 1;
        begun.set(run, now);
      }
      current = run;
      if (landed.call === 'commitGap') halfNoted ??= run;
      if (landed.call === 'commitMonitor') monitor(landed, clock);
      if (landed.call === 'finish') finish(run, landed);
    },
  };
};
