import type { Group } from '../fleet/group.ts';

/** Which groups something is about. Every field that is given must match; none given matches every group. */
export interface Matcher {
  /** The whole name, with `*` for any text and `?` for any one character; upper and lower case are the same. */
  readonly name?: string;
  readonly ids?: readonly string[];
  readonly region?: string;
  readonly deviceType?: string;
}

/** Whether a group is meant. */
export function matches(matcher: Matcher, group: Group): boolean {
  if (matcher.name !== undefined && !globMatches(matcher.name, group.name)) return false;
  if (matcher.ids !== undefined && !matcher.ids.includes(group.id)) return false;
  if (matcher.region !== undefined && !sameWord(matcher.region, group.region)) return false;
  return matcher.deviceType === undefined || sameWord(matcher.deviceType, group.deviceType);
}

function sameWord(wanted: string, found: string | null): boolean {
  return found !== null && wanted.toLowerCase() === found.toLowerCase();
}

/**
 * Compares a text with a glob without regular expressions, in at most pattern × text steps: a pattern that somebody typed
 * must not be able to stall a run.
 */
function globMatches(glob: string, text: string): boolean {
  const pattern = [...glob.toLowerCase()];
  const letters = [...text.toLowerCase()];
  let [at, from, star, starFrom] = [0, 0, -1, 0];
  while (from < letters.length) {
    if (pattern[at] === '*') {
      star = at;
      starFrom = from;
      at += 1;
    } else if (pattern[at] === '?' || (at < pattern.length && pattern[at] === letters[from])) {
      at += 1;
      from += 1;
    } else if (star === -1) {
      return false;
    } else {
      starFrom += 1;
      from = starFrom;
      at = star + 1;
    }
  }
  return pattern.slice(at).every((letter) => letter === '*');
}
