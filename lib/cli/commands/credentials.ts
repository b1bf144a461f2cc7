import { Command } from 'commander';
import type { Host } from '../host.ts';
import { credentialsCheckCommand } from './credentials-check.ts';
import { credentialsRotateCommand, credentialsSetCommand } from './credentials-store.ts';

/** `tunnelwatch credentials`: the API key of an organization. */
export function credentialsCommand(host: Host): Command {
  return new Command('credentials')
    .addCommand(credentialsSetCommand(host))
    .addCommand(credentialsCheckCommand(host))
    .addCommand(credentialsRotateCommand(host));
}
