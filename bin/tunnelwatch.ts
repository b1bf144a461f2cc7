/** The `tunnelwatch` command. */
import { main } from '../lib/cli/program.ts';
import { thisProcess } from '../lib/cli/this-process.ts';
import manifest from '../package.json' with { type: 'json' };

// The SDK's warning about the Node it runs on is for whoever installs, not for whoever asks what is down.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

process.exitCode = await main(process.argv.slice(2), thisProcess(manifest), manifest);
