/** Whom `watch` watches: an organization at Cisco, or a simulated one on this machine. */
import { join } from 'node:path';
import { configurationIn } from '../../config/file.ts';
import type { ConfiguredOrganization } from '../../config/organization.ts';
import { demoFleet } from '../../simulator/demo-day.ts';
import { happening } from '../../simulator/happening.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { type ApiKey, Secret } from '../../sync/secret.ts';
import { CommandError } from '../command-error.ts';
import type { Host } from '../host.ts';
import { apiKeyOf, dataFolderOf, minutesOf, organizationOf } from './settings.ts';

export interface SubjectFlags {
  readonly demo?: boolean;
  readonly data?: string;
  readonly org?: string;
  readonly every?: string;
}

export interface Subject {
  readonly organization: ConfiguredOrganization;
  readonly apiKey: ApiKey;
  /** Where its data are kept. */
  readonly folder: string;
  /** Before each look: gives what happens, where it is made to. */
  happens(): string | null;
  close(): Promise<void>;
}

/** Names the folder of simulated data: never that of an organization, whose ids have no dot. */
const DEMO_FOLDER = 'demo.simulated';

/** Throws a `CommandError` for flags and settings that cannot be used. */
export async function subjectOf(flags: SubjectFlags, host: Host): Promise<Subject> {
  const data = dataFolderOf(flags.data, host);
  if (flags.demo === true) return simulated(flags, data, host);
  const organization = organizationOf(flags, host);
  const apiKey = await apiKeyOf(host);
  const folder = join(data, organization.id);
  return { organization, apiKey, folder, happens: () => null, close: async () => undefined };
}

async function simulated(
  { org, every }: SubjectFlags,
  data: string,
  { now, timeZone }: Host,
): Promise<Subject> {
  if (org !== undefined)
    throw new CommandError(
      'usage',
      '--org and --demo do not go together.',
      'The demo has an organization of its own.',
    );
  const everyMinutes = minutesOf(every) ?? 1;
  const fleet = demoFleet({ now });
  const simulator = await startSimulator({ now, fleet, rate: 'strict' });
  const { apiUrl, tokenUrl, apiKey } = simulator;
  const given = { id: 'demo', name: 'Demo', apiUrl, tokenUrl, everyMinutes, timeZone };
  const [organization] = configurationIn('The demo', { email: [], organizations: [given] }).organizations;
  if (organization === undefined) throw new Error('A configuration has at least one organization.');
  let looks = 0;
  return {
    organization,
    apiKey: { key: new Secret(apiKey.key), secret: new Secret(apiKey.secret) },
    folder: join(data, DEMO_FOLDER),
    happens: () => {
      looks += 1;
      return happening(fleet, looks);
    },
    close: () => simulator.close(),
  };
}
