import { fileURLToPath } from 'node:url';
import shared from '../../../jest.config.js';

/** Sessions of `tunnelwatch watch` in processes of their own: `npm run sessions`. */
export default {
  ...shared,
  rootDir: fileURLToPath(new URL('../../../', import.meta.url)),
  testMatch: ['<rootDir>/test/watch/sessions/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 60_000,
  maxWorkers: 1,
};
