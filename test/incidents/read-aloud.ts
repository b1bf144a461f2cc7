/** A played incident as the person reads it who is on call: every message, when it came, and how long after its cause. */
import { plural } from '../../lib/core/alerts/duration.ts';
import { type Instant, MINUTE, SECOND } from '../../lib/core/time.ts';
import { delay, type Verdict } from './judge/judge.ts';
import { said } from './judge/message.ts';
import type { Played, Sent } from './stage/record.ts';
import type { Incident } from './stage/script.ts';

/** Lines of one body that are kept; a storm's list is longer, and its end is kept too. */
const BODY_LINES = 60;
const BODY_END_LINES = 6;

export function readAloud(incident: Incident, played: Played, verdict: Verdict): string {
  const { story, name, minutes } = incident;
  const whole = new Set<string>();
  const messages = played.sent.map((sent) => {
    const sort = sortOf(sent);
    const isPlain = said(sent).kind === 'began' && said(sent).notConnected?.length === 0;
    const isKnown = whole.has(sort) || (isPlain && played.sent.length > 1);
    whole.add(sort);
    return `${heading(sent, played, verdict)}\nSubject: ${sent.alert.subject}\nSMS: ${sent.alert.sms}\n${
      isKnown
        ? isPlain
          ? ''
          : '(The e-mail reads like the one above.)\n'
        : `\n${shortened(sent.alert.email)}`
    }`;
  });
  const sum = `${plural(verdict.messages, 'message')} in ${minutes} minutes; no fewer than ${verdict.fewest} would do.`;
  return [`${name}\n${story}\n${sum}\n`, ...messages].join('\n');
}

/** Messages of one sort differ in names and numbers only. */
function sortOf(sent: Sent): string {
  const { kind, events } = said(sent);
  const types = new Set(
    events.map(({ type, reason, status, how, holds, losses = 1, unsteady }) =>
      [type, reason, status, how, holds, losses > 1, unsteady].join('/'),
    ),
  );
  const [subject, ...notes] = sent.alert.subject.replace(/ - [^-]*$/, '').split(', ');
  return [kind, ...types, events.length > 1 ? 'many' : 'one', subject?.split(']')[0], ...notes].join(' ');
}

function heading(sent: Sent, played: Played, { doings }: Verdict): string {
  const causes = doings.filter(({ by }) => by === sent).map(({ duty }) => duty);
  const delays = causes.map((duty) => delay(played, duty, sent));
  const latest =
    delays.length === 0 ? '' : `, ${span(Math.max(...delays))} after the first poll that saw why`;
  return `--- minute ${sent.minute} (${clock(sent.at)} UTC)${latest} ---`;
}

function clock(at: Instant): string {
  return at.slice(0, 19).replace('T', ' ');
}

/** `0 s`, `12 min`, `3 h 20 min`. */
export function span(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / MINUTE);
  if (minutes === 0) return `${Math.floor(milliseconds / SECOND)} s`;
  const hours = Math.floor(minutes / 60);
  return [hours > 0 ? `${hours} h` : '', minutes % 60 > 0 ? `${minutes % 60} min` : '']
    .filter(Boolean)
    .join(' ');
}

function shortened(body: string): string {
  const lines = body.split('\n');
  if (lines.length <= BODY_LINES + BODY_END_LINES) return body;
  const left = lines.length - BODY_LINES - BODY_END_LINES;
  return [...lines.slice(0, BODY_LINES), `(${left} more lines)`, ...lines.slice(-BODY_END_LINES)].join('\n');
}
