import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { configurationIn } from '../../lib/config/file.ts';
import { createApp } from '../../lib/infra/app.ts';
import { buildSyncFunction } from '../../lib/infra/bundle.ts';
import { TunnelwatchStack } from '../../lib/infra/stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('The function as it is deployed', () => {
  const bundle = buildSyncFunction(join(folder, 'first'));

  test('is one file with everything in it, under 700 KB', () => {
    expect(readdirSync(join(folder, 'first'))).toEqual(['index.cjs']);
    expect(bundle.bytes).toBe(readFileSync(bundle.file).length);
    expect(bundle.bytes).toBeLessThan(700 * 1024);
  });

  test('holds what runs, and nothing of what deploys, tests or demonstrates it', () => {
    expect(bundle.inputs).toContain('lambda/sync/handler.ts');
    const foreign =
      /^(bin|test|lib\/(infra|cli|demo|simulator|local-aws))\/|node_modules\/(aws-cdk-lib|commander|dynalite|esbuild)\//;
    expect(bundle.inputs.filter((input) => foreign.test(input))).toEqual([]);
  });

  test('asks for nothing but Node itself and what is left out on purpose', () => {
    const foreign = bundle.imports.filter((name) => !isBuiltin(name) && !name.startsWith('node:'));
    expect(foreign.sort()).toEqual([
      '../llhttp/llhttp-wasm.js',
      '@aws-sdk/credential-provider-ini',
      '@aws-sdk/credential-provider-process',
      '@aws-sdk/credential-provider-sso',
      '@aws-sdk/credential-provider-web-identity',
      '@smithy/credential-provider-imds',
    ]);
  });

  test('is the same file with a source map beside it and without', () => {
    const second = buildSyncFunction(join(folder, 'second'), { sourceMap: true });
    expect(readdirSync(join(folder, 'second')).sort()).toEqual(['index.cjs', 'index.cjs.map']);
    expect(hash(second.file)).toBe(hash(bundle.file));
  });

  test('loads by itself in a process that has nothing else, and offers the handler', () => {
    const code = `process.stdout.write(typeof require(${JSON.stringify(bundle.file)}).handler)`;
    const options = { cwd: folder, env: { PATH: process.env.PATH ?? '', AWS_REGION: 'eu-central-1' } };
    const type = execFileSync(process.execPath, ['-e', code], { ...options, encoding: 'utf8' });
    expect(type).toBe('function');
  });

  test('is what CDK uploads', () => {
    const app = createApp({ outdir: join(folder, 'cdk.out'), builtinCloudFormationValidation: false });
    const config = configurationIn('test', { email: [] });
    new TunnelwatchStack(app, 'Bundled', { config });
    const assembly = app.synth();
    const [asset] = readdirSync(assembly.directory).filter((name) => name.startsWith('asset.'));
    expect(readdirSync(join(assembly.directory, String(asset)))).toEqual(['index.cjs']);
    expect(hash(join(assembly.directory, String(asset), 'index.cjs'))).toBe(hash(bundle.file));
  });
});
