import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Folder of the function's code, from the root of the repository. */
export const SYNC_FUNCTION_FOLDER = join(ROOT, 'lambda', 'sync');

/** The one file that is deployed, and what Lambda calls in it. */
export const SYNC_FUNCTION_FILE = 'index.cjs';
export const SYNC_FUNCTION_HANDLER = 'index.handler';

/**
 * What the libraries ask for and the function never reaches, a fifth of the whole.
 *
 * Where AWS credentials could come from: in Lambda they stand in the environment, which is looked at first. (Within the
 * repository Node still finds the others, so a profile works there.)
 *
 * undici's HTTP parser for processors without vector instructions: Node has compiled the other one since version 16 on
 * every processor that Lambda has.
 */
export const LEFT_OUT = [
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
  '*/llhttp/llhttp-wasm.js',
];

/** How the function is bundled; docs/adr/0004-bundle.md has the reasons, `npm run bench -- --only start` the numbers. */
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
  external: LEFT_OUT,
  // Under jest, undici would take the parser that is left out.
  define: { 'process.env.JEST_WORKER_ID': 'undefined' },
} as const satisfies BuildOptions;

export interface Bundle {
  /** The bundle, one file. */
  readonly file: string;
  readonly bytes: number;
  /** Every source file in it, relative to the root of the repository. */
  readonly inputs: readonly string[];
  /** What it asks for from outside: parts of Node, and what is left out. */
  readonly imports: readonly string[];
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
  return {
    file,
    bytes: output?.bytes ?? 0,
    inputs: Object.keys(metafile.inputs),
    imports: [...new Set(output?.imports.map(({ path }) => path))],
  };
}
