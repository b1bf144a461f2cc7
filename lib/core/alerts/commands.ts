/** The commands that messages name; the one place where they are spelled. */
export const COMMANDS = {
  /** Takes an incident on: no reminders until it ends. */
  acknowledge: (incident: string) => `npx tunnelwatch ack ${incident}`,
  /** Keeps what is expected from being told. */
  silence: 'npx tunnelwatch silence add',
  /** The same for one group, ready to be typed. */
  silenceGroup: (id: string) => `npx tunnelwatch silence add --id ${id} --for 2h --reason '...'`,
  /** Lists incidents. */
  incidents: 'npx tunnelwatch incidents',
  /** Lists what was sent, with the events it carried. */
  alerts: 'npx tunnelwatch alerts',
  /** Stores an API key. */
  credentials: 'npx tunnelwatch credentials set',
} as const;
