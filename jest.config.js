// The AWS SDK's notice about Node.js 20 would stand in the output of every worker.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/test/support/jest/environment.js',
  globalSetup: '<rootDir>/test/support/jest/begin.ts',
  globalTeardown: '<rootDir>/test/support/jest/end.ts',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript' },
          target: 'es2023',
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  // Those that take long are named *.long.test.ts; jest.long.config.js runs them.
  testMatch: ['<rootDir>/test/**/!(*.long).test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/dist/',
    '/cdk.out/',
    '<rootDir>/test/dashboard/browser/',
    '<rootDir>/test/watch/sessions/',
  ],
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/dist'],
  testTimeout: 30_000,
  maxWorkers: 2,
  // Modules of test files that have ended stay in memory, where each collection goes through them.
  workerIdleMemoryLimit: '450MB',
};
