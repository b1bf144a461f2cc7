/** Subject, SMS and e-mail against the truth: the words that people read, not the document beside them. */
import type { Sent } from '../stage/record.ts';
import type { Stand } from './condition.ts';
import type { Said } from './message.ts';
import type { Look } from './truth.ts';

/** What the first word of a message says of its first group. */
const TAGS: readonly (readonly [RegExp, readonly Stand[]])[] = [
  [/^\[DOWN\]/, ['disconnected']],
  [/^\[DEGRADED\]/, ['warning']],
  [/^\[REDUNDANCY LOST\]/, ['halved']],
  [/^\[UNKNOWN\]/, ['unknown', 'absent']],
  [/^\[(UP|STEADY|REDUNDANCY BACK)\]/, ['ok', 'halved']],
  [/^\[REMOVED\]/, ['gone']],
];

/** Words that no sentence means to say. */
const SLIPS = /undefined|\bNaN\b|\[object|\bnull\b|\bInfinity\b|-\d+ (?:second|minute|hour|day)/;

export function untrueText({ alert }: Sent, document: Said, last: Look | undefined): readonly string[] {
  const { subject, sms, email } = alert;
  const text = email.replace(/\s+/g, ' ');
  return [
    ...[subject, sms, text]
      .flatMap((words) => SLIPS.exec(words)?.[0] ?? [])
      .map((slip) => `It says "${slip}".`),
    ...tagged(subject, document, last),
    ...nameless({ subject, sms, text }, document),
    ...miscounted(`${subject} ${text}`, last),
    ...miscountedPlaces(text, last),
  ];
}

function tagged(subject: string, { events }: Said, last: Look | undefined): readonly string[] {
  const now = last?.groups.get(events[0]?.group?.id ?? '')?.stand;
  const stands = TAGS.find(([tag]) => tag.test(subject))?.[1];
  if (
    now === undefined ||
    stands === undefined ||
    now === 'unknown' ||
    now === 'absent' ||
    stands.includes(now)
  )
    return [];
  return [`Its subject is "${subject}"; the group is ${now}.`];
}

/** Channels shorten names: as much of one as each of them has room for must be there. */
const LEAST_NAME = 20;

function nameless(
  channels: Readonly<Record<string, string>>,
  { events, truncated }: Said,
): readonly string[] {
  const groups = new Set(events.map(({ group }) => group?.name));
  const [name] = groups;
  if (groups.size !== 1 || name === undefined || truncated > 0) return [];
  return Object.entries(channels).flatMap(([channel, words]) =>
    words.includes(name.slice(0, LEAST_NAME)) ? [] : [`Its ${channel} does not name ${name}.`],
  );
}

/** `3 of 212 groups are not connected (2 disconnected, 1 in warning)`, and whatever else counts the fleet. */
function miscounted(text: string, last: Look | undefined): readonly string[] {
  if (last === undefined) return [];
  const { connected, warning, disconnected, unknown } = last.counts;
  const down = warning + disconnected;
  const total = connected + down + unknown;
  const rows: readonly (readonly [RegExp, readonly number[]])[] = [
    [/([\d,]+) of ([\d,]+) groups? (?:is|are) not connected/, [down, total]],
    [/not connected \((?:([\d,]+) disconnected)?(?:, )?(?:([\d,]+) in warning)?\)/, [disconnected, warning]],
    [/All ([\d,]+) groups are connected/, [down + unknown === 0 ? total : -1]],
    [/status of ([\d,]+) (?:more )?is unknown/, [unknown]],
  ];
  return rows.flatMap(([pattern, is]) => {
    const match = pattern.exec(text);
    const numbers = match?.slice(1).map(numberOf);
    return numbers === undefined || numbers.join() === is.join()
      ? []
      : [`It says "${match?.[0]}"; it is ${is.join(' of ')}.`];
  });
}

/** `Data center sse-euc-1-0-0: 10 of 12 groups lost their hub there`: as it stands there, whoever was told of before. */
function miscountedPlaces(text: string, last: Look | undefined): readonly string[] {
  const sightings = [...(last?.groups.values() ?? [])].filter(({ stand }) => stand !== 'gone');
  return [...text.matchAll(/Data center (\S+): (?:all|([\d,]+) of) ([\d,]+) groups/g)].flatMap(
    ([sentence, name, some, all]) => {
      const hubs = sightings.map(({ group }) => group.hubs.filter(({ datacenter }) => datacenter === name));
      const there = hubs.filter(({ length }) => length > 0).length;
      const lost = hubs.filter((ofGroup) => ofGroup.some(({ status }) => status === 'down')).length;
      const isSo = numberOf(all) === there && numberOf(some ?? all) === lost;
      return isSo ? [] : [`It says "${sentence}"; it is ${lost} of ${there}.`];
    },
  );
}

function numberOf(text: string | undefined): number {
  return Number((text ?? '0').replaceAll(',', ''));
}
