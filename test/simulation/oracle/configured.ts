/** What the configuration says of a group: windows, overrides and their selections, in other words than the rules' own. */
import type { Group } from '../../../lib/core/fleet/group.ts';
import type { GroupPolicy, Policy } from '../../../lib/core/policy.ts';
import { DAY, MINUTE } from '../../../lib/core/time.ts';
import { onTheWall } from './wall-clock.ts';

type Selection = Policy['windows'][number]['match'];

/** Selections of the stories: by ids, by the beginning of the name, by region. */
export function isMeant({ ids, name, region }: Selection, group: Group): boolean {
  const isNamed = name === undefined || group.name.startsWith(name.replace('*', ''));
  return isNamed && (ids?.includes(group.id) ?? true) && (region === undefined || region === group.region);
}

/** Whether the group is inside a maintenance window; `at` in milliseconds since 1970. */
export function isInWindow(group: Group, at: number, { windows }: Policy): boolean {
  return windows.some((window) => {
    if (!isMeant(window.match, group)) return false;
    const now = onTheWall(window.timeZone, at);
    const today = now - (now % DAY);
    return [today - DAY, today].some((day) => {
      if (!window.days.includes(dayOf(day))) return false;
      const [from, to] = [day + minutes(window.from), day + minutes(window.to)];
      return from <= now && now < (from < to ? to : to + DAY);
    });
  });
}

function dayOf(midnight: number): Policy['windows'][number]['days'][number] {
  return (
    (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[new Date(midnight).getUTCDay()] ?? 'sun'
  );
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return (hours * 60 + rest) * MINUTE;
}

/** The thresholds that hold for a group: of several that are set, the one set last. */
export function thresholdsOf(group: Group, policy: Policy): GroupPolicy {
  if (policy.overrides.length === 0) return policy;
  let { confirmation, provisioning, flapping, tellConfiguration } = policy;
  for (const { match, set } of policy.overrides) {
    if (!isMeant(match, group)) continue;
    confirmation = set.confirmation ?? confirmation;
    provisioning = set.provisioning ?? provisioning;
    flapping = set.flapping ?? flapping;
    tellConfiguration = set.tellConfiguration ?? tellConfiguration;
  }
  return { confirmation, provisioning, flapping, tellConfiguration };
}
