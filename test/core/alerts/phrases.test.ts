import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { Alert } from '../../../lib/core/alerts/alert.ts';
import { attributes } from '../../../lib/core/alerts/attributes.ts';
import { bodyOf } from '../../../lib/core/alerts/body-of.ts';
import { gatheredSentence, lateSentence } from '../../../lib/core/alerts/late.ts';
import { sms } from '../../../lib/core/alerts/sms.ts';
import { subject } from '../../../lib/core/alerts/subject.ts';
import { timesIn } from '../../../lib/core/alerts/time.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';
import { MESSAGES } from './messages.ts';
import { PHRASES } from './phrases.ts';
import { alertOf, bystanders, utc } from './scenes.ts';

const TIMES = timesIn('Europe/Berlin');

/** The second group of a message about two. */
function another(state: GroupState): GroupState {
  const id = `${state.id}0`;
  const incident = state.incident && { ...state.incident, id: state.incident.id.replace(state.id, id) };
  const untold = state.untold.map((event) => ({
    ...event,
    id: `${event.id}-other`,
    ...('incident' in event ? { incident: event.incident.replace(state.id, id) } : {}),
  }));
  return { ...state, id, group: { ...state.group, id, name: 'Sawmill' }, incident, untold };
}

/** Hubs, and what to do with an incident, are not shown once more where the group has become something else. */
function linesOf(alert: Alert, isAsItWas: boolean): readonly string[] {
  const { headline, facts, details, causes, steps, closing } = bodyOf(alert, TIMES);
  const [likeliest] = causes;
  return [
    ...headline,
    ...facts.filter((line) => !/^(Fleet|Group id|Incident|Device): /.test(line)).map((line) => `  ${line}`),
    ...(isAsItWas ? details : []).filter((line) => line.trim() !== '').map((line) => `  ${line}`),
    ...(likeliest === undefined ? [] : [`  Likeliest: ${likeliest}`]),
    ...steps.slice(0, 1).map((line) => `  First: ${line}`),
    ...(isAsItWas ? closing : []).slice(0, 1).map((line) => `  ${line}`),
  ];
}

/** Alone, and as one of two. */
function said(name: string, state: GroupState): string {
  const fleet = bystanders(20);
  const asOf = utc('13:06:05');
  const alone = alertOf({ groups: [state, ...fleet], asOf });
  const two = alertOf({ groups: [state, another(state), ...fleet], asOf });
  const body = bodyOf(two, TIMES);
  const entries = [...(body.list?.entries ?? [])].map(([line = '']) => line);
  const list = [subject(two), ...body.headline, ...entries.slice(0, 1)].map((line) => `  ${line}`);
  return [subject(alone), ...linesOf(alone, !name.includes(';')), 'Two of them:', ...list].join('\n');
}

/** A message in a few lines: where it goes, and what it says first. */
function inShort(alert: Alert): string {
  const { headline, facts, list, closing } = bodyOf(alert, TIMES);
  const { severity, organization: _, ...filters } = attributes(alert);
  const lines = [
    ...[lateSentence(alert, TIMES), gatheredSentence(alert, TIMES)].flatMap((line) => line ?? []),
    ...headline,
    ...facts,
    ...(list === null ? [] : [list.heading, ...[...list.entries].slice(0, 2).flat(), `All: ${list.command}`]),
    ...closing,
  ];
  return [
    subject(alert),
    sms(alert),
    ...[`severity ${severity}`, ...Object.entries(filters).map(([name, values]) => `${name} ${values}`)],
    ...lines.map((line) => `  ${line}`),
  ].join('\n');
}

/** The kept texts of a file, by name; brought up to date first where that is asked for. */
function kept(
  name: string,
  texts: readonly (readonly [string, () => string])[],
): ReadonlyMap<string, string> {
  const file = fileURLToPath(new URL(name, import.meta.url));
  if (process.env.UPDATE_GOLDEN === '1')
    writeFileSync(file, texts.map(([title, text]) => `=== ${title}\n${text()}\n`).join('\n'));
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return new Map(
    text
      .split(/^=== /m)
      .slice(1)
      .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1).trimEnd()]),
  );
}

describe.each([
  ['a group', 'phrases.golden.txt', PHRASES.map(([name, state]) => [name, () => said(name, state)] as const)],
  [
    'several groups and of the monitor',
    'messages.golden.txt',
    MESSAGES.map(([name, alert]) => [name, () => inShort(alert())] as const),
  ],
] as const)('What is said of %s reads as it was last read and approved', (_what, file, texts) => {
  const known = kept(file, texts);

  test.each(texts)('%s', (name, text) => {
    expect(text()).toBe(known.get(name));
  });

  test('and nothing else is kept', () => {
    expect([...known.keys()]).toEqual(texts.map(([name]) => name));
  });
});
