/** Who is told beside those in `email`: subscriptions of the alerts topic, each with what it wants to hear. */
import * as v from 'valibot';
import { arn } from './arns.ts';
import { described, fields, inList, isRecord, repetitions } from './fields.ts';
import { callUrl } from './urls.ts';

/** Amazon SNS: a filter policy has at most five keys and 150 combinations of values. */
const COMBINATIONS_MAX = 150;

const WORDS = 'a list of 1 to 20 words';
const word = 'a word of 1 to 100 characters';
const words = v.pipe(
  v.array(v.pipe(v.string(word), v.nonEmpty(word), v.maxLength(100, word)), WORDS),
  v.minLength(1, WORDS),
  v.maxLength(20, WORDS),
);

const SEVERITIES = ['critical', 'warning', 'ok'] as const;
const severities = v.pipe(
  v.array(v.picklist(SEVERITIES, `one of ${SEVERITIES.join(', ')}`), 'a list of severities'),
  v.minLength(1, `a list of severities, of ${SEVERITIES.join(', ')}`),
);

const ALL = { otherwise: 'all' };

const COMBINATIONS = `lists whose lengths, multiplied, come to at most ${COMBINATIONS_MAX} (region and deviceType count two more): SNS takes no more`;

const filter = v.pipe(
  fields(
    {
      severity: v.exactOptional(described(severities, 'The worst of what a message tells.', ALL)),
      event: v.exactOptional(
        described(
          words,
          'What happened: `opened`, `ended`, `removed` and so on; docs/messages.md lists them.',
          ALL,
        ),
      ),
      organization: v.exactOptional(described(words, 'Ids of organizations.', ALL)),
      region: v.exactOptional(
        described(
          words,
          'Regions of groups, as the API calls them; `unknown` where it names none. Messages about Tunnelwatch itself come as well.',
          ALL,
        ),
      ),
      deviceType: v.exactOptional(described(words, 'Device types of groups, likewise.', ALL)),
    },
    'an object',
  ),
  v.check(({ region, deviceType, ...others }) => {
    const lengths = Object.values(others).map((list) => list.length);
    // What is about no group, and what does not fit into a message, is always asked for as well.
    const ofGroups = [region, deviceType].flatMap((list) => (list === undefined ? [] : [list.length + 2]));
    return [...lengths, ...ofGroups].reduce((product, length) => product * length, 1) <= COMBINATIONS_MAX;
  }, COMBINATIONS),
);

const filtered = {
  filter: v.exactOptional(
    described(filter, 'Only messages that have one of the words of every list.', {
      otherwise: 'every message',
    }),
  ),
};

const PHONE = 'a telephone number with its country, such as +4915112345678';
const ADDRESS = 'an e-mail address';
const CHANNEL = 'the id of a Slack channel, such as C07EZ1ABC23';
const WORKSPACE = 'the id of a Slack workspace, such as T07EA123LEP';
const UUID = 'a UUID such as 0a1b2c3d-1111-2222-3333-444455556666';
const TEAMS_CHANNEL = 'the id of a Teams channel, such as 19%3aab6ef35d%40thread.tacv2';
const uuid = v.pipe(v.string(UUID), v.regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, UUID));

const NO_FILTER = {
  filter:
    'chat takes no filter here: Amazon Q Developer makes the subscription, and CloudFormation cannot give it one; docs/deploy.md has what can be done by hand',
};

const KINDS = 'one of email, sms, sqs, lambda, https, slack, teams';

const recipient = v.variant(
  'type',
  [
    kind('email', {
      address: described(v.pipe(v.string(ADDRESS), v.email(ADDRESS)), 'Asked by SNS to confirm.'),
      ...filtered,
    }),
    kind('sms', {
      phone: described(v.pipe(v.string(PHONE), v.regex(/^\+[1-9]\d{6,14}$/, PHONE)), 'Told in one line.'),
      ...filtered,
    }),
    kind('sqs', {
      queueArn: described(
        arn('sqs', '', 'the ARN of a queue'),
        'Gets the JSON document. Its policy must let the topic send.',
      ),
      ...filtered,
    }),
    kind('lambda', {
      functionArn: described(arn('lambda', 'function:', 'the ARN of a function'), 'Gets the JSON document.'),
      ...filtered,
    }),
    kind('https', {
      url: described(
        callUrl,
        "Gets Amazon Q's custom notification, with the JSON document inside, and must confirm the subscription by itself. The URL stands in the template.",
      ),
      ...filtered,
    }),
    chat('slack', {
      workspaceId: described(
        v.pipe(v.string(WORKSPACE), v.regex(/^[A-Z0-9]{8,}$/, WORKSPACE)),
        'The workspace, once authorized in Amazon Q Developer in chat applications.',
      ),
      channelId: described(
        v.pipe(v.string(CHANNEL), v.regex(/^[A-Z0-9]{8,}$/, CHANNEL)),
        'The channel. It hears everything: chat takes no filter.',
      ),
    }),
    chat('teams', {
      tenantId: described(uuid, 'The tenant, once authorized in Amazon Q Developer in chat applications.'),
      teamId: described(uuid, 'The team.'),
      channelId: described(
        v.pipe(v.string(TEAMS_CHANNEL), v.regex(/^19[%:].{5,200}$/, TEAMS_CHANNEL)),
        'The channel. It hears everything: chat takes no filter.',
      ),
    }),
  ],
  KINDS,
);

export type Recipient = v.InferOutput<typeof recipient>;

const RECIPIENTS = 'a list of at most 50 recipients';

export const recipientsSchema = v.pipe(
  v.array(recipient, RECIPIENTS),
  v.maxLength(50, RECIPIENTS),
  v.rawCheck(({ dataset, addIssue }) => {
    const input: unknown = dataset.value;
    if (!Array.isArray(input)) return;
    for (const { index, first } of repetitions(input.map(withoutFilter)))
      addIssue({ message: `the same recipient as [${first}]`, path: [inList(input, index)] });
  }),
);

function withoutFilter(given: unknown): string | undefined {
  return isRecord(given) ? JSON.stringify({ ...given, filter: null }) : undefined;
}

function kind<const TType extends string, const TEntries extends v.ObjectEntries>(
  type: TType,
  entries: TEntries,
  absent: Readonly<Record<string, string>> = {},
) {
  return fields(
    { type: described(v.literal(type, KINDS), 'How they are told.'), ...entries },
    `a recipient of type ${type}`,
    absent,
  );
}

function chat<const TType extends string, const TEntries extends v.ObjectEntries>(
  type: TType,
  entries: TEntries,
) {
  return kind(type, entries, NO_FILTER);
}
