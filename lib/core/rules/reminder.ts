/** Reminders: one digest a day of critical incidents, one a week of lost redundancy, while they are open and nobody took them on. */
import { REMINDED_MOST } from '../fixed-policy.ts';
import type { Policy } from '../policy.ts';
import { type Instant, millisecondsBetween } from '../time.ts';
import { type Reminder, severityOf } from './event.ts';
import { type Silence, silencedBy } from './silence.ts';
import type { GroupState, MonitorState } from './state.ts';

export type About = Reminder['about'];

/** The digest that is due; null where none is. */
export function reminderDue(args: {
  readonly about: About;
  readonly monitor: MonitorState;
  readonly groups: Iterable<GroupState>;
  readonly silences: readonly Silence[];
  readonly now: Instant;
  readonly policy: Policy;
}): Reminder | null {
  const { about, monitor, now, policy } = args;
  const every = policy.reminders[about];
  const last = monitor.reminded[about];
  if (last !== null && millisecondsBetween(last, now) < every) return null;
  const open = [...args.groups].filter(
    (state) => isOpenFor(state, about, every, now) && !isSilenced(state, args),
  );
  if (open.length === 0) return null;
  return {
    type: 'reminder',
    about,
    incidents: open.slice(0, REMINDED_MOST).flatMap(({ incident }) => incident?.id ?? []),
  };
}

/** Whether a group's incident belongs into the digest: not taken on, and told so long ago that it may be forgotten. */
function isOpenFor({ incident, presence }: GroupState, about: About, every: number, now: Instant): boolean {
  if (incident === null || presence === 'removed' || incident.acknowledged || incident.toldAt === null)
    return false;
  const severity = severityOf(incident.status);
  if (severity !== (about === 'critical' ? 'critical' : 'warning')) return false;
  return millisecondsBetween(incident.toldAt, now) >= every;
}

function isSilenced(
  state: GroupState,
  {
    silences,
    now,
    policy,
  }: { readonly silences: readonly Silence[]; readonly now: Instant; readonly policy: Policy },
): boolean {
  return silencedBy(state.group, now, silences, policy.windows) !== null;
}
