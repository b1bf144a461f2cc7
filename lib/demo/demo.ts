/** Plays the day and checks that it went as it must: a demo that shows a wrong story is a failure. */
import { countStatuses, type StatusCounts } from '../core/fleet/group.ts';
import { fleetAt } from '../core/history/fleet-at.ts';
import { DAY, HOUR, type Instant, instant, MINUTE } from '../core/time.ts';
import { DEMO_CAST, DEMO_GROUPS, demoDay } from '../simulator/demo-day.ts';
import { timeOfDay as sinceMidnight } from '../simulator/script.ts';
import type { DemoClock } from './clock.ts';
import { ORGANIZATION, type Stage } from './stage.ts';
import type { Scene } from './story.ts';

/** The day that is played, from eight to six, UTC: nothing else happens on it. */
const MIDNIGHT = Date.UTC(2026, 2, 2);
export const DEMO_BEGINS = MIDNIGHT + 8 * HOUR;
const DEMO_ENDS = MIDNIGHT + 18 * HOUR;

/** The instants that the fleet is asked about at the end: while a tunnel was down, and after it all had passed. */
const QUESTIONS = [instant(MIDNIGHT + 9 * HOUR + 30 * MINUTE), instant(MIDNIGHT + 14 * HOUR + 5 * MINUTE)];

/** What must have been told, in this order: the kinds in the subjects. */
const EXPECTED_ALERTS = ['WATCHING', 'DOWN', 'UP', 'DEGRADED', 'UP', 'BLIND', 'SIGHT RETURNED', 'REMOVED'];

/** Thrown where the day did not go as it must. */
export class DemoError extends Error {}

export interface Demo {
  readonly stage: Stage;
  readonly clock: DemoClock;
  readonly tell: (scene: Scene) => void;
  /** Called after each run, for a line that shows that it goes on. */
  readonly progress: (at: Instant, runs: number) => void;
}

/** Plays the whole day. Throws a `DemoError` where a step fails. */
export async function playDemo(demo: Demo): Promise<void> {
  const { stage, tell } = demo;
  tell({ type: 'opening', groups: DEMO_GROUPS });
  const figures = await playRuns(demo);
  const told = figures.subjects.map((subject) => /^\[([A-Z ]+)\]/.exec(subject)?.[1] ?? subject);
  if (told.join() !== EXPECTED_ALERTS.join()) {
    throw new DemoError(
      `The alerts should have been ${EXPECTED_ALERTS.join(', ')}; they were ${told.join(', ')}.`,
    );
  }
  for (const question of QUESTIONS) tell(await answer(stage, question));
  const requests = stage.simulator.requests;
  const tokenRequests = requests.filter((request) => request.endpoint === 'token').length;
  const stored = await stage.stored();
  tell({
    type: 'summary',
    runs: figures.runs,
    completeRuns: figures.completeRuns,
    groups: stage.simulator.fleet.groups.length,
    changes: figures.changes,
    alerts: figures.subjects,
    apiCalls: requests.length - tokenRequests,
    tokenRequests,
    rowsStored: stored.rows,
    bytesStored: stored.bytes,
  });
}

async function playRuns({ stage, clock, tell, progress }: Demo) {
  const happenings = demoDay().map(({ at, what }) => ({ at: MIDNIGHT + sinceMidnight(at), what }));
  const figures = { runs: 0, completeRuns: 0, changes: 0, subjects: [] as string[] };
  let quiet = { from: DEMO_BEGINS, runs: 0 };
  const endQuiet = (slot: number): void => {
    if (quiet.runs > 0)
      tell({ type: 'quiet', from: instant(quiet.from), to: instant(slot - MINUTE), runs: quiet.runs });
    quiet = { from: slot + MINUTE, runs: 0 };
  };
  for (let slot = DEMO_BEGINS; slot <= DEMO_ENDS; slot += MINUTE) {
    const due = happenings.filter(({ at }) => at === slot);
    clock.set(slot);
    const summary = await stage.invoke();
    const mail = stage.takeMail();
    figures.runs += 1;
    figures.completeRuns += summary.outcome === 'complete' ? 1 : 0;
    figures.changes += summary.changes;
    const isQuiet = due.length + mail.length + summary.changes === 0 && summary.failure === null;
    if (isQuiet) quiet.runs += 1;
    else endQuiet(slot);
    for (const { what } of due) tell({ type: 'happening', at: instant(slot), what });
    const failure = summary.failure?.kind ?? null;
    tell({
      type: 'run',
      at: instant(slot),
      outcome: summary.outcome,
      changes: summary.changes,
      alerts: summary.alerts,
      failure,
    });
    for (const { subject, email } of mail) {
      figures.subjects.push(subject);
      tell({ type: 'alert', at: instant(slot), subject, email });
    }
    progress(instant(slot), figures.runs);
  }
  endQuiet(DEMO_ENDS + MINUTE);
  return figures;
}

async function answer(stage: Stage, question: Instant): Promise<Scene> {
  const fleet = await fleetAt(stage.history, ORGANIZATION.id, question, instant(DEMO_ENDS), 396 * DAY);
  if (!fleet.answered) throw new DemoError(`The past could not be asked: ${fleet.detail}`);
  const counts: StatusCounts = countStatuses(fleet.groups.map(({ group }) => group));
  const notConnected = fleet.groups
    .filter(({ group }) => group.status !== 'connected')
    .map(({ group }) => `${group.name}: ${group.status}`);
  if (question === QUESTIONS[0] && !notConnected.includes(`${DEMO_CAST.falls}: disconnected`)) {
    throw new DemoError(`At ${question} ${DEMO_CAST.falls} was down, and history does not know it.`);
  }
  return { type: 'answer', question, counts, notConnected };
}
