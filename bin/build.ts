/** `npm run build`: the file that is deployed, with its source map, in dist/lambda/sync. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSyncFunction } from '../lib/infra/bundle.ts';

const folder = fileURLToPath(new URL('../dist/lambda/sync/', import.meta.url));
mkdirSync(folder, { recursive: true });
const { file, bytes } = buildSyncFunction(folder, { sourceMap: true });
process.stdout.write(`${file}  ${Math.ceil(bytes / 1024)} KB\n`);
