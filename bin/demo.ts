/** `npm run demo`: a day of the real function over a simulated Secure Access and a local AWS, in under a minute. */
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { demoClock } from '../lib/demo/clock.ts';
import { DEMO_BEGINS, playDemo } from '../lib/demo/demo.ts';
import { RECIPIENT, setStage } from '../lib/demo/stage.ts';
import { asJson, asText, type Scene, timeOfDay } from '../lib/demo/story.ts';
import { buildSyncFunction } from '../lib/infra/bundle.ts';

const options = new Command('demo')
  .description(
    'Plays a day of an organization with 212 network tunnel groups: nothing is deployed, nothing leaves this machine.',
  )
  .option('--json', 'print one JSON object a line, the last one a summary')
  .option('--log', "print the function's own log lines to standard error")
  .parse()
  .opts<{ json?: boolean; log?: boolean }>();

const live = process.stdout.isTTY && options.json !== true;
const clearLine = live ? '\r\u001b[K' : '';

function say(scene: Scene): void {
  const text = options.json === true ? asJson(scene) : asText(scene, RECIPIENT);
  if (text !== null) process.stdout.write(`${clearLine}${text}\n`);
}

const bundle = buildSyncFunction(fileURLToPath(new URL('../dist/lambda/sync/', import.meta.url)));
const clock = demoClock(DEMO_BEGINS, () => performance.now());
const log = options.log === true ? (line: string) => void process.stderr.write(`${line}\n`) : () => undefined;
const stage = await setStage({ bundle: bundle.file, clock, log, variables: process.env });
try {
  const progress = (at: Parameters<typeof timeOfDay>[0], runs: number): void => {
    if (live) process.stdout.write(`${clearLine}${timeOfDay(at)}  … ${runs} runs`);
  };
  await playDemo({ stage, clock, tell: say, progress });
} catch (error) {
  process.stderr.write(
    `${clearLine}The demo failed: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
} finally {
  await stage.close();
}
