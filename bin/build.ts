/** `npm run build`: the files that are deployed, with their source maps, in dist/lambda/sync. */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSyncFunction } from '../lib/infra/bundle.ts';

const folder = fileURLToPath(new URL('../dist/lambda/sync/', import.meta.url));
rmSync(folder, { recursive: true, force: true });
const { file, bytes, bytesAtOnce } = buildSyncFunction(folder, { sourceMap: true });
const kilobytes = (count: number): string => `${Math.ceil(count / 1024)} KB`;
process.stdout.write(`${file}  ${kilobytes(bytesAtOnce)} loaded at once, ${kilobytes(bytes)} in all\n`);
