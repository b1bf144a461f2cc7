import { fileURLToPath } from 'node:url';
import shared from '../../../jest.config.js';

/** The tests that need a browser: `npm run test:browser`. One browser at a time is enough for two processors. */
export default {
  ...shared,
  rootDir: fileURLToPath(new URL('../../../', import.meta.url)),
  testMatch: ['<rootDir>/test/dashboard/browser/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 60_000,
  maxWorkers: 1,
};
