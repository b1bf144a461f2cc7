/** What `tunnelwatch uptime` answers. */

import { nearest } from '../../config/nearest.ts';
import { policyOf } from '../../config/policy.ts';
import { clean, nameOf, word } from '../../core/alerts/text.ts';
import type { Uptime, UptimeAnswer, UptimePart } from '../../core/history/uptime.ts';
import { monthsWithin } from '../../core/history/zone.ts';
import type { MaintenanceWindow } from '../../core/rules/silence.ts';
import type { GroupState } from '../../core/rules/state.ts';
import { DAY } from '../../core/time.ts';
import { listed } from '../choose-organization.ts';
import { CommandError } from '../command-error.ts';
import { configured } from '../configured.ts';
import type { UptimeDocument } from '../documents/figures.ts';
import type { Host } from '../host.ts';
import { type Opened, open } from '../open.ts';
import { jsonText } from '../output/json.ts';
import { groupMeant } from '../past/find-group.ts';
import { knownRange } from '../past/known.ts';
import { pastRange } from '../past/past-time.ts';
import { described, type UptimeFlags, uptimeCsv } from './uptime-table.ts';

const STANDARD = { milliseconds: 30 * DAY, words: 'the past 30 days' } as const;

/** A row of the answer: one group, or several together, in the range or a part of it. */
type UptimeRow = UptimeDocument['rows'][number];

/** Prints for how long groups were connected, degraded, down and unknown. */
export async function answerUptime(flags: UptimeFlags, host: Host): Promise<void> {
  const opened = await open(flags, host);
  const { history, operator, organization, here } = opened;
  const range = pastRange(flags, STANDARD, opened);
  const states =
    flags.group === undefined && flags.groupRegion === undefined ? [] : await operator.groups(organization);
  const group = flags.group === undefined ? null : groupMeant(flags.group, states);
  const region = flags.groupRegion === undefined ? null : regionMeant(flags.groupRegion, states);
  const windows = flags.maintenance ? null : windowsOf(organization, host);
  host.progress('Reading the range …');
  const answer = knownRange(
    await history.uptime(organization, {
      range,
      ...(group === null ? {} : { group: group.id }),
      cuts: flags.by === 'month' ? monthsWithin(range, here.timeZone) : [],
      withoutMaintenance: windows && { windows },
    }),
    opened,
  );
  host.progress('');
  if (group !== null && answer.parts.every(({ groups }) => groups.length === 0))
    throw new CommandError(
      'not known',
      `${nameOf(group.group)} was not there ${range.words}.`,
      `It was first seen at ${opened.times.moment(group.firstSeen)}.`,
    );
  const given = documentOf(answer, region, flags, opened);
  if (flags.json) host.out(jsonText(given));
  else if (flags.csv) await host.write(uptimeCsv(given));
  else host.out(described(given, { flags, range, group, windows }, opened, host));
}

function documentOf(
  answer: UptimeAnswer,
  region: string | null,
  { by, maintenance }: UptimeFlags,
  { organization }: Opened,
): UptimeDocument {
  const { range, asOf, parts, gaps, unseen, holes } = answer;
  const rows = parts.flatMap((part) => rowsOf(part, by, region));
  const [only] = parts;
  const whole = parts.length === 1 && only !== undefined ? together(only, region) : null;
  return {
    organization,
    range: { from: range.from, to: range.to },
    asOf,
    by,
    maintenance: maintenance ? 'included' : 'excluded',
    rows,
    total: whole && { ...whole, from: range.from, to: range.to },
    ...{ gaps, unseen, holes },
  };
}

function rowsOf(part: UptimePart, by: UptimeFlags['by'], region: string | null): readonly UptimeRow[] {
  const { from, to } = part.range;
  switch (by) {
    case 'group':
      return part.groups
        .filter((one) => region === null || one.region === region)
        .map(({ group, name, region: where, times, rates }) => ({
          group,
          name,
          region: where,
          groups: 1,
          from,
          to,
          times,
          rates,
        }));
    case 'region':
      return part.regions
        .filter((one) => region === null || one.region === region)
        .map(({ region: where, groups, times, rates }) => ({
          group: null,
          name: null,
          region: where,
          groups,
          from,
          to,
          times,
          rates,
        }));
    case 'month': {
      const { groups, times, rates } = together(part, region);
      const [only] = part.groups.length === 1 ? part.groups : [];
      return [
        { group: only?.group ?? null, name: only?.name ?? null, region, groups, from, to, times, rates },
      ];
    }
  }
}

/** The groups of a region together, or all of them. */
function together(part: UptimePart, region: string | null): Uptime & { readonly groups: number } {
  const own = part.regions.find((one) => one.region === region);
  if (region === null || own === undefined) return part.fleet;
  const { groups, times, rates } = own;
  return { groups, times, rates };
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

/** The windows of the configuration here; none where there is no file: they recur, and the table does not hold them. */
function windowsOf(organization: string, host: Host): readonly MaintenanceWindow[] {
  const own = configured(host)?.organizations.find(({ id }) => id === organization);
  return own === undefined ? [] : policyOf(own).windows;
}
