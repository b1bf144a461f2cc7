import config from './jest.config.js';

/**
 * `npm run test:long`: the tests that play many stories, and take about as long as all others together.
 * @type {import('jest').Config}
 */
export default { ...config, testMatch: ['<rootDir>/test/**/*.long.test.ts'] };
