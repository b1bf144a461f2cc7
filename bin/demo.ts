/** `npm run demo`: a day of the real function over a simulated Secure Access and a local AWS, in under a minute; or its page. */
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { demoClock } from '../lib/demo/clock.ts';
import { DEMO_BEGINS, playDemo } from '../lib/demo/demo.ts';
import { startPageDemo } from '../lib/demo/page.ts';
import { RECIPIENT, setStage } from '../lib/demo/stage.ts';
import { asJson, asText, type Scene, timeOfDay } from '../lib/demo/story.ts';
import { buildSyncFunction } from '../lib/infra/bundle.ts';
import { demoFleet } from '../lib/simulator/demo-day.ts';

interface Options {
  readonly json?: boolean;
  readonly log?: boolean;
  readonly page?: boolean;
  readonly port?: string;
}

const options = new Command('demo')
  .description(
    'Plays a day of an organization with 212 network tunnel groups: nothing is deployed, nothing leaves this machine.',
  )
  .option('--json', 'print one JSON object a line, the last one a summary')
  .option('--log', "print the function's own log lines to standard error")
  .option('--page', 'show 90 simulated days on a page in your browser instead, until Ctrl-C')
  .option('--port <number>', 'with --page: the port to serve it on')
  .parse()
  .opts<Options>();

const bundle = buildSyncFunction(fileURLToPath(new URL('../dist/lambda/sync/', import.meta.url)));
const shared = { bundle: bundle.file, variables: process.env };

try {
  await (options.page ? showPage() : tellDay());
} catch (error) {
  process.stderr.write(`The demo failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function tellDay(): Promise<void> {
  const live = process.stdout.isTTY && options.json !== true;
  const clearLine = live ? '\r\u001b[K' : '';
  const say = (scene: Scene): void => {
    const text = options.json === true ? asJson(scene) : asText(scene, RECIPIENT);
    if (text !== null) process.stdout.write(`${clearLine}${text}\n`);
  };
  const progress = (at: Parameters<typeof timeOfDay>[0], runs: number): void => {
    if (live) process.stdout.write(`${clearLine}${timeOfDay(at)}  … ${runs} runs`);
  };
  const clock = demoClock(DEMO_BEGINS, () => performance.now());
  const log =
    options.log === true ? (line: string) => void process.stderr.write(`${line}\n`) : () => undefined;
  const fleet = demoFleet({ now: () => clock.now() });
  const stage = await setStage({ ...shared, clock, log, fleet });
  try {
    await playDemo({ stage, clock, tell: say, progress });
  } finally {
    process.stdout.write(clearLine);
    await stage.close();
  }
  if (options.json !== true)
    process.stdout.write('\nTo look at 90 days of it in your browser: npm run demo -- --page\n');
}

async function showPage(): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  say('Simulating 90 days of an organization with 212 network tunnel groups …');
  const demo = await startPageDemo({
    ...shared,
    clock: demoClock(Date.now(), () => performance.now()),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    port: options.port === undefined ? undefined : Number(options.port),
    say,
    pause: (milliseconds, until) =>
      setTimeout(milliseconds, undefined, { signal: until }).catch(() => undefined),
  });
  say(
    `\n  ${demo.dashboard.link}\n\nOpen this link: it lets one browser in, once. Ctrl-C ends it. Nothing leaves this machine.\n`,
  );
  await demo.goOn(stop.signal);
  await demo.close();
  say('\nEnded.');
}
