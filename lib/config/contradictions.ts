import { repetitions } from './fields.ts';
import type { Organization } from './organization.ts';

/**
 * Bytes of all organizations together. Each schedule carries its own in the template, where quotes are written twice, and
 * CloudFormation takes templates of at most 1 MB.
 */
export const ORGANIZATIONS_BYTES_MAX = 500_000;

/** What is allowed by itself and not together, or not after what holds for all was added to each organization. */
export function contradictions(config: {
  readonly organizations: readonly Organization[];
  readonly alarms: { readonly untoldMinutes: number };
}): readonly string[] {
  const { organizations, alarms } = config;
  const problems = organizations.flatMap((organization, index) => {
    const found = [...gathering(organization, alarms.untoldMinutes), ...windows(organization)];
    return found.map((problem) => `organizations[${index}].${problem}`);
  });
  const bytes = Buffer.byteLength(JSON.stringify(organizations));
  if (bytes > ORGANIZATIONS_BYTES_MAX)
    problems.push(
      `organizations: together they take ${bytes} bytes, with what is set for all of them counted in each; a stack ` +
        `carries at most ${ORGANIZATIONS_BYTES_MAX}. Shorten the lists of ids, or put some organizations in a second file.`,
    );
  return problems;
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
