/** Every scripted incident: played by the production run, judged by what it showed, and read. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { KIND } from './judge/duty.ts';
import { type Judged, judgeIncident } from './judged.ts';
import { readAloud } from './read-aloud.ts';
import { INCIDENTS } from './scripts.ts';
import type { Incident } from './stage/script.ts';

const UPDATE = process.env.UPDATE_GOLDEN === '1';

function fileOf(name: string): string {
  const slug = name.replace(/[^a-z0-9]+/gi, '-').toLowerCase();
  return fileURLToPath(new URL(`${slug}.golden.txt`, import.meta.url));
}

/** The kept text, brought up to date first where that is asked for. */
function kept(file: string, text: string): string {
  if (UPDATE) writeFileSync(file, text);
  return existsSync(file)
    ? readFileSync(file, 'utf8')
    : `${file} is missing: run with UPDATE_GOLDEN=1 and read it.`;
}

/** Played once for all that is asserted of it. */
const judged = new Map<Incident, Promise<Judged>>();

function playedOnce(incident: Incident): Promise<Judged> {
  const playing = judged.get(incident) ?? judgeIncident(incident);
  judged.set(incident, playing);
  return playing;
}

describe('The judge', () => {
  test('has every kind of news to look for, and finds each told', async () => {
    const all = await Promise.all(INCIDENTS.map(playedOnce));
    const told = all.flatMap(({ verdict }) =>
      verdict.doings.flatMap(({ duty, by }) => (by === null ? [] : duty.news)),
    );
    expect([...new Set(told)].sort()).toEqual(Object.keys(KIND).sort());
  });
});

describe.each(INCIDENTS.map((incident) => [incident.name, incident] as const))('%s', (name, incident) => {
  test('is told truly, whole, in time, and without a word that nothing asked for', async () => {
    const { verdict } = await playedOnce(incident);
    expect(verdict.untrue.map(({ what, sent }) => `minute ${sent.minute}: ${what}`)).toEqual([]);
    expect(verdict.missing).toEqual([]);
    expect(verdict.uncalled.map(({ event, sent }) => `minute ${sent.minute}: ${event}`)).toEqual([]);
    expect(verdict.judged).toBeGreaterThan(0);
  });

  test('is told in one alert of a kind by any run that has nothing to make good', async () => {
    const { played } = await playedOnce(incident);
    const timely = played.sent.filter(({ poll }) => played.polls[poll - 1]?.couldTell !== 'nothing');
    const kinds = timely.map(({ poll, alert }) => `minute ${played.polls[poll]?.minute}: ${alert.kind}`);
    expect(kinds.filter((kind, index) => kinds.indexOf(kind) !== index)).toEqual([]);
  });

  test('reads as it was last read and approved', async () => {
    const { played, verdict } = await playedOnce(incident);
    const text = readAloud(incident, played, verdict);
    expect(text).toBe(kept(fileOf(name), text));
  });
});
