import type { Instant } from '../time.ts';
import type { Alert, GroupAlert } from './alert.ts';
import { isLate } from './late.ts';
import { SMS_CHARACTERS } from './limits.ts';
import { organizationName } from './subject.ts';
import { inCharacters, presentItems, summarize } from './summary.ts';
import { gsm, toAscii } from './text.ts';
import { timesIn } from './time.ts';

const ORGANIZATION_CHARACTERS = 20;

/** `DOWN DMZ ASA Tunnel NC (us-east-1), Acme, since 14:05 CET`: one line that fits one SMS of every carrier. */
export function sms(alert: Alert): string {
  const summary = summarize(alert);
  const start = `${summary.tag} `;
  const end = `, ${organizationName(alert, ORGANIZATION_CHARACTERS)}, ${toAscii(when(alert))}${isLate(alert) ? ' (told late)' : ''}`;
  return gsm(`${start}${inCharacters(summary, SMS_CHARACTERS - start.length - end.length)}${end}`);
}

function when(alert: Alert): string {
  const times = timesIn(alert.organization.timeZone);
  const minute = (at: Instant) => times.minute(at, alert.asOf);
  switch (alert.kind) {
    case 'opened':
    case 'changed':
      return `${presentItems(alert).past ? 'from' : 'since'} ${minute(earliest(alert))}`;
    case 'ended':
    case 'removed':
    case 'configured':
      return `at ${minute(earliest(alert))}`;
    case 'blind':
      return alert.event.since === null ? 'never seen yet' : `last seen ${minute(alert.event.since)}`;
    case 'sighted':
    case 'began':
    case 'reminder-critical':
    case 'reminder-redundancy':
    case 'key':
      return `at ${minute(alert.at)}`;
  }
}

/** By when the first of the events had happened. */
function earliest(alert: GroupAlert): Instant {
  return presentItems(alert)
    .items.map(({ event }) => {
      if (event.type === 'ended') return event.ended.by;
      if (event.type === 'configured') return event.changed.by;
      return event.type === 'removed' ? event.removed.by : event.since.by;
    })
    .reduce((first, at) => (at < first ? at : first));
}
