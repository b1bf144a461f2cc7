import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import formats from 'ajv-formats';
import { fieldRows, withFieldTables } from '../../lib/config/field-tables.ts';
import { configurationIn, parseConfig } from '../../lib/config/file.ts';
import { configurationJsonSchema } from '../../lib/config/json-schema.ts';
import { CONFIG_VARIABLE } from '../../lib/config/load.ts';
import { JSON_SCHEMA_FILE } from '../../lib/config/schema-file.ts';
import { ENVIRONMENT } from '../../lib/names.ts';

const document = (name: string) => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');

const rows = fieldRows();

/** A file in which the field of a row has the value; the other fields that belong to it have one that is right. */
function fileWith(path: string, value: unknown): object {
  const [first = '', ...rest] = path.split('.');
  const field = (inner: unknown): unknown => (rest.length === 0 ? value : inner);
  const inside = () => fileWith(rest.join('.'), value);
  switch (first) {
    case 'organizations[]':
      return { organizations: [{ id: 'a', ...inside() }] };
    case 'overrides[]':
      return { overrides: [{ match: { name: 'x' }, alerts: { provisioningHours: 1 }, ...inside() }] };
    case 'enter[]':
      return { enter: [{ openings: 3, withinMinutes: 60, ...inside() }] };
    default:
      return { [first]: field(rest.length === 0 ? value : inside()) };
  }
}

/** Wide enough that no other field is in the way. */
const roomFor = (path: string) => (path.startsWith('alarms.') ? {} : { alarms: { untoldMinutes: 720 } });
const parses = (path: string, value: unknown) =>
  parseConfig({ email: [], ...roomFor(path), ...fileWith(path, value) }).ok;

describe('What is made of the schema', () => {
  test('the tables of docs/configuration.md are as `npm run schema` writes them', () => {
    const page = document('configuration.md');
    expect(withFieldTables(page)).toBe(page);
  });

  test('so is the JSON Schema for editors', () => {
    const file = readFileSync(join(import.meta.dirname, '../..', JSON_SCHEMA_FILE), 'utf8');
    expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(configurationJsonSchema())));
  });
});

describe('Every field of the schema', () => {
  test('is described, says what is allowed, and stands in a table of the page', () => {
    const page = document('configuration.md');
    for (const { path, description, allowed } of rows) {
      expect([path, description, allowed]).toEqual([
        path,
        expect.stringMatching(/./),
        expect.stringMatching(/./),
      ]);
      if (allowed !== 'an object') expect(page).toContain(`${path.split('.').at(-1)}\``);
    }
  });

  const ranges = rows.flatMap(({ path, allowed }): [string, number, number][] => {
    const [, least, most] = /^a whole number of \w+ from (\d+) to (\d+)$/.exec(allowed) ?? [];
    return least === undefined ? [] : [[path, Number(least), Number(most)]];
  });

  test.each(ranges)('%s really is %i to %i', (path, least, most) => {
    expect([least - 1, least, most, most + 1].map((value) => parses(path, value))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('has the default that it really has', () => {
    const { organizations, ...config } = configurationIn('test', { email: [] });
    const real = new Map<string, unknown>([
      ...flat(config),
      ...flat({ ...organizations[0] }).map(([path, value]): [string, unknown] => [
        `organizations[].${path}`,
        value,
      ]),
      ...flat({ alerts: organizations[0]?.alerts }),
    ]);
    const shown = rows.flatMap(({ path, standard }): [string, unknown][] => {
      const [, value] = /^`(.*)`$/.exec(standard) ?? [];
      return value === undefined || /\[\w*\]\.(?!\w+$)/.test(path.replace('organizations[].alerts', ''))
        ? []
        : [[path, value]];
    });
    expect(shown.length).toBeGreaterThan(40);
    for (const [path, value] of shown) {
      const found = real.get(path);
      expect([path, typeof found === 'string' ? found : JSON.stringify(found)]).toEqual([path, value]);
    }
  });

  test('marked ° in the page, and no other, may be set for some groups', () => {
    const marked = [...document('configuration.md').matchAll(/^\| `alerts\.(\w+)[\w.[\]]*` ° \|/gm)].map(
      ([, field]) => field,
    );
    const [organization] = configurationIn('test', { email: [] }).organizations;
    const may = Object.entries(organization?.alerts ?? {}).filter(([field, value]) =>
      parses('overrides[].alerts', { [field]: value }),
    );
    expect([...new Set(marked)].sort()).toEqual(may.map(([field]) => field).sort());
  });
});

/** Every field inside, by its path; a list is one value. */
function flat(value: object, path = ''): [path: string, value: unknown][] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]): [string, unknown][] =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? flat(inner, `${path}${key}.`)
      : [[`${path}${key}`, inner]],
  );
}

describe('The JSON Schema says what the parser says', () => {
  const ajv = formats.default(new Ajv.default({ strict: true, allErrors: true }));
  const validate = ajv.compile(configurationJsonSchema());
  const examples = [...document('configuration.md').matchAll(/```json\n(.*?)```/gs)].map(
    ([, example]): unknown => JSON.parse(String(example)),
  );

  test('of every example in the page', () => {
    expect(examples.length).toBeGreaterThan(4);
    for (const example of examples) {
      expect(parseConfig(example)).toMatchObject({ ok: true });
      expect([validate(example), validate.errors]).toEqual([true, null]);
    }
  });

  test.each<[what: string, content: object]>([
    ['nobody to tell', {}],
    ['a field that is not known', { email: [], emial: [] }],
    ['one deep inside', { email: [], alerts: { flapping: { quiet: 7 } } }],
    ['a number out of range', { email: [], organizations: [{ id: 'a', everyMinutes: 0 }] }],
    ['a text for a number', { email: [], alarms: { untoldMinutes: '10' } }],
    ['no address', { email: ['you'] }],
    ['a recipient of no known type', { email: [], recipients: [{ type: 'pager' }] }],
    ['a recipient without its address', { email: [], recipients: [{ type: 'sms' }] }],
    ['a word that is none of those allowed', { email: [], logLevel: 'loud' }],
    ['an id that keys cannot hold', { email: [], organizations: [{ id: 'A#b' }] }],
    [
      'a time that no clock shows',
      { email: [], maintenanceWindows: [{ name: 'w', days: ['sun'], from: '9', to: '10:00' }] },
    ],
  ])('of %s: no', (_what, content) => {
    expect([parseConfig(content).ok, validate(content)]).toEqual([false, false]);
  });
});

test('docs/environment.md has every variable of ours', () => {
  for (const variable of [...Object.values(ENVIRONMENT), CONFIG_VARIABLE])
    expect(document('environment.md')).toContain(`| \`${variable}\` |`);
});
