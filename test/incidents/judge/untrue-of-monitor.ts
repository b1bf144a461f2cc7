/** What a message says of the monitor itself, or of the fleet, that was not so. */
import { DAY, millisecondsBetween } from '../../../lib/core/time.ts';
import type { Played, Sent } from '../stage/record.ts';
import { badness } from './condition.ts';
import { named, type Said, type SaidEvent, said } from './message.ts';
import { countsText, type Look } from './truth.ts';

interface Around {
  readonly played: Played;
  readonly looks: readonly Look[];
  readonly sent: Sent;
  readonly notConnected: Said['notConnected'];
}

export function untrueOfMonitor(event: SaidEvent, around: Around): readonly string[] {
  switch (event.type) {
    case 'went blind':
      return ofBlindness(event, around);
    case 'sight returned':
      return ofSight(event, around);
    case 'watch began':
      return ofBeginning(event, around);
    case 'reminder':
      return ofReminder(event, around);
    case 'key expires':
      return ofKey(event, around);
    default:
      return [`${event.id} is of no kind that anybody knows.`];
  }
}

/** A run that is told of by the next one counts only the runs before that. */
function ofBlindness(
  { id, at, since, attempts }: SaidEvent,
  { looks, sent, played }: Around,
): readonly string[] {
  const poll = pollOf(at, played);
  const before = looks.findLast((look) => look.poll < poll);
  const runs = poll - (before?.poll ?? -1);
  const isKilledBefore = played.polls[poll - 1]?.failure === null;
  const isCounted = attempts === runs || (isKilledBefore && attempts === runs - 1);
  const isOver = poll < sent.poll && looks.some((look) => look.poll > poll && look.poll <= sent.poll);
  return [
    ...(since === (before?.at ?? null) && isCounted
      ? []
      : [`${id} says ${attempts} runs since ${since}; it was last seen ${before?.at}, ${runs} runs ago.`]),
    ...(isOver && sent.alert.subject.startsWith('[BLIND]')
      ? [`Its subject is "${sent.alert.subject}"; sight has returned since.`]
      : []),
  ];
}

/** The run of which an event speaks: what is told late speaks of an earlier one. */
function pollOf(at: string, { polls }: Played): number {
  return polls.findLastIndex(({ from }) => from <= at);
}

function ofSight(
  { id, at, blind, losses, opened, ended }: SaidEvent,
  { played, looks, sent }: Around,
): readonly string[] {
  const poll = pollOf(at, played);
  const look = looks.find((one) => one.poll === poll);
  const before = looks.findLast((one) => one.poll < poll);
  if (look === undefined || look.at !== at || poll > sent.poll)
    return [`${id} speaks of a run that saw nothing.`];
  const isSpan = losses !== 1 || (blind?.from === before?.at && blind?.to === played.polls[poll]?.from);
  const told = new Set(
    played.sent.flatMap(said).flatMap(({ events }) => events.filter((one) => one.at === at)),
  );
  const count = (...types: readonly string[]): number =>
    [...told].filter(({ id: event, type }) => named(event) !== null && types.includes(type)).length;
  const [fell, came] = [count('opened', 'flapping began'), count('ended')];
  return [
    ...(isSpan ? [] : [`${id} says not seen from ${blind?.from}; it was last seen ${before?.at}.`]),
    ...(opened === fell && ended === came
      ? []
      : [`${id} says ${opened} opened and ${ended} ended; it was ${fell} and ${came}.`]),
  ];
}

function ofBeginning({ id, fleet }: SaidEvent, { looks, notConnected }: Around): readonly string[] {
  const [look] = looks;
  if (look === undefined || fleet === undefined || countsText(fleet.counts) !== countsText(look.counts))
    return [`${id} counts another fleet.`];
  const bad = [...look.groups.values()].flatMap(({ group }) =>
    group.status === 'connected' ? [] : group.id,
  );
  const named = notConnected?.map((group) => group.id) ?? [];
  return bad.length === named.length && bad.every((group) => named.includes(group))
    ? []
    : [`${id} names other groups than those that are not connected.`];
}

function ofReminder({ id, incidents }: SaidEvent, { looks, sent }: Around): readonly string[] {
  const look = looks.find((one) => one.poll === sent.poll);
  return (incidents ?? []).flatMap((incident) => {
    const stand = look?.groups.get(incident.split('-')[0] ?? '')?.stand ?? 'gone';
    return badness(stand) === 'ok' ? [`${id} names ${incident}; its group is ${stand}.`] : [];
  });
}

function ofKey({ id, at, days }: SaidEvent, { played }: Around): readonly string[] {
  const { expires } = played.policy.apiKey;
  const left = expires === null ? Number.POSITIVE_INFINITY : millisecondsBetween(at, expires) / DAY;
  return days !== undefined && left <= days && days - left < 1
    ? []
    : [`${id} says ${days} days; ${left} are left.`];
}
