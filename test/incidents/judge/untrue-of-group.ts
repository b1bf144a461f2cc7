/** What a message says of a group that was not so. */
import type { Instant } from '../../../lib/core/time.ts';
import type { Played } from '../stage/record.ts';
import { badness, isWorse, type Stand } from './condition.ts';
import { named, type SaidEvent } from './message.ts';
import { isSilenced } from './silences.ts';
import { type Look, pollAt, type Sighting } from './truth.ts';

const STAND: Readonly<Record<string, Stand>> = {
  connected: 'ok',
  'redundancy lost': 'halved',
  warning: 'warning',
  disconnected: 'disconnected',
  unknown: 'unknown',
};

interface Span {
  readonly after: Instant | null;
  readonly by: Instant;
}

export class GroupTruth {
  readonly #played: Played;
  readonly #looks: readonly Look[];
  readonly #byPoll: ReadonlyMap<number, Look>;
  readonly #byTime: ReadonlyMap<Instant, Look>;

  constructor(played: Played, looks: readonly Look[]) {
    this.#played = played;
    this.#looks = looks;
    this.#byPoll = new Map(looks.map((look) => [look.poll, look]));
    this.#byTime = new Map(looks.map((look) => [look.at, look]));
  }

  /** Everything that an event says and that was not so. `last`: the last poll before its message. */
  faults(event: SaidEvent, last: Look | undefined): readonly string[] {
    const { group } = named(event.id) ?? { group: '' };
    const poll = pollAt(this.#played.polls, event.at);
    const seen = this.#byPoll.get(poll)?.groups.get(group);
    if (seen === undefined) return [`${event.id} speaks of ${event.at}, when nobody saw the group.`];
    return [
      ...this.#state(event, seen),
      ...this.#course(event, seen),
      ...this.#times(event, group),
      ...this.#record(event, seen),
      ...this.#silence(event, seen, poll),
      ...this.#present(event, last?.groups.get(group)?.stand),
    ];
  }

  #state(event: SaidEvent, { stand }: Sighting): readonly string[] {
    if (event.type === 'configured') return [];
    const is = saidStand(event);
    return stand === is ? [] : [`${event.id} says ${event.how ?? event.status}; it was ${stand}.`];
  }

  /** What went before: the condition that it came from, and the worst there was. */
  #course({ id, previous, status, worst, opened }: SaidEvent, { group, at }: Sighting): readonly string[] {
    const faults: string[] = [];
    const bad = this.#stands(group.id, '', at).map(badness);
    const before = previous === undefined ? null : badness(STAND[previous] ?? 'ok');
    if (before !== null && (previous === status || !bad.includes(before)))
      faults.push(`${id} says that it was ${previous} and became ${status}.`);
    if (worst === undefined || typeof opened !== 'object') return faults;
    const most = this.#stands(group.id, opened.by, at).reduce<Stand>(
      (all, stand) => (isWorse(badness(stand), badness(all)) ? stand : all),
      'ok',
    );
    if (badness(STAND[worst] ?? 'ok') !== badness(most))
      faults.push(`${id} says ${worst} at worst; it was ${most}.`);
    return faults;
  }

  #stands(id: string, from: Instant | '', until: Instant): readonly Stand[] {
    return this.#looks.flatMap((look) =>
      from <= look.at && look.at <= until ? (look.groups.get(id)?.stand ?? []) : [],
    );
  }

  /** A change happened after a poll that had not seen it, and by a poll that did. */
  #times(
    { id, type, at, status, since, opened, ended, removed, how }: SaidEvent,
    group: string,
  ): readonly string[] {
    const isBad = (stand: Stand): boolean => badness(stand) !== 'ok';
    const isWell = (stand: Stand): boolean => stand === 'ok';
    const isGone = (stand: Stand): boolean => stand === 'gone';
    const isSo = (stand: Stand): boolean => stand === STAND[status ?? ''];
    const isChange = type === 'escalated' || type === 'eased';
    const isOneStretch = type === 'opened' || type === 'flapping began';
    const from = isOneStretch && typeof since === 'object' && since !== null ? since.by : null;
    const wasWell = from !== null && this.#stands(group, from, at).includes('ok');
    return [
      ...(wasWell ? [`${id} says since ${from}; it was connected in between.`] : []),
      ...this.#span(id, 'began', isChange || type === 'ended' ? opened : since, group, isBad),
      ...(isChange ? this.#span(id, 'came to this', since, group, isSo) : []),
      ...(how === 'connected' ? this.#span(id, 'ended', ended, group, isWell) : []),
      ...(how === 'removed' ? this.#span(id, 'ended', ended, group, isGone) : []),
      ...this.#span(id, 'was removed', removed, group, isGone),
    ];
  }

  #span(
    id: string,
    what: string,
    span: Span | Instant | number | null | undefined,
    group: string,
    holds: (stand: Stand) => boolean,
  ): readonly string[] {
    if (typeof span !== 'object' || span === null) return [];
    const faults: string[] = [];
    const first = this.#byTime.get(span.by)?.groups.get(group)?.stand;
    if (first === undefined || !holds(first))
      faults.push(`${id} says it ${what} by ${span.by}; it was ${first} then.`);
    const poll = this.#played.polls.findIndex(({ from }) => from === span.after);
    const before = this.#byPoll.get(poll)?.groups.get(group)?.stand;
    if (before !== undefined && holds(before))
      faults.push(`${id} says it ${what} after ${span.after}; it was ${before} then already.`);
    const known = this.#looks.findLast((look) => look.at < span.by && isKnown(look.groups.get(group)?.stand));
    const knownFrom = this.#played.polls[known?.poll ?? -1]?.from;
    // An incident that was never anything but unknown ends when the word changes.
    const wasSo = holds(known?.groups.get(group)?.stand ?? 'unknown');
    if (!wasSo && span.after !== null && knownFrom !== undefined && span.after > knownFrom)
      faults.push(`${id} says it ${what} after ${span.after}; nobody could tell since ${knownFrom}.`);
    return faults;
  }

  /** Its name, and when its hubs reported: as of the last poll up to then that listed it. */
  #record({ id, group }: SaidEvent, { at, group: { id: group0 } }: Sighting): readonly string[] {
    if (group === undefined) return [];
    const shown = this.#looks.flatMap((look) => {
      const sighting = look.groups.get(group0);
      return sighting === undefined || sighting.stand === 'gone' || sighting.stand === 'absent'
        ? []
        : [{ at: look.at, group: sighting.group }];
    });
    const faults = shown.some((one) => one.group.name === group.name)
      ? []
      : [`${id} names it ${group.name}.`];
    const record = shown.findLast((one) => one.at <= at)?.group;
    for (const { id: hub, lastReport } of group.hubs ?? []) {
      const reported = record?.hubs.find((one) => one.id === hub)?.carried.reportedAt;
      if (lastReport !== null && reported !== undefined && lastReport < reported)
        faults.push(`${id} says that a hub last reported at ${lastReport}; it was ${reported}.`);
    }
    return faults;
  }

  /** The end of what was told is told inside a silence too; whether it was told, its duty says. */
  #silence({ id, type }: SaidEvent, { group }: Sighting, index: number): readonly string[] {
    const poll = this.#played.polls[index];
    if (poll === undefined || type === 'ended' || !isSilenced(group, poll, this.#played.policy)) return [];
    return [`${id} is told inside a silence.`];
  }

  /** Whether it is still so, as the last poll before the message saw it. */
  #present(event: SaidEvent, now: Stand | undefined): readonly string[] {
    const { id, type, holds } = event;
    if (holds === undefined || now === undefined || now === 'unknown' || now === 'absent') return [];
    if (type === 'flapping began' || type === 'configured' || saidStand(event) === now) return [];
    const isConnected = type === 'ended' && saidStand(event) === 'ok' && now === 'halved';
    return holds && !isConnected ? [`${id} says that it still is so; it is ${now}.`] : [];
  }
}

/** How the group stood, as the event has it. */
function saidStand({ type, how, status }: SaidEvent): Stand | undefined {
  if (type === 'removed' || how === 'removed') return 'gone';
  return type === 'ended' ? 'ok' : STAND[status ?? ''];
}

/** Whether a poll that showed it so knew how it was. */
function isKnown(stand: Stand | undefined): boolean {
  return stand !== undefined && stand !== 'unknown' && stand !== 'absent';
}
