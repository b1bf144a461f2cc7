import { Command, InvalidArgumentError, Option } from 'commander';
import { demoDay, demoFleet } from '../../simulator/demo-day.ts';
import { aFleet } from '../../simulator/generate.ts';
import type { ApiRate } from '../../simulator/rate-limits.ts';
import type { ScriptEvent } from '../../simulator/script.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';

/** What the command needs of the process around it. */
export interface SimulatorProcess {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Resolves when the person wants to stop (Ctrl-C), or the system does. */
  readonly untilInterrupted: () => Promise<void>;
  readonly setExitCode: (code: number) => void;
}

interface Flags {
  readonly port: number;
  readonly groups?: number;
  readonly seed: number;
  readonly oldShape?: boolean;
  readonly rate: ApiRate;
  readonly day?: boolean;
}

const GROUPS_DEFAULT = 50;
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
    .description('Serve a simulated Secure Access API on this machine, for trying things out')
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
    .action((flags: Flags) => serve(flags, host));
}

async function serve(flags: Flags, host: SimulatorProcess): Promise<void> {
  const simulator = await startOrExplain(flags, host);
  if (!simulator) return host.setExitCode(1);
  if (flags.oldShape) simulator.fleet.oldShape = true;
  const script = flags.day ? demoDay() : [];
  simulator.playDay(script);
  host.out(greeting(simulator));
  if (flags.day) host.out(agenda(script));
  await host.untilInterrupted();
  await simulator.close();
  host.out(`\nStopped after ${simulator.requests.length} requests.\n`);
}

async function startOrExplain(flags: Flags, host: SimulatorProcess): Promise<Simulator | undefined> {
  const { now, env } = host;
  const key = env.TUNNELWATCH_SIMULATOR_KEY;
  const secret = env.TUNNELWATCH_SIMULATOR_SECRET;
  const { seed, groups } = flags;
  try {
    const fleet = flags.day
      ? demoFleet({ now, seed, ...(groups === undefined ? {} : { groups }) })
      : aFleet({ groups: groups ?? GROUPS_DEFAULT, seed, now });
    return await startSimulator({
      now,
      fleet,
      port: flags.port,
      onePort: true,
      rate: flags.rate,
      ...(key ? { key } : {}),
      ...(secret ? { secret } : {}),
    });
  } catch (error) {
    host.err(`${explain(error, flags.port)}\n`);
    return undefined;
  }
}

/** What is printed at the start. The credentials are read from a pipe: an argument list is visible to every user of a machine. */
function greeting({ apiUrl, tokenUrl, apiKey, fleet }: Simulator): string {
  return `Secure Access simulator with ${fleet.size} network tunnel groups. Stop it with Ctrl-C.

  API         ${apiUrl}
  Token URL   ${tokenUrl}
  Key         ${apiKey.key}
  Secret      ${apiKey.secret}

Try it:

  token=$(printf 'user = "%s:%s"' ${quoted(apiKey.key)} ${quoted(apiKey.secret)} |
    curl -s -K - -d grant_type=client_credentials ${tokenUrl} | sed 's/.*access_token":"\\([^"]*\\).*/\\1/')
  printf 'header = "Authorization: Bearer %s"' "$token" |
    curl -s -K - '${apiUrl}/deployments/v2/networktunnelgroups?limit=2'

`;
}

function agenda(script: readonly ScriptEvent[]): string {
  const lines = script.map(({ at, what }) => `  ${at}  ${what}`);
  return `Today (UTC; what is already past happens at once):\n\n${lines.join('\n')}\n\n`;
}

/** A text as one word of a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function explain(error: unknown, port: number): string {
  const { code, message } = systemError(error);
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken: another program on this machine listens on it, perhaps another simulator.
Choose another with --port, or leave --port out to take a free one.`;
  }
  if (code === 'EACCES') {
    return `Port ${port} may not be used: the system keeps it for administrators. Choose one above 1023 with --port.`;
  }
  return `The simulator could not start: ${message}`;
}

/** Not by `instanceof`: the system's errors may come from another realm than this code. */
function systemError(error: unknown): { readonly code?: unknown; readonly message: unknown } {
  return typeof error === 'object' && error !== null && 'message' in error
    ? error
    : { message: String(error) };
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
