import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { CONFIG_FILE, loadConfig, loadConfigs } from '../../lib/config/load.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder with these files. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'config-'));
  folders.push(directory);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
  return directory;
}

describe('Without a configuration file', () => {
  test('the defaults are taken, and one sentence says that nobody will be told', () => {
    const { config, notice } = loadConfig({ directory: folderWith({}) });
    expect(config).toMatchObject({ email: [], operationsEmail: [], organizations: [{ id: 'default' }] });
    expect(notice).toMatch(/^There is no tunnelwatch\.config\.json: .*NOBODY WILL BE TOLD/);
  });

  test('a file that somebody asked for is not replaced by defaults', () => {
    expect(() => loadConfig({ directory: folderWith({}), path: 'acme.json' })).toThrow(
      'There is no file acme.json. It was asked for by the context value "config" or by TUNNELWATCH_CONFIG',
    );
  });
});

describe('With several configuration files', () => {
  const files = folderWith({
    'first.json': '{"email":["a@example.com"]}',
    'second.json': '{"email":["b@example.com"],"stackName":"Second"}',
    'again.json': '{"email":["c@example.com"],"stackName":"second"}',
  });
  const stacks = (path?: string) =>
    loadConfigs({ directory: files, path }).map(({ config }) => config.stackName);

  test('each is an installation of its own', () => {
    expect(stacks('first.json, second.json')).toEqual(['Tunnelwatch', 'Second']);
    expect(stacks('second.json')).toEqual(['Second']);
    expect(stacks()).toEqual(['Tunnelwatch']);
  });

  test('two that would become one stack are refused, by their names', () => {
    expect(() => stacks('first.json,second.json,again.json')).toThrow(
      'again.json has the stackName of second.json, second: deployed, one would take the place of the other. Give it another.',
    );
    expect(() => stacks('first.json,third.json')).toThrow('There is no file third.json.');
  });
});

describe('With a configuration file', () => {
  test('it is read from the folder, and nothing needs saying', () => {
    const directory = folderWith({ [CONFIG_FILE]: '{"email":["you@example.com"]}' });
    expect(loadConfig({ directory })).toMatchObject({ config: { email: ['you@example.com'] }, notice: null });
  });

  test('another one can be asked for, by relative or absolute path', () => {
    const directory = folderWith({ 'acme.json': '{"email":["acme@example.com"]}' });
    for (const path of ['acme.json', join(directory, 'acme.json')])
      expect(loadConfig({ directory, path }).config.email).toEqual(['acme@example.com']);
  });

  test('a byte order mark, as editors on Windows write it, does no harm', () => {
    const directory = folderWith({ [CONFIG_FILE]: '\uFEFF{"email":["you@example.com"]}' });
    expect(loadConfig({ directory }).config.email).toEqual(['you@example.com']);
  });

  test('one that names nobody is used, and the screen says so', () => {
    const directory = folderWith({ [CONFIG_FILE]: '{"email":[]}' });
    expect(loadConfig({ directory }).notice).toBe(
      'tunnelwatch.config.json names no one in "email": alerts reach only those who subscribe to the topic by other means.',
    );
  });

  test('what is not JSON is refused by name', () => {
    const directory = folderWith({ [CONFIG_FILE]: '{"email": [],}' });
    expect(() => loadConfig({ directory })).toThrow(
      /^tunnelwatch\.config\.json is not JSON: .* Comments and trailing commas are not allowed\.$/,
    );
  });

  test('what is wrong in it is listed under its name', () => {
    const directory = folderWith({ [CONFIG_FILE]: '{"email":["you"]}' });
    expect(() => loadConfig({ directory })).toThrow(
      'tunnelwatch.config.json cannot be used (docs/configuration.md has every field):\n  - email[0]: found "you"',
    );
  });
});

test('The example in the repository is a configuration that can be used', () => {
  const directory = join(import.meta.dirname, '../..');
  const { config, notice } = loadConfig({ directory, path: 'tunnelwatch.config.example.json' });
  expect(config.organizations).toHaveLength(1);
  expect(notice).toBeNull();
});
