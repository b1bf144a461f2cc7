/** The commands that messages name; the one place where they are spelled. */
export const COMMANDS = {
  /** Takes an incident on: no reminders until it ends. */
  acknowledge: (incident: string) => `npx tunnelwatch ack ${incident}`,
  /** Keeps what is expected from being told. */
  silence: 'npx tunnelwatch silence add',
  /** Lists incidents. */
  incidents: 'npx tunnelwatch incidents',
  /** Lists what was sent, with the events it carried. */
  alerts: 'npx tunnelwatch alerts',
} as const;
