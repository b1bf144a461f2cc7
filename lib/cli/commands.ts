/** Every command by its group and its name, in the order of the help. */
import { Command } from 'commander';
import type { Leave } from './exit-codes.ts';
import type { Host } from './host.ts';

interface Entry {
  /** What the help says of it. */
  readonly summary: string;
  /** Loads it where it is needed: most take longer to load than to work. */
  readonly load: (host: Host, leave: Leave) => Promise<Command>;
}

/** Commander's own `help` belongs here too. */
export const HELP_GROUP = 'Help, and trying things out:';

const GROUPS: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  'Set it up, and see that it works:': {
    init: {
      summary: 'Write tunnelwatch.config.json: who is told, and what is watched',
      load: async (host) => (await import('./commands/init.ts')).initCommand(host),
    },
    credentials: {
      summary: 'Store, try or replace the Secure Access API key of an organization',
      load: async (host) => (await import('./commands/credentials.ts')).credentialsCommand(host),
    },
    run: {
      summary: 'Make a run now, and show what it came to',
      load: async (host, leave) => (await import('./commands/run.ts')).runCommand(host, leave),
    },
    doctor: {
      summary: 'Look at everything that must work, and say what to do about what does not',
      load: async (host, leave) => (await import('./commands/doctor.ts')).doctorCommand(host, leave),
    },
    'test-alert': {
      summary: 'Send a message that is marked as a test, and show who is subscribed',
      load: async (host, leave) => (await import('./commands/test-alert.ts')).testAlertCommand(host, leave),
    },
  },
  'What is, and what people were told:': {
    status: {
      summary: 'The fleet as of the last run: worst first, since when, and through which hubs',
      load: async (host) => (await import('./commands/status.ts')).statusCommand(host),
    },
    incidents: {
      summary: 'What is not connected, what was, and whether and when people were told',
      load: async (host) => (await import('./commands/incidents.ts')).incidentsCommand(host),
    },
    alerts: {
      summary: 'What was sent: when, to what, and with which ids',
      load: async (host) => (await import('./commands/alerts.ts')).alertsCommand(host),
    },
    ack: {
      summary: 'Take an incident on: no reminders of it until it ends',
      load: async (host) => (await import('./commands/ack.ts')).ackCommand(host),
    },
    silence: {
      summary: 'Keep alerts about some groups quiet for a while: they are recorded, and not published',
      load: async (host) => (await import('./commands/silence.ts')).silenceCommand(host),
    },
    dashboard: {
      summary: 'Serve a page on this machine that shows the fleet, its past and the monitor, until Ctrl-C',
      load: async (host) => (await import('./commands/dashboard.ts')).dashboardCommand(host),
    },
  },
  'What was:': {
    history: {
      summary: 'What happened to one group: how it stood, what changed, incidents, gaps',
      load: async (host) => (await import('./commands/history.ts')).historyCommand(host),
    },
    changes: {
      summary: 'What was seen to change, with bounds, and where nobody looked',
      load: async (host) => (await import('./commands/changes.ts')).changesCommand(host),
    },
    snapshot: {
      summary: 'The whole fleet at a past instant, worst first',
      load: async (host) => (await import('./commands/snapshot.ts')).snapshotCommand(host),
    },
    diff: {
      summary: 'What is different between two instants, field by field',
      load: async (host) => (await import('./commands/diff.ts')).diffCommand(host),
    },
    uptime: {
      summary: 'Availability and coverage, outages, mean times to restore and between failures',
      load: async (host) => (await import('./commands/uptime.ts')).uptimeCommand(host),
    },
    report: {
      summary: 'Write a report to hand on: one HTML file with availability, incidents and what was not seen',
      load: async (host) => (await import('./commands/report.ts')).reportCommand(host),
    },
    runs: {
      summary: 'Runs that failed, changed or told something, and when the monitor could not see',
      load: async (host) => (await import('./commands/runs.ts')).runsCommand(host),
    },
    export: {
      summary: 'Changes, snapshots, runs or incidents as records, for other programs',
      load: async (host, leave) => (await import('./commands/export.ts')).exportCommand(host, leave),
    },
  },
  [HELP_GROUP]: {
    explain: {
      summary: 'What a response code, a failure or an exit code means, why it happens, and what to do',
      load: async (host) => (await import('./commands/explain.ts')).explainCommand(host),
    },
    watch: {
      summary:
        'Watch from this machine, without AWS: alerts on the terminal, and the page beside, until Ctrl-C',
      load: async (host) => (await import('./commands/watch.ts')).watchCommand(host),
    },
    simulator: {
      summary: 'Serve a simulated Secure Access API on this machine, for trying things out',
      load: async () => (await import('./commands/simulator.ts')).simulatorCommand(),
    },
    completion: {
      summary: 'Print what bash, zsh or fish need to complete commands, flags and their choices',
      load: async (host) => (await import('./commands/completion.ts')).completionCommand(host),
    },
  },
};

/** What completes all the others has to know them. */
const KNOWS_ALL = 'completion';

/** The commands: those that the words may be about are loaded, of the others there is what the help says of them. */
export async function commandsFor(
  words: readonly string[],
  host: Host,
  leave: Leave,
): Promise<readonly Command[]> {
  const named = words[0] === 'help' ? words[1] : words[0];
  const commands: Command[] = [];
  for (const [group, entries] of Object.entries(GROUPS))
    for (const [name, { summary, load }] of Object.entries(entries)) {
      const isNeeded = name === named || named === KNOWS_ALL;
      const command = isNeeded ? await load(host, leave) : new Command(name);
      commands.push(command.description(summary).helpGroup(group));
    }
  return commands;
}
