/** The commands that messages name; the one place where they are spelled. */
import type { AlertOrganization } from './alert.ts';

/** Commands as somebody types them who has read a message about the organization. */
export interface Commands {
  /** Takes an incident on: no reminders until it ends. */
  acknowledge(incident: string): string;
  /** Keeps what is expected from being told. */
  readonly silence: string;
  /** The same for one group, ready to be typed. */
  silenceGroup(id: string): string;
  /** Lists incidents. */
  readonly incidents: string;
  /** Lists what was sent, with the events it carried. */
  readonly alerts: string;
}

/** They say which organization is meant where that is not clear by itself. */
export function commandsFor({ named }: AlertOrganization): Commands {
  const typed = (command: string): string => `${COMMAND}${command}${flagOf(named)}`;
  return {
    acknowledge: (incident) => typed(`ack ${incident}`),
    silence: typed('silence add'),
    silenceGroup: (id) => typed(`silence add --id ${id} --for 2h --reason '...'`),
    incidents: typed('incidents'),
    alerts: typed('alerts'),
  };
}

const COMMAND = 'npx tunnelwatch ';

/** Stores an API key of what is deployed. */
const STORE_KEY = `${COMMAND}credentials set`;

/** The command that stores an API key. What is watched from a machine of one's own has none: see `isWatchedHere`. */
export function storeKeyCommand({ named }: AlertOrganization): string {
  return `${STORE_KEY}${flagOf(named)}`;
}

/** A remedy in whose words there is one organization alone. */
export function remedyFor(remedy: string, organization: AlertOrganization): string {
  return remedy.replaceAll(STORE_KEY, storeKeyCommand(organization));
}

/** Whether `watch` tells, on the machine of whoever reads it: nothing is deployed, and the key is in its memory. */
export function isWatchedHere({ named }: AlertOrganization): boolean {
  return named?.flag === '--data';
}

/** Whether a line is a command and nothing else: whoever folds it makes two commands of it. */
export function isCommand(line: string): boolean {
  return line.startsWith(`  ${COMMAND}`);
}

function flagOf(named: AlertOrganization['named']): string {
  return named === undefined ? '' : ` ${named.flag} ${quoted(named.value)}`;
}

/** As a shell takes it for one word. */
export function quoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
