import { type Bounds, type Instant, MINUTE, millisecondsBetween } from '../time.ts';
import type { Alert, GroupAlert } from './alert.ts';
import { isLate } from './late.ts';
import { SMS_CHARACTERS } from './limits.ts';
import { monitorWords } from './monitor/of-alert.ts';
import { organizationName } from './subject.ts';
import { inCharacters, isAboutGroups, presentItems, summarize } from './summary.ts';
import { gsm, toAscii } from './text.ts';
import { timesIn } from './time.ts';
import { wordsOf } from './words/of-item.ts';

const ORGANIZATION_CHARACTERS = 20;

/** Bounds further apart than this are both given: one minute would say more than anybody knows. */
const WIDE = 10 * MINUTE;

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
  if (!isAboutGroups(alert)) return monitorWords(alert).when(minute);
  const { first, last } = extremes(alert);
  const goesOn = alert.kind === 'opened' || alert.kind === 'changed';
  const isWide = first.after !== null && millisecondsBetween(first.after, first.by) >= WIDE;
  const shown = { after: isWide ? first.after : first.by, by: goesOn ? first.by : last };
  const at =
    minute(shown.after ?? shown.by) === minute(shown.by)
      ? minute(shown.by)
      : times.minutes(shown, alert.asOf);
  if (!goesOn) return `at ${at}`;
  return `${presentItems(alert).past ? 'from' : 'since'} ${at}`;
}

/** When the first of the events happened, and when the last of them was seen. */
function extremes(alert: GroupAlert): { readonly first: Bounds; readonly last: Instant } {
  const whens = presentItems(alert).items.map((item) => wordsOf(item).when);
  return {
    first: whens.reduce((first, when) => (when.by < first.by ? when : first)),
    last: whens.map(({ by }) => by).reduce((last, by) => (by > last ? by : last)),
  };
}
