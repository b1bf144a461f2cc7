import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';

describe('Of undici', () => {
  test('only the agent and the request call are loaded: bundled well under half a megabyte', async () => {
    const { outputFiles, metafile } = await build({
      entryPoints: ['lib/adapters/secure-access/http.ts'],
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    expect(outputFiles[0]?.contents.length).toBeLessThan(350_000);
    const inputs = Object.keys(metafile.inputs);
    expect(inputs.filter((path) => /undici\/lib\/(?:mock|cache|interceptor)\//.test(path))).toEqual([]);
    expect(inputs.some((path) => path.endsWith('undici/lib/dispatcher/agent.js'))).toBe(true);
  });

  test('no file but one is used', async () => {
    const folder = 'lib/adapters/secure-access';
    const users: string[] = [];
    for (const file of await readdir(folder))
      if (/from 'undici/.test(await readFile(`${folder}/${file}`, 'utf8'))) users.push(file);
    expect(users).toEqual(['http.ts', 'undici.d.ts']);
  });
});
