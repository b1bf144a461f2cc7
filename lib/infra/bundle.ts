import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Folder of the function's code, from the root of the repository. */
export const SYNC_FUNCTION_FOLDER = join(ROOT, 'lambda', 'sync');

/** The one file that is deployed, and what Lambda calls in it. */
export const SYNC_FUNCTION_FILE = 'index.cjs';
export const SYNC_FUNCTION_HANDLER = 'index.handler';

/** How the function is bundled; docs/adr/0004-bundle.md has the reasons, `npm run bench:bundle` the numbers. */
export const BUNDLE_OPTIONS = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  // Older than the deployed run time, so that the same file runs wherever the tests and the demo do.
  target: 'node20',
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  logLevel: 'error',
} as const satisfies BuildOptions;

export interface Bundle {
  /** The bundle, one file. */
  readonly file: string;
  readonly bytes: number;
  /** Every source file in it, relative to the root of the repository. */
  readonly inputs: readonly string[];
}

export interface BundleProps {
  /** Also write a source map beside the bundle. It is never deployed: Lambda would have to read it. @default false */
  readonly sourceMap?: boolean;
}

/**
 * Bundles the sync function with everything it needs into `outDir`. Deployment and `npm run build` both call this, so
 * what is tried on a laptop is, byte for byte, what is deployed. Throws what esbuild throws.
 */
export function buildSyncFunction(outDir: string, { sourceMap = false }: BundleProps = {}): Bundle {
  const file = join(outDir, SYNC_FUNCTION_FILE);
  const { metafile } = buildSync({
    ...BUNDLE_OPTIONS,
    absWorkingDir: ROOT,
    entryPoints: [join(SYNC_FUNCTION_FOLDER, 'handler.ts')],
    outfile: file,
    metafile: true,
    // External: the bundle itself does not mention the map, and so is the same with it and without.
    ...(sourceMap && { sourcemap: 'external' }),
  });
  const output = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint !== undefined);
  return { file, bytes: output?.bytes ?? 0, inputs: Object.keys(metafile.inputs) };
}
