/** What `cdk` runs (cdk.json): configuration in, a stack for each file out. */
import { CONFIG_VARIABLE, loadConfigs } from '../lib/config/load.ts';
import { ConfigurationError } from '../lib/config/problems.ts';
import { createApp } from '../lib/infra/app.ts';
import { TunnelwatchStack } from '../lib/infra/stack.ts';

try {
  const app = createApp();
  const context: unknown = app.node.tryGetContext('config');
  const path = typeof context === 'string' ? context : process.env[CONFIG_VARIABLE];
  for (const { config, notice } of loadConfigs({ directory: process.cwd(), path })) {
    if (notice !== null) process.stderr.write(`\n${notice}\n\n`);
    new TunnelwatchStack(app, config.stackName, { config });
  }
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`\n${error.message}\n\n`);
  process.exitCode = 1;
}
