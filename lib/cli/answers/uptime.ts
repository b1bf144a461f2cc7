/** What `tunnelwatch uptime` answers. */

import { policyOf } from '../../config/policy.ts';
import { totalOf, type UptimeAnswer, type UptimePart } from '../../core/history/uptime.ts';
import { monthsWithin } from '../../core/history/zone.ts';
import type { MaintenanceWindow } from '../../core/rules/silence.ts';
import { DAY, type Instant } from '../../core/time.ts';
import { configured } from '../configured.ts';
import type { UptimeDocument } from '../documents/figures.ts';
import type { Host } from '../host.ts';
import { type Opened, open } from '../open.ts';
import { jsonText } from '../output/json.ts';
import { groupsAsked, refuseAbsent } from '../past/groups-asked.ts';
import { knownRange } from '../past/known.ts';
import { pastRange } from '../past/past-time.ts';
import { described, type UptimeFlags, uptimeCsv } from './uptime-table.ts';

const STANDARD = { milliseconds: 30 * DAY, words: 'the past 30 days' } as const;

/** A row of the answer: one group, or several together, in the range or a part of it. */
type UptimeRow = UptimeDocument['rows'][number];

/** Prints for how long groups were connected, degraded, down and unknown. */
export async function answerUptime(flags: UptimeFlags, host: Host): Promise<void> {
  const opened = await open(flags, host);
  const { history, organization, here } = opened;
  const range = pastRange(flags, STANDARD, opened);
  const groups = await groupsAsked(flags, opened);
  const { group, region } = groups;
  const windows = flags.maintenance ? null : windowsOf(organization, host);
  host.progress('Reading the range …');
  const ask = async (cuts: readonly Instant[]): Promise<UptimeAnswer> =>
    knownRange(
      await history.uptime(organization, {
        range,
        ...(group === null ? {} : { group: group.id }),
        cuts,
        withoutMaintenance: windows && { windows },
      }),
      opened,
    );
  const answer = await ask(flags.by === 'month' ? monthsWithin(range, here.timeZone) : []);
  // Months do not add up to the whole: an outage across their border is one.
  const whole = answer.parts.length === 1 ? answer : await ask([]);
  host.progress('');
  refuseAbsent(groups, answer, range, opened);
  const given = documentOf(answer, whole, region, flags, opened);
  if (flags.json) host.out(jsonText(given));
  else if (flags.csv) await host.write(uptimeCsv(given));
  else host.out(described(given, { flags, range, group, windows }, opened, host));
}

function documentOf(
  answer: UptimeAnswer,
  { parts: [only] }: UptimeAnswer,
  region: string | null,
  { by, maintenance }: UptimeFlags,
  { organization }: Opened,
): UptimeDocument {
  const { range, asOf, parts, gaps, unseen, holes } = answer;
  const rows = parts.flatMap((part) => rowsOf(part, by, region));
  const whole = only === undefined ? null : totalOf(only, region);
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
      const { groups, times, rates } = totalOf(part, region);
      const [only] = part.groups.length === 1 ? part.groups : [];
      return [
        { group: only?.group ?? null, name: only?.name ?? null, region, groups, from, to, times, rates },
      ];
    }
  }
}

/** The windows of the configuration here; none where there is no file: they recur, and the table does not hold them. */
function windowsOf(organization: string, host: Host): readonly MaintenanceWindow[] {
  const own = configured(host)?.organizations.find(({ id }) => id === organization);
  return own === undefined ? [] : policyOf(own).windows;
}
