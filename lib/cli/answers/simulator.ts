/** What `tunnelwatch simulator` does. */
import { demoDay, demoFleet } from '../../simulator/demo-day.ts';
import { aFleet } from '../../simulator/generate.ts';
import { GROUPS_DEFAULT } from '../../simulator/groups-default.ts';
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

export interface SimulatorFlags {
  readonly port: number;
  readonly groups?: number;
  readonly seed: number;
  readonly oldShape?: boolean;
  readonly rate: ApiRate;
  readonly day?: boolean;
}

/** Serves until it is interrupted. */
export async function serve(flags: SimulatorFlags, host: SimulatorProcess): Promise<void> {
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

async function startOrExplain(flags: SimulatorFlags, host: SimulatorProcess): Promise<Simulator | undefined> {
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
