/** The configuration file as it stands: the one description of it, of which types, checks, JSON Schema and tables are made. */
import * as v from 'valibot';
import { deploymentSchema } from './deployment.ts';
import { described, fields, inList, isRecord, repetitions, wholeNumber } from './fields.ts';
import { type ConfiguredOrganization, organizationSchema, sharedEntries } from './organization.ts';
import { recipientsSchema } from './recipients.ts';
import type { DeepReadonly } from './settled.ts';
import { callUrl } from './urls.ts';

/**
 * Organizations in one stack. The function may read exactly their secrets, each named in its role, and AWS allows 10,240
 * characters of inline policy in a role; a secret's ARN takes about 120.
 */
export const ORGANIZATIONS_MAX = 110;

const EMAIL = 'an e-mail address';
const emails = (allowed: string) =>
  v.pipe(
    v.array(v.pipe(v.string(EMAIL), v.email(EMAIL)), allowed),
    v.rawCheck(({ dataset, addIssue }) => {
      const input: unknown = dataset.value;
      if (!Array.isArray(input)) return;
      for (const { index, first } of repetitions(input))
        addIssue({ message: `the same address as [${first}]`, path: [inList(input, index)] });
    }),
    v.maxLength(100, `${allowed}; at most 100`),
  );

const ORGANIZATIONS = `a list of 1 to ${ORGANIZATIONS_MAX} organizations (more go in a second file with another stackName)`;

const organizations = v.pipe(
  v.array(organizationSchema, ORGANIZATIONS),
  v.minLength(1, ORGANIZATIONS),
  v.maxLength(ORGANIZATIONS_MAX, ORGANIZATIONS),
  v.rawCheck(({ dataset, addIssue }) => {
    const input: unknown = dataset.value;
    if (!Array.isArray(input)) return;
    for (const field of ['id', 'name'] as const) {
      const values = input.map((organization: unknown) =>
        isRecord(organization) ? organization[field] : undefined,
      );
      for (const { index, first } of repetitions(values))
        addIssue({
          message: `the same ${field} as organizations[${first}]; each needs its own`,
          path: [
            inList(input, index),
            { type: 'object', origin: 'value', input: {}, key: field, value: null },
          ],
        });
    }
  }),
);

const STACK_NAME = 'a letter, then letters, digits and hyphens, at most 128';

/** What CloudWatch Logs takes, without "never". */
const LOG_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const alarmsSchema = fields(
  {
    // Five: AWS counts a run a minute or two late. Twelve hours: CloudWatch looks back a day at most, and rounding up to whole
    // intervals must fit in.
    noCompleteRunMinutes: v.optional(
      described(
        wholeNumber(5, 720, 'minutes'),
        'Minutes without a complete run until the dead-man alarm rings; never before the third run is missed.',
      ),
      10,
    ),
    untoldMinutes: v.optional(
      described(
        wholeNumber(6, 720, 'minutes'),
        'Minutes for which something to be told may stay untold until an alarm rings.',
      ),
      10,
    ),
    runbookUrl: v.optional(
      described(
        v.nullable(callUrl),
        'Where docs/runbook.md can be read, such as its page in your repository or wiki: each alarm links its section there. Without it alarms name the path.',
      ),
      null,
    ),
  },
  'an object',
);

/** When the alarms from outside ring: they watch Tunnelwatch, not the tunnels. */
export type AlarmSettings = Readonly<v.InferOutput<typeof alarmsSchema>>;

const MONEY = 'a number of US dollars from 0.01 to 1000000, or null';
const money = v.pipe(v.number(MONEY), v.minValue(0.01, MONEY), v.maxValue(1_000_000, MONEY));

/** The file as it stands. */
export const fileSchema = fields(
  {
    $schema: v.exactOptional(
      described(v.string('the address of a JSON Schema'), 'For editors: `./tunnelwatch.schema.json`.'),
    ),
    email: described(
      emails('a list of the addresses to tell, or [] where only other subscribers are to be told'),
      'Who is told about tunnels; each address is asked by SNS to confirm.',
    ),
    operationsEmail: v.exactOptional(
      described(
        emails('a list of the addresses to tell when Tunnelwatch does not work'),
        'Who is told that Tunnelwatch itself does not work.',
        { otherwise: 'those in `email`' },
      ),
    ),
    recipients: v.optional(
      described(
        recipientsSchema,
        'Who is told about tunnels otherwise: SMS, queues, functions, webhooks, chat.',
      ),
      [],
    ),
    organizations: v.optional(
      described(organizations, 'What is watched; ids and names each once.', {
        otherwise: 'one with the id `default`',
      }),
      [{ id: 'default' }],
    ),
    ...sharedEntries,
    alarms: v.optional(described(alarmsSchema, 'When the alarms about Tunnelwatch itself ring.'), {}),
    logLevel: v.optional(
      described(
        v.picklist(['debug', 'info', 'warn', 'error'], '"debug", "info", "warn" or "error"'),
        'The least important lines that are logged.',
      ),
      'info',
    ),
    logRetentionDays: v.optional(
      described(
        v.picklist(LOG_DAYS, `a number of days that CloudWatch Logs knows: ${LOG_DAYS.join(', ')}`),
        'Days for which the log is kept.',
      ),
      90,
    ),
    monthlyBudgetUsd: v.optional(
      described(
        v.nullable(money),
        "A budget in US dollars: `operationsEmail` are told by mail when the month's costs reach four fifths of it, and when they will exceed it by forecast. Needs the tag `tunnelwatch` activated for cost allocation.",
      ),
      null,
    ),
    stackName: v.optional(
      described(
        v.pipe(v.string(STACK_NAME), v.regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, STACK_NAME)),
        'Name of the CloudFormation stack; another name is another, independent installation.',
      ),
      'Tunnelwatch',
    ),
    deployment: v.optional(described(deploymentSchema, 'How the stack fits into your account.'), {}),
  },
  'an object',
);

type Parsed = v.InferOutput<typeof fileSchema>;

/** What a person writes: everything but `email` may be left out. */
export type GivenConfiguration = DeepReadonly<v.InferInput<typeof fileSchema>>;

/** The whole configuration, every default filled in, what is for all organizations in each of them. */
export interface Configuration
  extends Readonly<
    Omit<Parsed, '$schema' | 'organizations' | 'operationsEmail' | keyof typeof sharedEntries>
  > {
  readonly organizations: readonly ConfiguredOrganization[];
  readonly operationsEmail: readonly string[];
}
