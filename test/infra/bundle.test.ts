import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { configurationIn } from '../../lib/config/file.ts';
import { createApp } from '../../lib/infra/app.ts';
import { buildSyncFunction } from '../../lib/infra/bundle.ts';
import { TunnelwatchStack } from '../../lib/infra/stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hash = (...path: readonly string[]) =>
  createHash('sha256')
    .update(readFileSync(join(folder, ...path)))
    .digest('hex');

/** What a process prints that has nothing but the bundle. */
function run(code: string): string {
  const options = { cwd: folder, env: { PATH: process.env.PATH ?? '', AWS_REGION: 'eu-central-1' } };
  return execFileSync(process.execPath, ['-e', code], { ...options, encoding: 'utf8' });
}

describe('The function as it is deployed', () => {
  const bundle = buildSyncFunction(join(folder, 'first'));

  const files = readdirSync(join(folder, 'first')).sort();

  test('has everything in it, under 700 KB', () => {
    const sizes = files.map((name) => statSync(join(folder, 'first', name)).size);
    expect(bundle.bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
    expect(bundle.bytes).toBeLessThan(700 * 1024);
    expect(bundle.bytesAtOnce).toBeLessThan(bundle.bytes);
  });

  test('keeps what alerts are written and sent with in files that a start does not load', () => {
    const code = `require(${JSON.stringify(bundle.file)});process.stdout.write(Object.keys(require.cache).join('\\n'))`;
    const loaded = run(code)
      .split('\n')
      .map((file) => basename(file));
    const late = files.filter((file) => !loaded.includes(file));
    expect(late).toEqual([
      expect.stringMatching(/^chunk-/),
      expect.stringMatching(/^dist-es-/),
      expect.stringMatching(/^publish-/),
      expect.stringMatching(/^topic-/),
    ]);
    const texts = loaded.map((name) => readFileSync(join(folder, 'first', name), 'utf8'));
    expect(texts.filter((text) => /\[DOWN\]|SNSClient/.test(text))).toEqual([]);
  });

  test('holds what runs, and nothing of what deploys, tests or demonstrates it', () => {
    expect(bundle.inputs).toContain('lambda/sync/handler.ts');
    const foreign =
      /^(bin|test|lib\/(infra|cli|demo|simulator|local-aws))\/|node_modules\/(aws-cdk-lib|commander|dynalite|esbuild)\//;
    expect(bundle.inputs.filter((input) => foreign.test(input))).toEqual([]);
  });

  test('makes no format of numbers, times or names as it is loaded, which would take a fifth of the time', () => {
    const refuse = `for(const name of ['NumberFormat','DateTimeFormat','Collator'])Intl[name]=class{constructor(){throw new Error(name)}};`;
    expect(run(`${refuse}process.stdout.write(typeof require(${JSON.stringify(bundle.file)}).handler)`)).toBe(
      'function',
    );
  });

  test('asks for nothing but Node itself and what is left out on purpose', () => {
    const foreign = bundle.imports.filter((name) => !isBuiltin(name) && !name.startsWith('node:'));
    expect(foreign.sort()).toEqual([
      '../llhttp/llhttp-wasm.js',
      '../web/fetch/body.js',
      '@aws-sdk/credential-provider-ini',
      '@aws-sdk/credential-provider-process',
      '@aws-sdk/credential-provider-sso',
      '@aws-sdk/credential-provider-web-identity',
      '@smithy/core/event-streams',
      '@smithy/credential-provider-imds',
    ]);
  });

  test('is the same with source maps beside it and without', () => {
    const second = buildSyncFunction(join(folder, 'second'), { sourceMap: true });
    const others = readdirSync(join(folder, 'second')).sort();
    expect(others).toEqual(files.flatMap((file) => [file, `${file}.map`]));
    for (const file of files) expect(hash('second', file)).toBe(hash('first', file));
    const sources = others
      .filter((file) => file.endsWith('.map'))
      .flatMap(
        (file): readonly string[] => JSON.parse(readFileSync(join(folder, 'second', file), 'utf8')).sources,
      );
    expect(sources.filter((source) => source.endsWith('lib/sync/sync.ts'))).toHaveLength(1);
    expect(dirname(second.file)).toBe(join(folder, 'second'));
  });

  test('loads by itself in a process that has nothing else, and offers the handler', () => {
    expect(run(`process.stdout.write(typeof require(${JSON.stringify(bundle.file)}).handler)`)).toBe(
      'function',
    );
  });

  test('is what CDK uploads', () => {
    const app = createApp({ outdir: join(folder, 'cdk.out'), builtinCloudFormationValidation: false });
    const config = configurationIn('test', { email: [] });
    new TunnelwatchStack(app, 'Bundled', { config });
    const assembly = app.synth();
    const [asset] = readdirSync(assembly.directory).filter((name) => name.startsWith('asset.'));
    expect(readdirSync(join(assembly.directory, String(asset))).sort()).toEqual(files);
    for (const file of files) expect(hash('cdk.out', String(asset), file)).toBe(hash('first', file));
  });
});
