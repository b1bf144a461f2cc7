/** Which groups somebody asks about. */
import { nearest } from '../../config/nearest.ts';
import { clean, nameOf, word } from '../../core/alerts/text.ts';
import type { UptimeAnswer } from '../../core/history/uptime.ts';
import type { GroupState } from '../../core/rules/state.ts';
import { listed } from '../choose-organization.ts';
import { CommandError } from '../command-error.ts';
import type { Opened } from '../open.ts';
import { groupMeant } from './find-group.ts';
import type { AskedRange } from './past-time.ts';

export interface GroupFlags {
  readonly group?: string;
  readonly groupRegion?: string;
}

/** One group, a region, or (both null) all. */
export interface GroupsAsked {
  readonly group: GroupState | null;
  readonly region: string | null;
}

/** The groups that flags mean. Throws a `CommandError` where they mean none. */
export async function groupsAsked(
  flags: GroupFlags,
  { operator, organization }: Pick<Opened, 'operator' | 'organization'>,
): Promise<GroupsAsked> {
  if (flags.group === undefined && flags.groupRegion === undefined) return { group: null, region: null };
  const states = await operator.groups(organization);
  return {
    group: flags.group === undefined ? null : groupMeant(flags.group, states),
    region: flags.groupRegion === undefined ? null : regionMeant(flags.groupRegion, states),
  };
}

/** Throws a `CommandError` where none of the groups that are meant was seen in the range that is asked about. */
export function refuseAbsent(
  { group, region }: GroupsAsked,
  { parts }: Pick<UptimeAnswer, 'parts'>,
  range: AskedRange,
  { times }: Pick<Opened, 'times'>,
): void {
  const seen = parts.flatMap(({ groups }) => groups);
  if (group !== null && seen.length === 0)
    throw new CommandError(
      'not known',
      `${nameOf(group.group)} was not there ${range.words}.`,
      `It was first seen at ${times.moment(group.firstSeen)}.`,
    );
  if (region !== null && !seen.some((one) => one.region === region))
    throw new CommandError(
      'not known',
      `No group was in ${word(region)} ${range.words}.`,
      'A group counts for the region in which it was last seen in the range.',
    );
}

/** The region that somebody means, as the API writes it; letter case does not count. */
function regionMeant(text: string, states: readonly GroupState[]): string {
  const regions = [...new Set(states.flatMap(({ group }) => group.region ?? []))].sort();
  const found = regions.find((region) => region.toLowerCase() === text.trim().toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(text, regions);
  throw new CommandError(
    'not found',
    `No group is in a region "${clean(text, 60)}".`,
    near === null
      ? `There are: ${listed(regions.map((region) => word(region) ?? ''))}.`
      : `Did you mean ${word(near)}?`,
  );
}
