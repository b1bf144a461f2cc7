import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { configurationIn, parseConfig } from '../../lib/config/file.ts';
import { CONFIG_VARIABLE } from '../../lib/config/load.ts';
import { ENVIRONMENT } from '../../lib/names.ts';

const document = (name: string) => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');

/** A row of a table whose first column is a field. */
interface Row {
  readonly field: string;
  readonly allowed: string;
  readonly standard: string;
}

function rowsIn(text: string): Row[] {
  const rows = [...text.matchAll(/^\| `([\w.$[\]]+)`(?: °)? \|.*\| ([^|]*?) ?\| ?([^|]*?) ?\|$/gm)];
  return rows.map(([, field, allowed, standard]) => ({
    field: String(field),
    allowed: String(allowed),
    standard: String(standard).replaceAll('`', ''),
  }));
}

/** Every field inside, by its path; a list is one value. */
function flat(value: object, path = ''): [path: string, value: unknown][] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]): [string, unknown][] =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? flat(inner, `${path}${key}.`)
      : [[`${path}${key}`, inner]],
  );
}

/** A file in which the field of a path has the value; the other fields that belong to it have one that is right. */
function fileWith(path: string, value: unknown): object {
  const inFlapping = { openings: 3, withinMinutes: 60 };
  if (path.startsWith('alerts.flapping.enter[].'))
    return { alerts: { flapping: { enter: [{ ...inFlapping, [path.split('.').at(-1) ?? '']: value }] } } };
  if (!path.includes('.')) return { organizations: [{ id: 'a', [path]: value }] };
  const [last = '', ...outer] = path.split('.').reverse();
  return outer.reduce<object>((inner, key) => ({ [key]: inner }), { [last]: value });
}

describe('docs/configuration.md', () => {
  const text = document('configuration.md');
  const rows = rowsIn(text);

  test('has every field with the default that it really has', () => {
    const { organizations, email: _email, ...config } = configurationIn('test', { email: ['a@example.com'] });
    const real = Object.entries({
      ...Object.fromEntries(flat(config)),
      ...Object.fromEntries(flat({ ...organizations[0] })),
    });
    const values = real.map(([field, value]) => [
      field,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    const required = [
      'email',
      'id',
      'alerts.flapping.enter[].openings',
      'alerts.flapping.enter[].withinMinutes',
      'overrides[].alerts',
      ...['name', 'days', 'from', 'to'].map((field) => `maintenanceWindows[].${field}`),
    ];
    expect(Object.fromEntries(rows.map(({ field, standard }) => [field, standard]))).toEqual({
      ...Object.fromEntries(values),
      ...Object.fromEntries(required.map((field) => [field, '(required)'])),
      // These defaults depend on other fields, or there are none.
      operationsEmail: 'those in email',
      organizations: 'one with the id default',
      name: 'the id',
      $schema: '',
      alerts: 'see there',
      overrides: 'none',
      maintenanceWindows: 'none',
      ...Object.fromEntries(
        ['name', 'ids', 'region', 'deviceType'].map((field) => [`overrides[].match.${field}`, 'any']),
      ),
      'maintenanceWindows[].match': 'every group',
      'maintenanceWindows[].timeZone': "the organization's",
    });
  });

  const ranges = rows.flatMap(({ field, allowed }): [string, number, number][] => {
    const [, least, most] = /^(\d+) to (\d+)$/.exec(allowed) ?? [];
    return least === undefined ? [] : [[field, Number(least), Number(most)]];
  });

  test.each(ranges)('has the range of %s: %i to %i', (field, least, most) => {
    const isAllowed = (value: number) => {
      // Wide enough that no other field is in the way.
      const alarms = { untoldMinutes: 720 };
      const content = fileWith(field, value);
      return parseConfig({ email: [], ...(field.startsWith('alarms.') ? {} : { alarms }), ...content }).ok;
    };
    expect([least - 1, least, most, most + 1].map(isAllowed)).toEqual([false, true, true, false]);
  });

  test('has a range for every threshold that is a number', () => {
    const [organization] = configurationIn('test', { email: [] }).organizations;
    const numbers = flat({ alerts: organization?.alerts }).filter(([, value]) => typeof value === 'number');
    expect(ranges.map(([field]) => field)).toEqual(expect.arrayContaining(numbers.map(([field]) => field)));
  });

  test('marks what may be set for some groups, and nothing else', () => {
    const marked = [...text.matchAll(/^\| `alerts\.(\w+)[\w.[\]]*` ° \|/gm)].map(([, field]) => field);
    const set = (field: string, value: unknown) =>
      parseConfig({ email: [], overrides: [{ match: { name: 'x' }, alerts: { [field]: value } }] }).ok;
    const [organization] = configurationIn('test', { email: [] }).organizations;
    const may = Object.entries(organization?.alerts ?? {}).filter(([field, value]) => set(field, value));
    expect([...new Set(marked)].sort()).toEqual(may.map(([field]) => field).sort());
  });

  test('has examples that are valid', () => {
    const examples = [...text.matchAll(/```json\n(.*?)```/gs)].map(([, example]) =>
      JSON.parse(String(example)),
    );
    expect(examples.length).toBeGreaterThan(1);
    for (const example of examples) configurationIn('the example', example);
  });
});

test('docs/environment.md has every variable of ours', () => {
  for (const variable of [...Object.values(ENVIRONMENT), CONFIG_VARIABLE])
    expect(document('environment.md')).toContain(`| \`${variable}\` |`);
});
