import { Command, InvalidArgumentError, Option } from 'commander';
import { GROUPS_DEFAULT } from '../../simulator/groups-default.ts';
import type { SimulatorFlags, SimulatorProcess } from '../answers/simulator.ts';

const GROUPS_MAX = 100_000;

const HELP = `
The key and the secret are made up at each start, unless these environment variables give them:
  TUNNELWATCH_SIMULATOR_KEY
  TUNNELWATCH_SIMULATOR_SECRET

Examples:
  $ tunnelwatch simulator
  $ tunnelwatch simulator --port 8088 --groups 2000 --rate strict
  $ tunnelwatch simulator --day
`;

/** `tunnelwatch simulator`: serves the simulated Secure Access API on this machine until it is interrupted. */
export function simulatorCommand(host: SimulatorProcess = thisProcess): Command {
  return new Command('simulator')
    .option('--port <port>', 'port to listen on; 0 takes a free one', wholeNumberUpTo(65_535), 0)
    .option(
      '--groups <count>',
      `number of network tunnel groups (default: ${GROUPS_DEFAULT}, with --day 212)`,
      wholeNumberUpTo(GROUPS_MAX),
    )
    .option('--seed <number>', 'another seed makes another fleet', wholeNumberUpTo(1_000_000), 1)
    .option('--old-shape', 'answer in the older shape: no hub statuses, no tunnel counts')
    .addOption(
      new Option('--rate <limits>', 'rate limits to keep')
        .choices(['strict', 'exempt', 'off'])
        .default('off'),
    )
    .option('--day', 'play the demo day: a group falls at 09:12 UTC, and so on until 17:25')
    .addHelpText('after', HELP)
    .action(async (flags: SimulatorFlags) => {
      const { serve } = await import('../answers/simulator.ts');
      await serve(flags, host);
    });
}

function wholeNumberUpTo(most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value <= most)) throw new InvalidArgumentError(`Give a whole number from 0 to ${most}.`);
    return value;
  };
}

const thisProcess: SimulatorProcess = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  now: () => Date.now(),
  untilInterrupted: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    }),
  setExitCode: (code) => {
    process.exitCode = code;
  },
};
