import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { Alert } from '../../../lib/core/alerts/alert.ts';
import { bodyOf } from '../../../lib/core/alerts/body-of.ts';
import { subject } from '../../../lib/core/alerts/subject.ts';
import { timesIn } from '../../../lib/core/alerts/time.ts';
import type { GroupState } from '../../../lib/core/rules/state.ts';
import { PHRASES } from './phrases.ts';
import { alertOf, bystanders, utc } from './scenes.ts';

const FILE = fileURLToPath(new URL('phrases.golden.txt', import.meta.url));
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

/** The kept text, by name; brought up to date first where that is asked for. */
function kept(): ReadonlyMap<string, string> {
  if (process.env.UPDATE_GOLDEN === '1')
    writeFileSync(FILE, PHRASES.map(([name, state]) => `=== ${name}\n${said(name, state)}\n`).join('\n'));
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  return new Map(
    text
      .split(/^=== /m)
      .slice(1)
      .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1).trimEnd()]),
  );
}

const KEPT = kept();

describe('What is said of a group reads as it was last read and approved', () => {
  test.each(PHRASES)('%s', (name, state) => {
    expect(said(name, state)).toBe(KEPT.get(name));
  });

  test('and nothing else is kept', () => {
    expect([...KEPT.keys()]).toEqual(PHRASES.map(([name]) => name));
  });
});
