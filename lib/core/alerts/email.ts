import type { Alert } from './alert.ts';
import { plural } from './duration.ts';
import { groupMail } from './email-groups.ts';
import { monitorMail } from './email-monitor.ts';
import { lateSentence } from './late.ts';
import { EMAIL_BYTES, EMAIL_COLUMNS, NAME_CHARACTERS } from './limits.ts';
import type { MailBody } from './mail-body.ts';
import { clean, embeddedBytes } from './text.ts';
import { type Times, timesIn } from './time.ts';
import { wrap } from './wrap.ts';

/**
 * The e-mail: plain text, folded for a phone, its first line says it all. Never more bytes than its share of an SNS
 * message, however many groups it is about; those that do not fit are counted.
 */
export function email(alert: Alert): string {
  const times = timesIn(alert.organization.timeZone);
  const body = bodyOf(alert, times);
  const late = lateSentence(alert, times);
  const head = folded([...body.headline, ...(late === null ? [] : ['', late]), ...body.lines]);
  const foot = folded(['', footer(alert)]);
  const room = EMAIL_BYTES - embeddedBytes(`${head}${foot}`) - ROOM_FOR_COUNT;
  return `${head}${body.list === null ? '' : listed(body.list, room)}${foot}`;
}

/** Bytes for the line that counts what is left out. */
const ROOM_FOR_COUNT = 200;

function bodyOf(alert: Alert, times: Times): MailBody {
  switch (alert.kind) {
    case 'opened':
    case 'changed':
    case 'ended':
    case 'removed':
    case 'configured':
      return groupMail(alert, times);
    default:
      return monitorMail(alert, times);
  }
}

/** As many entries as there are and as fit, and the number of the others. */
function listed({ entries, of }: NonNullable<MailBody['list']>, room: number): string {
  let text = '';
  let shown = 0;
  let bytes = 0;
  for (const entry of entries) {
    const lines = folded(entry);
    bytes += embeddedBytes(lines);
    if (bytes > room) break;
    text += lines;
    shown += 1;
  }
  return shown < of ? `${text}${folded([`... and ${plural(of - shown, 'more group')}.`])}` : text;
}

function folded(lines: readonly string[]): string {
  return lines
    .flatMap((line) => wrap(line, EMAIL_COLUMNS))
    .map((line) => `${line}\n`)
    .join('');
}

function footer({ id, organization }: Alert): string {
  const name = clean(organization.name, NAME_CHARACTERS);
  const known = name === '' || name === organization.id ? organization.id : `${name} (${organization.id})`;
  return `Organization ${known}, alert ${id}.`;
}
