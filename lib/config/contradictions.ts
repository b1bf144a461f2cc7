import { repetitions } from './fields.ts';
import type { Configuration } from './file-schema.ts';
import type { Organization } from './organization.ts';

/**
 * Bytes of so many organizations together. Each schedule carries its own in the template, where quotes are written twice, beside
 * what else an organization has there; and CloudFormation takes templates of at most 1 MB.
 */
export function bytesAtMost(organizations: number): number {
  return 500_000 - 1_500 * organizations;
}

/** CloudFormation takes at most so many resources in a stack. */
const RESOURCES_MAX = 500;

/** Bytes of one organization: a schedule carries 256 KB, its ARNs and the scheduler's own words included. */
const ORGANIZATION_BYTES_MAX = 250_000;

/**
 * Resources that a stack of this configuration has at most: for each organization a secret, a schedule, a queue and an alarm, for
 * each recipient a subscription and maybe a permission, and what all share. A test holds it to what is synthesized.
 */
export function resourcesAtMost(config: Counted): number {
  const { organizations, email, operationsEmail, recipients } = config;
  return 40 + 4 * organizations.length + email.length + operationsEmail.length + 2 * recipients.length;
}

type Counted = Pick<Configuration, 'organizations' | 'email' | 'operationsEmail' | 'recipients'>;

/** What is allowed by itself and not together, or not after what holds for all was added to each organization. */
export function contradictions(config: Counted & Pick<Configuration, 'alarms'>): readonly string[] {
  const { organizations, alarms } = config;
  const problems = organizations.flatMap((organization, index) => {
    const found = [...gathering(organization, alarms.untoldMinutes), ...windows(organization)];
    const bytes = sizeOf(organization);
    if (bytes > ORGANIZATION_BYTES_MAX)
      return [
        `organizations[${index}]: it takes ${bytes} bytes, with what is set for all of them; its schedule carries at most ` +
          `${ORGANIZATION_BYTES_MAX}. Shorten the lists of ids.`,
      ];
    return found.map((problem) => `organizations[${index}].${problem}`);
  });
  problems.push(...toldTwice(config));
  const resources = resourcesAtMost(config);
  if (resources > RESOURCES_MAX)
    problems.push(
      `organizations: with all recipients they take up to ${resources} resources, and a stack holds ${RESOURCES_MAX}. Put some ` +
        'organizations in a second file with another stackName.',
    );
  const [bytes, most] = [sizeOf(organizations), bytesAtMost(organizations.length)];
  if (bytes > most)
    problems.push(
      `organizations: together they take ${bytes} bytes, with what is set for all of them counted in each; a stack ` +
        `carries at most ${most} of so many. Shorten the lists of ids, or put some organizations in a second file.`,
    );
  return problems;
}

/** A topic has one subscription for an address, which hears everything or what its filter says. */
function toldTwice({ email, recipients }: Counted): readonly string[] {
  const inEmail = new Set(email.map((address) => address.toLowerCase()));
  return recipients.flatMap((recipient, index) =>
    recipient.type === 'email' && inEmail.has(recipient.address.toLowerCase())
      ? [
          `recipients[${index}].address: it is in "email" as well, where it hears everything; it can be in one of them only`,
        ]
      : [],
  );
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** What is gathered waits on purpose; an alarm about that would be false. */
function gathering({ alerts }: Organization, untoldMinutes: number): readonly string[] {
  const { slotMinutes } = alerts.gathering;
  if (slotMinutes < untoldMinutes) return [];
  return [
    `alerts.gathering.slotMinutes: ${slotMinutes} must be less than alarms.untoldMinutes, which is ${untoldMinutes}: ` +
      'the alarm would ring for what is only being gathered',
  ];
}

/** People know a window by its name: it stands in the reason why something was not told. */
function windows({ maintenanceWindows }: Organization): readonly string[] {
  return repetitions(maintenanceWindows.map(({ name }) => name)).map(
    ({ index }) =>
      `maintenanceWindows: two are called ${JSON.stringify(maintenanceWindows[index]?.name)} (those for all organizations count too); each needs its own name`,
  );
}
