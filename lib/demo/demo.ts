/** Plays the day and checks that it went as it must: a demo that shows a wrong story is a failure. */
import { countStatuses, type StatusCounts } from '../core/fleet/group.ts';
import { fleetAt } from '../core/history/fleet-at.ts';
import { DAY, HOUR, type Instant, instant, MINUTE } from '../core/time.ts';
import { DEMO_CAST, DEMO_GROUPS, demoDay } from '../simulator/demo-day.ts';
import { timeOfDay as sinceMidnight } from '../simulator/script.ts';
import type { DemoClock } from './clock.ts';
import { ORGANIZATION, type Stage } from './stage.ts';
import { inStretches, type Scene } from './story.ts';

/** The day that is played, from nine to half past five, UTC: nothing else happens on it. */
const MIDNIGHT = Date.UTC(2026, 2, 2);
export const DEMO_BEGINS = MIDNIGHT + 9 * HOUR;
const DEMO_ENDS = MIDNIGHT + 17 * HOUR + 30 * MINUTE;

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
export async function playDemo({ stage, ...demo }: Demo): Promise<void> {
  const tell = inStretches(demo.tell);
  tell({ type: 'opening', groups: DEMO_GROUPS });
  stage.simulator.playDay(demoDay());
  const figures = await playRuns({ ...demo, stage, tell });
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
  for (let slot = DEMO_BEGINS; slot <= DEMO_ENDS; slot += MINUTE) {
    const at = instant(slot);
    const due = happenings.filter((happening) => happening.at === slot);
    clock.set(slot);
    const summary = await stage.invoke();
    const mail = stage.takeMail();
    figures.runs += 1;
    figures.completeRuns += summary.outcome === 'complete' ? 1 : 0;
    figures.changes += summary.changes;
    const { outcome, changes, alerts } = summary;
    const failure = summary.failure?.kind ?? null;
    for (const { what } of due) tell({ type: 'happening', at, what });
    tell({ type: 'run', at, outcome, changes, alerts, failure });
    for (const { subject, email } of mail) {
      figures.subjects.push(subject);
      tell({ type: 'alert', at, subject, email });
    }
    progress(at, figures.runs);
  }
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
