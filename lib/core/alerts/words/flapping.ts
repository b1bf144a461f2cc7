/** A group that comes and goes, and one that does and has been down for a while in one stretch. */
import { type Instant, millisecondsBetween } from '../../time.ts';
import { duration, number, ordinal } from '../duration.ts';
import { placeOf } from '../text.ts';
import {
  AS_ADJECTIVE,
  conditionNow,
  conditionTold,
  isUnseen,
  lostWords,
  presentWords,
  TAGS,
  trafficMeaning,
} from './condition.ts';
import { silencedSentence } from './silenced.ts';
import type { ItemOf, Words } from './words.ts';

/** What to expect of a group from now on. */
export const FROM_NOW_ON =
  'What comes and goes so often is not told each time. From now on you are told only if it gets worse, when it has stayed down for a while (ever more rarely), and when it has been steady for long enough.';

export function flappingWords(item: ItemOf<'flapping began'>): Words {
  const { event, state, holds } = item;
  const condition = conditionTold(item);
  const within = withinWords(item);
  const drop = `${ordinal(event.openings)} drop${within}`;
  return {
    label: { tag: 'FLAPPING', past: 'WAS FLAPPING', many: 'flapping', tail: `: ${drop}` },
    counted: 'flapping',
    when: event.since,
    headline: () => {
      const place = placeOf(state.group);
      const dropped = `it dropped for the ${ordinal(event.openings)} time${within}`;
      return holds
        ? `${place} is flapping: ${dropped}, and is ${presentWords(state)} at the moment.`
        : `${place} was flapping: ${dropped}.`;
    },
    meaning: () =>
      holds
        ? [
            ...trafficMeaning(conditionNow(state), state),
            ...silencedSentence(event, 'This began while it was silenced'),
            FROM_NOW_ON,
          ]
        : [],
    short: () =>
      `flapping, ${drop}, ${holds ? `${presentWords(state)} at the moment` : `now ${presentWords(state)}`}`,
    facts: (times) => [
      `Dropped this time: ${times.span(event.since)}, then ${AS_ADJECTIVE[condition]}`,
      ...dropLine(item, times.moment),
    ],
  };
}

export function stillDownWords(item: ItemOf<'still down'>): Words {
  const { event, state, holds } = item;
  const condition = conditionTold(item);
  const isSeen = holds && !isUnseen(item);
  const downSince =
    state.incident?.id === event.incident ? (state.incident.episode?.downSince ?? null) : null;
  const lost = condition === 'redundancy lost' ? `: ${lostWords(state, '')}` : '';
  return {
    label: {
      tag: STILL[condition],
      past: `WAS ${TAGS[condition]}`,
      many: STILL[condition].toLowerCase(),
      tail: isSeen ? lost : '',
    },
    counted: `still ${AS_ADJECTIVE[condition]}`,
    /** The stretch, not the incident: in between it was up. */
    when: { after: null, by: downSince ?? event.at },
    headline: () => {
      const place = `${placeOf(state.group)}, which is flapping,`;
      if (isSeen) return `${place} has been ${AS_ADJECTIVE[condition]} for a while${lost}.`;
      return `${place} was ${AS_ADJECTIVE[condition]} for a while.`;
    },
    meaning: () => (isSeen ? trafficMeaning(condition, state) : []),
    short: () =>
      `still ${AS_ADJECTIVE[condition]}, flapping, ${number(event.openings)} drops${isSeen ? '' : `; now ${presentWords(state)}`}`,
    facts: (times, until) => [
      ...(downSince === null
        ? []
        : [
            `In one stretch: since ${times.moment(downSince)}, ${duration(millisecondsBetween(downSince, until))} so far`,
          ]),
      `Flapping incident began: ${times.span(event.since)}`,
      ...dropLine(item, times.moment),
    ],
  };
}

const STILL = {
  disconnected: 'STILL DOWN',
  warning: 'STILL DEGRADED',
  'redundancy lost': 'REDUNDANCY STILL LOST',
  unknown: 'STILL UNKNOWN',
  connected: 'STILL FLAPPING',
} as const;

/** ` in 2 hours`: from the first drop that counts to this one. Nothing where the record no longer says. */
function withinWords({ event, state }: ItemOf<'flapping began'>): string {
  const first = firstDrop({ event, state });
  return first === null ? '' : ` in ${duration(millisecondsBetween(first, event.at))}`;
}

function dropLine(
  item: Pick<ItemOf<'flapping began' | 'still down'>, 'event' | 'state'>,
  moment: (at: Instant) => string,
): readonly string[] {
  const first = firstDrop(item);
  return [
    `Drops: ${number(item.event.openings)}${first === null ? '' : `, the first seen ${moment(first)}`}`,
  ];
}

/** The openings that led to the episode are kept until it ends, and then forgotten. */
function firstDrop({
  event,
  state,
}: Pick<ItemOf<'flapping began' | 'still down'>, 'event' | 'state'>): Instant | null {
  if (state.incident?.id !== event.incident) return null;
  return state.openings[0] ?? null;
}
