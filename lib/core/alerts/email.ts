import type { Alert } from './alert.ts';
import { type Body, type List, moreSentence, numbered } from './body.ts';
import { bodyOf } from './body-of.ts';
import { isCommand } from './commands.ts';
import { plural } from './duration.ts';
import { gatheredSentence, lateSentence } from './late.ts';
import { EMAIL_BYTES, EMAIL_COLUMNS, NAME_CHARACTERS } from './limits.ts';
import { clean, embeddedBytes } from './text.ts';
import { timesIn } from './time.ts';
import { wrap } from './wrap.ts';

/**
 * The e-mail: plain text, folded for a phone, its first line says it all. Never more bytes than its share of an SNS
 * message, however many groups it is about; those that do not fit are counted.
 */
export function email(alert: Alert): string {
  const times = timesIn(alert.organization.timeZone);
  const body = bodyOf(alert, times);
  const notices = [lateSentence(alert, times), gatheredSentence(alert, times)].flatMap((line) =>
    line === null ? [] : ['', line],
  );
  const head = folded([...body.headline, ...notices, ...linesOf(body)]);
  const foot = folded(['', footer(alert)]);
  const room = EMAIL_BYTES - embeddedBytes(`${head}${foot}`) - ROOM_FOR_COUNT;
  return `${head}${body.list === null ? '' : listed(body.list, room)}${foot}`;
}

/** Bytes for the line that counts what is left out. */
const ROOM_FOR_COUNT = 200;

/** All but the first lines, the list and the footer. */
function linesOf({ facts, details, causes, steps, closing, list }: Body): readonly string[] {
  const heading = causes.length === 1 ? 'Likely cause:' : 'Likely causes, the likeliest first:';
  return [
    ...underBlank(facts),
    ...details,
    ...numbered(heading, causes),
    ...numbered('What to do:', steps),
    ...underBlank(closing),
    ...underBlank(list === null ? [] : [list.heading]),
  ];
}

function underBlank(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

/** As many entries as there are and as fit, and the number of the others. */
function listed({ entries, of, command }: List, room: number): string {
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
  return shown < of ? `${text}${folded([moreSentence(plural(of - shown, 'more group'), command)])}` : text;
}

function folded(lines: readonly string[]): string {
  return lines
    .flatMap((line) => (isCommand(line) ? [line] : wrap(line, EMAIL_COLUMNS)))
    .map((line) => `${line}\n`)
    .join('');
}

function footer({ id, organization }: Alert): string {
  const name = clean(organization.name, NAME_CHARACTERS);
  const known = name === '' || name === organization.id ? organization.id : `${name} (${organization.id})`;
  return `Organization ${known}, alert ${id}.`;
}
