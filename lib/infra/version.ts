import { createRequire } from 'node:module';

const manifest: { readonly version: string } = createRequire(import.meta.url)('../../package.json');

/** Version of Tunnelwatch, as package.json has it. */
export const VERSION = manifest.version;
