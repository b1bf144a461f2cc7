/** Every command by its name, in the order of the help. Each is loaded when it is needed: most take longer to load than to work. */
import type { Command } from 'commander';
import type { Leave } from './exit-codes.ts';
import type { Host } from './host.ts';

type Load = (host: Host, leave: Leave) => Promise<Command>;

const COMMANDS: Readonly<Record<string, Load>> = {
  init: async (host) => (await import('./commands/init.ts')).initCommand(host),
  credentials: async (host) => (await import('./commands/credentials.ts')).credentialsCommand(host),
  run: async (host, leave) => (await import('./commands/run.ts')).runCommand(host, leave),
  doctor: async (host, leave) => (await import('./commands/doctor.ts')).doctorCommand(host, leave),
  explain: async (host) => (await import('./commands/explain.ts')).explainCommand(host),
  status: async (host) => (await import('./commands/status.ts')).statusCommand(host),
  history: async (host) => (await import('./commands/history.ts')).historyCommand(host),
  changes: async (host) => (await import('./commands/changes.ts')).changesCommand(host),
  snapshot: async (host) => (await import('./commands/snapshot.ts')).snapshotCommand(host),
  diff: async (host) => (await import('./commands/diff.ts')).diffCommand(host),
  uptime: async (host) => (await import('./commands/uptime.ts')).uptimeCommand(host),
  runs: async (host) => (await import('./commands/runs.ts')).runsCommand(host),
  export: async (host, leave) => (await import('./commands/export.ts')).exportCommand(host, leave),
  incidents: async (host) => (await import('./commands/incidents.ts')).incidentsCommand(host),
  alerts: async (host) => (await import('./commands/alerts.ts')).alertsCommand(host),
  ack: async (host) => (await import('./commands/ack.ts')).ackCommand(host),
  silence: async (host) => (await import('./commands/silence.ts')).silenceCommand(host),
  'test-alert': async (host, leave) =>
    (await import('./commands/test-alert.ts')).testAlertCommand(host, leave),
  dashboard: async (host) => (await import('./commands/dashboard.ts')).dashboardCommand(host),
  simulator: async () => (await import('./commands/simulator.ts')).simulatorCommand(),
  completion: async (host) => (await import('./commands/completion.ts')).completionCommand(host),
};

/** What completes all the others has to know them. */
const KNOWS_ALL = 'completion';

/** The commands that some words may be about: the one that the first of them names, or all. */
export async function commandsFor(
  words: readonly string[],
  host: Host,
  leave: Leave,
): Promise<readonly Command[]> {
  const [first = ''] = words;
  const only = first !== KNOWS_ALL && Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  const loads = only === undefined ? Object.values(COMMANDS) : [only];
  const commands: Command[] = [];
  // One after another: what they share is loaded once, and the order is that of the help.
  for (const load of loads) commands.push(await load(host, leave));
  return commands;
}
