/** What one run was answered, put together without any of the code that it checks. */
import type { Group } from '../../../lib/core/fleet/group.ts';
import type { ListRecord } from '../../../lib/core/fleet/pages.ts';
import type { Answer } from '../happening.ts';

/** What a run saw, as far as it got. */
export interface Seen {
  /** The last walk over the pages is whole, and everything it says can be true at once. */
  readonly agrees: boolean;
  /** Readable groups of the last walk. */
  readonly listed: ReadonlyMap<string, Group>;
  /** Ids of the walk's records that could not be read. */
  readonly unreadable: ReadonlySet<string>;
  /** Groups that look-ups found. */
  readonly found: ReadonlyMap<string, Group>;
  /** Ids whose look-up was answered 404. */
  readonly gone: ReadonlySet<string>;
}

/** A page this long may be followed by another. */
const FULL_PAGE = 200;

export function whatWasSeen(answers: readonly Answer[]): Seen {
  const walk = lastWalk(answers);
  const records = walk.flatMap((answer) => answer.page.records);
  const totals = new Set(walk.map((answer) => answer.page.total));
  const listed = readable(records);
  const unreadable = records.flatMap((record) => ('malformed' in record ? [record.malformed.id] : []));
  const distinct = listed.size + unreadable.length;
  const [total = null] = totals;
  const ended = (walk.at(-1)?.page.records.length ?? FULL_PAGE) < FULL_PAGE;
  return {
    agrees: totals.size === 1 && distinct === records.length && (total === null ? ended : distinct === total),
    listed,
    unreadable: new Set(unreadable.filter((id) => id !== null)),
    found: readable(answers.flatMap(lookedUp)),
    gone: new Set(
      answers.flatMap((answer) => (answer.to === 'id' && answer.record === null ? [answer.id] : [])),
    ),
  };
}

type PageAnswer = Extract<Answer, { to: 'page' }>;

function lastWalk(answers: readonly Answer[]): readonly PageAnswer[] {
  const pages = answers.filter((answer): answer is PageAnswer => answer.to === 'page');
  const beginnings = pages.flatMap((answer, index) => (answer.offset === 0 ? [index] : []));
  return pages.slice(beginnings.at(-1) ?? 0);
}

function lookedUp(answer: Answer): readonly ListRecord[] {
  if (answer.to === 'page') return [];
  if (answer.to === 'ids') return answer.records;
  return answer.record === null ? [] : [answer.record];
}

function readable(records: readonly ListRecord[]): ReadonlyMap<string, Group> {
  return new Map(records.flatMap((record) => ('group' in record ? [[record.group.id, record.group]] : [])));
}
