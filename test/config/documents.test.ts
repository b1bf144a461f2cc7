import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { configurationIn } from '../../lib/config/file.ts';
import { CONFIG_VARIABLE } from '../../lib/config/load.ts';
import { ENVIRONMENT } from '../../lib/names.ts';

const document = (name: string) => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');

/** First and last column of every table row whose first column is a field: its name and its default. */
function fieldsIn(text: string): Record<string, string> {
  const rows = [...text.matchAll(/^\| `([\w.$]+)` \|.*\| ?([^|]*?) ?\|$/gm)];
  return Object.fromEntries(
    rows.map(([, name, standard]) => [String(name), String(standard).replaceAll('`', '')]),
  );
}

describe('docs/configuration.md', () => {
  const text = document('configuration.md');

  test('has every field with the default that it really has', () => {
    const {
      organizations,
      email: _email,
      alarms,
      ...config
    } = configurationIn('test', { email: ['a@example.com'] });
    const [organization] = organizations;
    const real = {
      ...config,
      ...organization,
      'alarms.noCompleteRunMinutes': alarms.noCompleteRunMinutes,
      'alarms.untoldMinutes': alarms.untoldMinutes,
    };
    const values = Object.fromEntries(Object.entries(real).map(([field, value]) => [field, String(value)]));
    expect(fieldsIn(text)).toEqual({
      ...values,
      // These defaults depend on other fields, or there are none.
      email: '(required)',
      operationsEmail: 'those in email',
      organizations: 'one with the id default',
      id: '(required)',
      name: 'the id',
      $schema: '',
    });
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
