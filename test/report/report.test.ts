import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { percent, span, spanOr } from '../../lib/cli/output/figures.ts';
import { createPast, type Past } from '../../lib/core/history/past.ts';
import type { StripsAnswer } from '../../lib/core/history/strips.ts';
import type { UptimeAnswer } from '../../lib/core/history/uptime.ts';
import { daysWithin } from '../../lib/core/history/zone.ts';
import { DAY, HOUR, type Instant, instant, plus } from '../../lib/core/time.ts';
import { DEFINITIONS } from '../../lib/report/definitions.ts';
import { renderReport } from '../../lib/report/render.ts';
import { type ReportAsked, type ReportView, reportView } from '../../lib/report/view.ts';
import { aQuietWorld } from '../dashboard/a-world.ts';
import { memoryReader } from '../history/memory-past.ts';

const ZONE = 'Europe/Berlin';

let past: Past;
let asked: ReportAsked & { readonly uptime: UptimeAnswer; readonly strips: StripsAnswer };
let view: ReportView;
let text: string;

function answered<T extends { readonly answered: boolean }>(answer: T): Extract<T, { answered: true }> {
  if (!answer.answered) throw new Error('refused');
  return answer as Extract<T, { answered: true }>;
}

/** Six days with an outage each; then nobody looks for three hours. The day before the watch belongs to the range. */
beforeAll(async () => {
  const world = await aQuietWorld(12, 6);
  world.wait(3 * HOUR);
  await world.poll();
  const to: Instant = instant(world.now());
  past = createPast({ reader: memoryReader(world.monitor.store), now: () => to, retention: 396 * DAY });
  const range = { from: plus(to, -7 * DAY), to };
  asked = {
    organization: 'acme',
    uptime: answered(await past.uptime('acme', { range })),
    strips: answered(await past.strips('acme', range, daysWithin(range, ZONE))),
    ...{ region: null, group: null, timeZone: ZONE, now: to },
  };
  view = reportView(asked);
  text = renderReport(view);
});

/** The same past of groups that are called so. */
function called(name: string): ReportAsked {
  const parts = asked.uptime.parts.map((part) => ({
    ...part,
    groups: part.groups.map((group) => ({ ...group, name, region: name })),
    regions: part.regions.map((one) => ({ ...one, region: name })),
  }));
  return { ...asked, organization: name, uptime: { ...asked.uptime, parts } };
}

describe('The figures of a report', () => {
  test('are those that uptime gives', () => {
    const [part] = asked.uptime.parts;
    if (part === undefined) throw new Error('no part');
    const { times, rates } = part.fleet;
    expect(times.outages).toBeGreaterThan(3);
    expect(view.total).toEqual(part.fleet);
    for (const figure of [rates.availability, rates.coverage].map(percent))
      expect(text).toContain(`<dd>${figure}<`);
    for (const figure of [rates.mttr, rates.mtbf, times.longestOutage?.down ?? null].map(spanOr))
      expect(text).toContain(`<dd>${figure}<`);
    for (const group of part.groups) {
      const row = text.split('</tr>').find((one) => one.includes(`<td>${group.name}</td>`));
      expect(row).toContain(`>${percent(group.rates.availability)}<`);
      expect(row).toContain(`>${span(group.times.down)}<`);
    }
  });

  test('are day by day those that uptime gives of the days', async () => {
    const { range } = asked.uptime;
    const cuts = daysWithin(range, ZONE);
    const { parts } = answered(await past.uptime('acme', { range, cuts }));
    expect(view.days.length).toBe(parts.length);
    for (const [index, { fleet }] of parts.entries()) {
      const day = view.days[index];
      expect(day?.shares?.connected ?? null).toBe(fleet.rates.availability);
      expect(day?.coverage).toBe(fleet.rates.coverage);
    }
  });

  test('name the groups worst first, and count those that are left out', () => {
    const shares = view.groups.rows.map(({ rates }) => rates.availability ?? 2);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    const [part] = asked.uptime.parts;
    const many = Array.from({ length: 100 }, (_, index) => part?.groups[index % 12]).filter(
      (one) => one !== undefined,
    );
    const crowded = {
      ...asked,
      uptime: { ...asked.uptime, parts: [{ ...part, groups: many }] },
    } as ReportAsked;
    expect(renderReport(reportView(crowded))).toContain(
      '… and 40 more groups, none of them less available than ',
    );
  });

  test('are of one region where that is asked for', () => {
    const [part] = asked.uptime.parts;
    const [own] = part?.regions ?? [];
    const regional = reportView({ ...asked, region: own?.region ?? null });
    expect(regional.total).toMatchObject({ groups: own?.groups, rates: own?.rates });
    expect([regional.about, regional.groups.rows.length, regional.regions.length]).toEqual([
      own?.region,
      own?.groups,
      1,
    ]);
  });
});

describe('What nobody saw', () => {
  test('is said, drawn, and in no figure', () => {
    expect(view.blind.rows.map(({ why, lasted }) => [why, lasted])).toEqual([
      ['Before the first complete run.', '20 hours 59 minutes'],
      ['No run was started.', expect.stringContaining('3 hours')],
    ]);
    expect(text).toContain('When nobody could see');
    expect(text).toContain(`${percent(view.total.rates.coverage)} of the time is known.`);
    expect(view.days[0]?.shares).toBeNull();
    expect(text).toContain('nobody can say</title><rect class="hole"');
    expect(text).not.toContain('All of the time is known');
  });

  test('is not where a group was not there', () => {
    const [id = ''] = asked.strips.groups.keys();
    const strip = structuredClone(asked.strips.groups.get(id));
    if (strip === undefined) throw new Error('no strip');
    for (const bars of Object.values(strip)) bars[2] = 0;
    const strips = { ...asked.strips, groups: new Map([[id, strip]]) };
    const day = reportView({ ...asked, strips, group: id }).days[2];
    expect(day).toMatchObject({ shares: null, coverage: null });
    expect(renderReport(reportView({ ...asked, strips, group: id }))).toMatch(
      new RegExp(`${day?.name}: not there</title>(<text|</g>)`),
    );
  });

  test('includes rows that are lost', () => {
    const [group] = asked.uptime.parts[0]?.groups ?? [];
    const holes = [{ group: group?.group ?? '', from: 2, to: 3 }];
    const holed = renderReport(reportView({ ...asked, uptime: { ...asked.uptime, holes } }));
    expect(holed).toContain(`<b>Rows of history are lost.</b> What is said of ${group?.name} may be wrong.`);
  });
});

describe('The file', () => {
  test('has every outage as an incident, with bounds', () => {
    expect(view.incidents.rows.length).toBeGreaterThan(3);
    for (const { id, began, ended } of view.incidents.rows) {
      expect(text).toContain(id);
      expect(began).toMatch(/^2026-11-\d\d \d\d:\d\d-\d\d:\d\d CET$/);
      expect(ended).toMatch(/^2026-11-\d\d \d\d:\d\d-\d\d:\d\d CET$/);
    }
  });

  test('holds no script, and asks nothing of any network', () => {
    expect(text).not.toMatch(/<script|<link|<img|<iframe|\son[a-z]+=|@import|javascript:/i);
    expect(text).not.toMatch(/(?:src|href)=/);
    expect(text.match(/https?:/g)).toBeNull();
    expect(text.match(/url\([^)]*\)/g)).toEqual(['url(#hatch)']);
    expect(text).toContain(`content="default-src &#39;none&#39;`.replaceAll('&#39;', "'"));
  });

  test.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onload='alert(1)",
    '</style><b>',
    '&lt;',
  ])('shows a group, a region and an organization that are called %s as text', (name) => {
    const hostile = renderReport(reportView(called(name)));
    const shown = name.replace(
      /[&<>"']/g,
      (character) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' }[character]};`,
    );
    expect(hostile).toContain(`<td>${shown}</td>`);
    expect(hostile).toContain(`<title>${shown}: availability`);
    expect(hostile.replaceAll(shown, '')).not.toContain(name);
  });

  test('defines its words as the page about history does', () => {
    const plain = (words: string): string =>
      words
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replaceAll('**', '')
        .replace(/\s+/g, ' ');
    const page = plain(readFileSync(new URL('../../docs/history.md', import.meta.url), 'utf8'));
    for (const [, meaning] of DEFINITIONS)
      for (const sentence of meaning.split(/(?<=\.) /)) expect(page).toContain(sentence);
  });
});
