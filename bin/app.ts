/** What `cdk` runs (cdk.json): configuration in, one stack out. */
import { CONFIG_VARIABLE, loadConfig } from '../lib/config/load.ts';
import { ConfigurationError } from '../lib/config/problems.ts';
import { createApp } from '../lib/infra/app.ts';
import { TunnelwatchStack } from '../lib/infra/stack.ts';

try {
  const app = createApp();
  const context: unknown = app.node.tryGetContext('config');
  const path = typeof context === 'string' ? context : process.env[CONFIG_VARIABLE];
  const { config, notice } = loadConfig({ directory: process.cwd(), path });
  if (notice !== null) process.stderr.write(`\n${notice}\n\n`);
  new TunnelwatchStack(app, config.stackName, { config });
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`\n${error.message}\n\n`);
  process.exitCode = 1;
}
