/** Everything that had to be told in a played incident. */
import { millisecondsBetween } from '../../../lib/core/time.ts';
import type { Played } from '../stage/record.ts';
import { Deadlines, type Duty } from './duty.ts';
import { GroupPromises, type Outage } from './group-promises.ts';
import { keyDuties, RemindersDue } from './reminders.ts';
import { sightDuties } from './sight.ts';
import { isSilenced } from './silences.ts';
import type { Look } from './truth.ts';

/** In the order in which they arise. */
export function dutiesOf(played: Played, looks: readonly Look[]): readonly Duty[] {
  const deadlines = new Deadlines(played, looks);
  const duties = [...groupDuties(played, looks, deadlines), ...sightDuties(played, looks, deadlines)];
  return [...duties, ...keyDuties(played, looks, deadlines)].sort((a, b) => a.first - b.first);
}

function groupDuties(played: Played, looks: readonly Look[], deadlines: Deadlines): readonly Duty[] {
  const { polls, policy } = played;
  const groups = new Map<string, GroupPromises>();
  const removedNames = new Map<string, Look>();
  const reminders = new RemindersDue(policy);
  const duties: Duty[] = [];
  let before: Look | null = null;
  for (const look of looks) {
    const poll = polls[look.poll];
    if (poll === undefined) continue;
    if (before === null) duties.push(deadlines.duty(null, 'began', look.poll, look.poll));
    for (const { stand, group } of look.groups.values())
      if (
        stand === 'gone' &&
        before?.groups.get(group.id)?.stand !== 'gone' &&
        groups.get(group.id)?.isWatched
      )
        removedNames.set(group.name, look);
    const open: { readonly outage: Outage; readonly silenced: boolean }[] = [];
    for (const [id, sighting] of look.groups) {
      if (sighting.stand === 'gone' && before?.groups.get(id)?.stand === 'gone') continue;
      const promises: GroupPromises = groups.get(id) ?? new GroupPromises(policy);
      groups.set(id, promises);
      const predecessor = removedNames.get(sighting.group.name);
      const silenced = isSilenced(sighting.group, poll, policy);
      const due = promises.see({
        sighting,
        isFirst: before === null,
        silenced,
        takenOn: poll.takenOn.has(id),
        unobserved: look.unobserved,
        inherits:
          predecessor !== undefined && millisecondsBetween(predecessor.at, look.at) <= policy.inheritance,
      });
      if (due !== null) duties.push(deadlines.duty(id, due.news, due.cause, look.poll));
      if (promises.outage !== null) open.push({ outage: promises.outage, silenced });
    }
    for (const news of reminders.at(look, open))
      duties.push(deadlines.duty(null, news, look.poll, look.poll));
    before = look;
  }
  return duties;
}
