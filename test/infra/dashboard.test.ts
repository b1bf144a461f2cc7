import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { countDecisions } from '../../lib/core/rules/decisions.ts';
import { blankSummary } from '../../lib/sync/summary.ts';
import { resourcesOf, synthesize, theOnly } from './synth.ts';

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly query?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: unknown;
  };
}

/** What the dashboard shows, with what only AWS can know replaced. */
function widgetsFor(organizations: readonly object[]): readonly Widget[] {
  const { template } = synthesize({ organizations });
  const [separator, parts] = theOnly(template, 'AWS::CloudWatch::Dashboard')[1].Properties.DashboardBody[
    'Fn::Join'
  ];
  const body = parts
    .map((part: unknown) => (typeof part === 'string' ? part : JSON.stringify(part).replaceAll('"', "'")))
    .join(separator);
  return JSON.parse(body).widgets;
}

const source = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');

describe('The dashboard', () => {
  const widgets = widgetsFor([{ id: 'acme' }, { id: 'globex' }]);
  const queries = widgets.flatMap(({ properties }) => properties.query ?? []);

  test('says of every alarm whether it rings', () => {
    const { template } = synthesize({ organizations: [{ id: 'acme' }, { id: 'globex' }] });
    const shown = widgets.flatMap(({ properties }) => properties.alarms ?? []).join();
    for (const alarm of resourcesOf(template, 'AWS::CloudWatch::Alarm').keys())
      expect(shown).toContain(alarm);
  });

  test('shows the complete runs of each organization, by its id', () => {
    const metrics = JSON.stringify(widgets.map(({ properties }) => properties.metrics));
    for (const id of ['acme', 'globex'])
      expect(metrics).toMatch(
        new RegExp(`"NumberOfMessagesSent","QueueName","[^"]*${id}CompleteRuns[^"]*",\\{"label":"${id}"`),
      );
  });

  test('asks the log for lines that the function really writes', () => {
    expect(queries).toHaveLength(4);
    const files = ['lambda/sync/handler.ts', 'lib/sync/publish.ts', 'lib/sync/finish.ts'];
    const code = files.map(source).join('');
    for (const query of queries) {
      const [, message = '?'] = /filter message = "([^"]+)"/.exec(query) ?? [];
      expect(code).toContain(`log.info('${message}'`);
    }
  });

  test('and for fields that these lines have', () => {
    const summary = blankSummary('acme', 'run-1', '2026-03-02T14:00:00.000Z' as never);
    const counts = { connected: 1, warning: 1, disconnected: 1, unknown: 1 };
    const failure = { kind: 'network', detail: '' };
    const known = new Set([
      ...Object.keys(summary),
      ...Object.keys(counts).map((field) => `counts.${field}`),
      ...Object.keys(failure).map((field) => `failure.${field}`),
      // Of lines about decisions.
      ...Object.keys(countDecisions([{ told: true, reason: '' }])[0] ?? {}),
      // Of the line about an alert, beside what every line has.
      'subject',
      '@timestamp',
    ]);
    const asked = queries.flatMap((query) => [
      ...[...query.matchAll(/(?:latest|sum)\(([\w.@]+)\)/g)].map(([, field = '']) => field),
      ...[...query.matchAll(/(?:\| display| by) (.+)/g)].flatMap(([, fields = '']) =>
        fields.trim().split(', '),
      ),
    ]);
    expect(asked.length).toBeGreaterThan(8);
    for (const field of asked) expect(known).toContain(field);
  });

  test('shows a hundred alarms in one widget, and more in the next', () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ id: `o${index}` }));
    const lists = widgetsFor(many).flatMap(({ properties }) =>
      properties.alarms ? [properties.alarms.length] : [],
    );
    expect(lists).toEqual([100, 6]);
  });
});

test('The query that is kept in Logs Insights asks the same as the dashboard does', () => {
  const { template } = synthesize();
  const [, { Properties }] = theOnly(template, 'AWS::Logs::QueryDefinition');
  const shown = widgetsFor([{ id: 'acme' }]).flatMap(({ properties }) => properties.query ?? []);
  expect(Properties.Name).toBe('Tunnelwatch/why something was told, and why not');
  expect(Properties.LogGroupNames).toHaveLength(1);
  expect(shown.some((query) => query.endsWith(Properties.QueryString))).toBe(true);
});
