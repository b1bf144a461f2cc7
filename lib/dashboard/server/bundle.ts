/** The page as the browser gets it: one script and one style sheet, made of `lib/dashboard/page`. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Page {
  readonly html: string;
  readonly icon: string;
  readonly script: string;
  readonly style: string;
}

const FOLDER = fileURLToPath(new URL('../page/', import.meta.url));

/** Bundles the page, which takes a moment. Throws what esbuild throws. */
export async function bundlePage(): Promise<Page> {
  const [html, icon, { outputFiles }] = await Promise.all([
    readFile(`${FOLDER}index.html`, 'utf8'),
    readFile(`${FOLDER}icon.svg`, 'utf8'),
    build({
      absWorkingDir: FOLDER,
      entryPoints: ['page.tsx', 'style/page.css'],
      outdir: 'out',
      bundle: true,
      write: false,
      minify: true,
      format: 'esm',
      target: 'es2022',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      legalComments: 'none',
      logLevel: 'error',
    }),
  ]);
  const text = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { html, icon, script: text('.js'), style: text('.css') };
}
