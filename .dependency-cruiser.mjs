/**
 * The architecture, as rules. Each comment is for whoever trips over it.
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    {
      name: 'core-is-pure',
      severity: 'error',
      comment:
        'lib/core decides over plain data. No packages, no node:, no other folder: pass what the rule needs as an argument, and do the I/O in lib/sync or an adapter.',
      from: { path: '^lib/core' },
      to: { pathNot: '^lib/core' },
    },
    {
      name: 'sync-knows-no-sdk',
      severity: 'error',
      comment:
        'lib/sync orders the stages of a run over the interfaces in ports.ts. A library or service belongs in an adapter that fits a port.',
      from: { path: '^lib/sync' },
      to: { pathNot: '^lib/(core|sync)' },
    },
    {
      name: 'adapters-stand-alone',
      severity: 'error',
      comment:
        'An adapter serves one service. What two of them share is either a rule (lib/core) or a name (lib/names.ts).',
      from: { path: '^lib/adapters/([^/]+)/' },
      to: { path: '^lib/', pathNot: '^lib/(core/|sync/(ports|secret)\\.ts|names\\.ts|adapters/$1/)' },
    },
    {
      name: 'infra-does-not-run',
      severity: 'error',
      comment:
        'lib/infra describes resources. It may know names, configuration and the policy, but none of the code that runs in the function.',
      from: { path: '^lib/infra' },
      to: { path: '^(lib|lambda|bin)/', pathNot: '^lib/(infra/|core/|config/|names\\.ts)' },
    },
    {
      name: 'lambda-stays-small',
      severity: 'error',
      comment:
        'What the function imports is deployed and loaded at every cold start: no infrastructure, command line, demo, simulator or local AWS in it.',
      from: { path: '^lambda' },
      to: { path: '^(bin|lib/(infra|cli|demo|simulator|local-aws))|aws-cdk-lib|commander|dynalite' },
    },
    {
      name: 'simulator-shares-nothing-with-the-client',
      severity: 'error',
      comment:
        'Client and simulator are two readings of one API description. What they shared could be wrong in both, and no test would notice.',
      from: { path: '^lib/simulator' },
      to: { path: '^(lib|lambda|bin)/', pathNot: '^lib/simulator' },
    },
    {
      name: 'local-aws-is-a-stand-in-for-aws',
      severity: 'error',
      comment:
        'lib/local-aws speaks public wire protocols and must not know what Tunnelwatch stores or sends.',
      from: { path: '^lib/local-aws' },
      to: { path: '^(lib|lambda|bin)/', pathNot: '^lib/local-aws' },
    },
    {
      name: 'cli-does-not-deploy',
      severity: 'error',
      comment:
        'Commands work against what is deployed; CDK takes seconds to load and belongs in bin/app.ts alone.',
      from: { path: '^lib/(cli|demo)' },
      to: { path: '^lib/infra|aws-cdk-lib' },
    },
    {
      name: 'page-only-draws',
      severity: 'error',
      comment:
        'What runs in the browser draws what the view-model says. A figure that it works out itself is tested by nobody; code of Node or of the server does not run there.',
      from: { path: '^lib/dashboard/page' },
      to: { pathNot: '^lib/(dashboard/(page|view-model)/|core/time\\.ts)|^node_modules/preact/' },
    },
    {
      name: 'view-model-is-pure',
      severity: 'error',
      comment:
        'The view-model turns answers into what is shown, on the server and in the browser alike: plain data in, plain data out.',
      from: { path: '^lib/dashboard/view-model' },
      to: { pathNot: '^lib/(dashboard/view-model|core)/' },
    },
    {
      name: 'report-is-pure',
      severity: 'error',
      comment:
        'lib/report turns answers into the text of a file: plain data in, a text out. What asks, and what writes the file, belongs in lib/cli.',
      from: { path: '^lib/report' },
      to: { pathNot: '^lib/(report|core|dashboard/view-model)/|^lib/cli/output/figures\\.ts$' },
    },
    {
      name: 'dashboard-reads-only',
      severity: 'error',
      comment:
        'The page is served from a source (source.ts) that can only be read. Whoever starts it brings AWS, or something else.',
      from: { path: '^lib/dashboard' },
      to: { path: '^(lib|lambda|bin)/|@aws-sdk', pathNot: '^lib/(dashboard|core)/' },
    },
    {
      name: 'watch-is-a-shell',
      severity: 'error',
      comment:
        'lib/watch runs on this machine what the function runs in AWS: the same stages and adapters, over the embedded engine. What the person types and sees belongs in lib/cli.',
      from: { path: '^lib/watch' },
      to: {
        path: '^(lib|lambda|bin)/',
        pathNot: '^lib/(watch|core|sync|adapters|config|history|local-aws)/|^lib/names\\.ts$',
      },
    },
    {
      name: 'memory-store-is-no-place-to-deploy',
      severity: 'error',
      comment: 'What is kept in memory is gone with the process: it serves tests and the demo.',
      from: { path: '^(lib|lambda|bin)/', pathNot: '^lib/(memory-store|demo)/' },
      to: { path: '^lib/memory-store' },
    },
    {
      name: 'examples-are-outside',
      severity: 'error',
      comment:
        'An example is what somebody else would write: it uses what is exported for them, lib/infra/index.ts, and no inner part.',
      from: { path: '^examples' },
      to: { path: '^(bin|lib|lambda|test)/', pathNot: '^lib/infra/index\\.ts$' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      comment: 'What tests and production share is production code.',
      from: { path: '^(bin|lib|lambda)' },
      to: { path: '^test' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one idea, or a third is missing.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'Nothing imports this file: wire it in or delete it.',
      from: { orphan: true, path: '^(lib|lambda)' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
