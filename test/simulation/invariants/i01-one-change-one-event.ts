/** I1: every confirmed transition is one change row and, where the policy tells it, one event; never two, never none. */
import type { Change } from '../../../lib/core/fleet/change.ts';
import type { Reading } from '../../../lib/core/fleet/observation.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';
import type { CreateChecker } from '../checker.ts';
import type { Landed } from '../happening.ts';
import { type Expected, expected } from '../oracle/expected.ts';
import { factsOf, sameFacts } from '../oracle/facts.ts';
import { type Known, knownOf } from '../oracle/known.ts';

export const oneChangeOneEvent: CreateChecker = ({ oracle }, verdict) => {
  const events = new Set<string>();
  const landedIn = new Map<string, Set<string>>();

  const commit = (run: string, landed: Extract<Landed, { call: 'commitGroups' }>): void => {
    const touched = landedIn.get(run) ?? new Set();
    landedIn.set(run, touched);
    const changes = new Map(landed.args[2].map((write) => [write.next.id, write.change]));
    for (const { id } of landed.result.refused) touched.add(id);
    for (const state of landed.result.stored) {
      touched.add(state.id);
      const saw = oracle.saw(run).get(state.id);
      if (saw === undefined) {
        verdict.violated(`${run} wrote group ${state.id}, of which it had seen nothing.`);
        continue;
      }
      const known = oracle.known.get(state.id) ?? null;
      const wanted = expected(state.id, known, saw, oracle.circumstances(run, state.reading));
      const wrong =
        wrongFacts(state, wanted) ??
        wrongEvents(state, changes.get(state.id) ?? null, known, wanted, events) ??
        wrongStanding(knownOf(state), wanted);
      for (const event of state.untold) events.add(event.id);
      if (wrong === null) verdict.checked();
      else verdict.violated(`${run}, group ${state.id}: ${wrong}`);
    }
  };

  /** Whatever a complete run saw different and did not write is a transition without a row. */
  const complete = (run: string, reading: Reading): void => {
    for (const [id, saw] of oracle.saw(run)) {
      if (landedIn.get(run)?.has(id)) continue;
      const known = oracle.known.get(id) ?? null;
      const wanted = expected(id, known, saw, oracle.circumstances(run, reading));
      if (!wanted.written) verdict.checked();
      else
        verdict.violated(
          `${run} was complete and did not write group ${id}: ${summary(wanted)}, stored: ${summary(known)}`,
        );
    }
  };

  return {
    see: (happening) => {
      if (happening.type !== 'landed') return;
      const { landed, run } = happening;
      if (landed.call === 'commitGroups') commit(run, landed);
      if (landed.call === 'finish' && landed.args[1].complete !== null)
        complete(run, landed.args[1].complete.reading);
    },
  };
};

function wrongFacts(state: GroupState, wanted: Expected): string | null {
  if (state.seq !== wanted.seq) return `its number of changes is ${state.seq}, not ${wanted.seq}`;
  if (state.presence === wanted.presence && sameFacts(state.group, wanted.group)) return null;
  return `stored as ${state.presence} "${factsOf(state.group)}", seen as ${wanted.presence} "${factsOf(wanted.group)}"`;
}

function wrongEvents(
  state: GroupState,
  change: Change | null,
  known: Known | null,
  wanted: Expected,
  before: ReadonlySet<string>,
): string | null {
  const told = state.untold.filter(({ id }) => !before.has(id));
  const types = told.map(({ type }) => type).join(' and ');
  const telling = wanted.isSilenced ? '' : (wanted.tells ?? '');
  if (types !== telling) return `tells "${types}" where "${telling}" was to be told`;
  if ((change !== null) !== wanted.changed)
    return `a change row is ${change === null ? 'missing' : 'too many'}`;
  // A silenced event stands in its row and nowhere else.
  const isNamed =
    change === null ||
    (change.events.length === (wanted.tells === null ? 0 : 1) &&
      told.every(({ id }) => change.events.includes(id)));
  if (!isNamed || (change !== null && change.seq !== wanted.seq))
    return `its row has number ${change?.seq} and events ${change?.events.join()}`;
  const wrong = told.find(
    (event) => 'incident' in event && event.incident !== (wanted.incident ?? known?.incident)?.id,
  );
  return wrong === undefined ? null : `event ${wrong.id} is of another incident`;
}

function wrongStanding(stored: Known, wanted: Expected): string | null {
  const isSame =
    stored.incident === wanted.incident ||
    JSON.stringify(stored.incident) === JSON.stringify(wanted.incident);
  if (!isSame)
    return `its incident is ${JSON.stringify(stored.incident)}, not ${JSON.stringify(wanted.incident)}`;
  const same =
    stored.polls === wanted.polls &&
    stored.watched === wanted.watched &&
    sizeOf(stored) === sizeOf(wanted) &&
    stored.openings.join() === wanted.openings.join();
  return same ? null : `it is ${summary(stored)}, not ${summary(wanted)}`;
}

function summary(of: Expected | Known | null): string {
  if (of === null) return 'nothing';
  const { presence, group, seq, watched, polls, incident, openings } = of;
  return `${presence} ${group.status}, ${seq} changes, ${watched ? '' : 'not '}watched, ${polls} polls, ${openings.length} openings, ${sizeOf(of)} in the baseline, incident ${JSON.stringify(incident)}`;
}

function sizeOf({ baseline: { up, carried } }: Pick<Known, 'baseline'>): number {
  return up.size + carried.size;
}
