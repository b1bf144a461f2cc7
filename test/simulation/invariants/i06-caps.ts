/**
 * I6: messages never exceed the caps: the first run one; one per run and kind; a flapping group, once entered, one an hour;
 * an organization twelve an hour, and then one for each slot and kind.
 */
import type { AlertKind, GroupEvent } from '../../../lib/core/rules/event.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';
import type { CreateChecker } from '../checker.ts';
import { thresholdsOf } from '../oracle/configured.ts';

/** The monitor's own events are no news of the fleet: a first run that ends blindness, or knows that the API key ends, says so beside its digest. */
const MONITORS: ReadonlySet<AlertKind> = new Set(['blind', 'sighted', 'key']);

/** Removals wait for others also where messages are few. */
function isRemoval(event: GroupEvent): boolean {
  return event.type === 'removed' || (event.type === 'ended' && event.how === 'removed');
}

/** What is told of groups, at most one message of each in a run. */
const GROUPS: ReadonlySet<AlertKind> = new Set(['opened', 'changed', 'ended', 'removed', 'configured']);

export const caps: CreateChecker = ({ oracle, policy }, verdict) => {
  const sent = new Map<string, Map<string, AlertKind>>();
  /** Alerts that a run gave its events, by run and kind. */
  const given = new Map<string, string>();
  const atFirst = new Set<string>();
  /** When messages were sent, as far as a run knows. */
  const messagesKnown = new Map<string, readonly string[]>();

  const isBusy = (run: string, at: string): boolean =>
    (messagesKnown.get(run) ?? []).filter(
      (sent) => Date.parse(at) - Date.parse(sent) < policy.gathering.within,
    ).length >= policy.gathering.messages;

  /** "Still down" comes no sooner than the quiet time after the last that people heard of a flapping group. */
  const flap = ({ id, group }: GroupState, event: GroupEvent): void => {
    const episode = oracle.known.get(id)?.incident?.episode ?? null;
    if (event.type !== 'still down' || episode === null) return;
    const quiet = Date.parse(event.at) - episode.lastTold;
    if (quiet < thresholdsOf(group, policy).flapping.quiet)
      verdict.violated(`${event.id} is told ${quiet} ms after the last message.`);
    else verdict.checked();
  };

  const give = (run: string, alert: string, kind: string): void => {
    const key = `${run} ${kind}`;
    const before = given.get(key);
    given.set(key, alert);
    if (before !== undefined && before !== alert)
      verdict.violated(`${run} made two alerts of one kind: ${before} and ${alert}.`);
  };

  return {
    see: (happening) => {
      const { run } = happening;
      if (happening.type === 'published') {
        const { id, kind } = happening.alert;
        const alerts = sent.get(run) ?? new Map<string, AlertKind>();
        sent.set(run, alerts);
        // The monitor's own events are told one by one; of a fleet's news there is one message of each kind.
        const isAnother = [...alerts].some(([other, of]) => of === kind && other !== id);
        if (isAnother && GROUPS.has(kind))
          verdict.violated(`${run} sent two alerts of one kind: ${[...alerts.keys()].join()} and ${id}.`);
        alerts.set(id, kind);
      }
      if (happening.type === 'ended') {
        const alerts = [...(sent.get(run) ?? [])].filter(([, kind]) => !MONITORS.has(kind));
        if (atFirst.has(run) && alerts.length > 1)
          verdict.violated(`The first run sent ${alerts.length} alerts.`);
        if (alerts.length > 0) verdict.checked();
      }
      if (happening.type !== 'landed') return;
      const { landed } = happening;
      if (landed.call === 'takeLease' && landed.result.taken)
        messagesKnown.set(run, landed.result.head.monitor.messages);
      if (landed.call === 'commitMonitor') messagesKnown.set(run, landed.args[1].messages);
      if (landed.call === 'commitGroups') {
        if (!oracle.watching()) atFirst.add(run);
        for (const state of landed.result.stored)
          for (const event of state.untold.filter(({ at }) => at === state.reading.to)) {
            if (!oracle.watching())
              verdict.violated(`${run} tells ${event.id} before the first run's digest.`);
            const isJudged = event.type !== 'configured' && !happening.late;
            const isWaiting = event.held !== null && isRemoval(event) && !event.alert.startsWith('gathered-');
            if (isWaiting && Date.parse(event.held ?? '') - Date.parse(event.at) > policy.removals.wait)
              verdict.violated(`${event.id} waits until ${event.held}.`);
            if (isJudged && !isWaiting && isBusy(run, event.at) !== (event.held !== null))
              verdict.violated(
                `After ${messagesKnown.get(run)?.length} messages, ${event.id} is ${event.held === null ? 'not ' : ''}held back.`,
              );
            give(run, event.alert, /\.([a-z-]+)(?:\.\d+)?$/.exec(event.alert)?.[1] ?? '');
            flap(state, event);
          }
      }
    },
  };
};
