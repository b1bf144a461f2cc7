/** How the stack fits into somebody's account. */
import * as v from 'valibot';
import { arn } from './arns.ts';
import { described, fields } from './fields.ts';

const KEY = '"aws", "new", or the ARN of a KMS key, such as arn:aws:kms:eu-central-1:111122223333:key/…';
const encryptionKey = v.pipe(
  v.string(KEY),
  v.regex(/^(aws|new|arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+)$/, KEY),
  v.metadata({ examples: ['aws', 'new'] }),
);

const VPC = 'the id of a VPC, such as vpc-0a1b2c3d';
const SUBNET = 'the id of a subnet, such as subnet-0a1b2c3d';
const SUBNETS = 'a list of 1 to 16 ids of subnets';
const GROUP = 'the id of a security group, such as sg-0a1b2c3d';
const GROUPS = 'a list of 1 to 5 ids of security groups';
const id = (prefix: string, allowed: string) =>
  v.pipe(v.string(allowed), v.regex(new RegExp(`^${prefix}-[0-9a-f]{8,17}$`), allowed));

const vpc = fields(
  {
    vpcId: described(id('vpc', VPC), 'The VPC.'),
    subnetIds: described(
      v.pipe(v.array(id('subnet', SUBNET), SUBNETS), v.minLength(1, SUBNETS), v.maxLength(16, SUBNETS)),
      'Private subnets, in two zones at least, whose route to the internet is a NAT gateway.',
    ),
    securityGroupIds: described(
      v.pipe(v.array(id('sg', GROUP), GROUPS), v.minLength(1, GROUPS), v.maxLength(5, GROUPS)),
      'Security groups of the function; it needs to reach port 443 anywhere, and nothing needs to reach it.',
    ),
  },
  'an object',
);

const POLICY = 'the name of a managed policy of the account, or the ARN of one';
const TAG = 'a text of 1 to 256 letters, digits, spaces or _.:/=+-@';
const TAG_KEY = 'a key of 1 to 128 letters, digits, spaces or _.:/=+-@, that does not begin with aws:';
const TAGS = 'an object of at most 40 tags, each a key and a text';

/** The fields of `deployment`. */
export const deploymentSchema = fields(
  {
    encryptionKey: v.optional(
      described(
        encryptionKey,
        'Which key encrypts table, secrets, topics, queue and log: those of AWS, which cost nothing; `new`, a key that the stack makes ($1 a month and its use); or a key of yours, whose policy must let SNS, CloudWatch and CloudWatch Logs use it.',
      ),
      'aws',
    ),
    vpc: v.optional(
      described(
        v.nullable(vpc),
        'Where the function runs, if it needs a fixed address: an API key may be bound to addresses. `null`: in no VPC.',
      ),
      null,
    ),
    permissionsBoundary: v.optional(
      described(
        v.nullable(
          v.pipe(
            v.string(POLICY),
            v.regex(/^(arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/.+|[\w+=,.@-]{1,128})$/, POLICY),
          ),
        ),
        'The boundary that every role of the stack gets.',
      ),
      null,
    ),
    onDestroy: v.optional(
      described(
        v.picklist(['keep', 'delete'], '"keep" or "delete"'),
        'What becomes of table and secrets when the stack is removed. `delete` also lifts the protection of the table.',
      ),
      'keep',
    ),
    alertsTopicArn: v.optional(
      described(
        v.nullable(arn('sns', '', 'the ARN of an SNS topic')),
        'A topic of yours for alerts; the stack makes none then, and subscribes recipients to yours.',
        { otherwise: 'null: the stack makes one' },
      ),
      null,
    ),
    readerRole: v.optional(
      described(
        v.boolean('true or false'),
        'Whether the stack offers a role that may only read, for commands that ask. Who in the account may take it on is for their own policies to say.',
      ),
      true,
    ),
    dashboard: v.optional(
      described(
        v.boolean('true or false'),
        'Whether the stack makes a CloudWatch dashboard. Three in an account are free, further ones cost $3 a month.',
      ),
      true,
    ),
    tags: v.optional(
      described(
        v.pipe(
          v.record(
            v.pipe(v.string(TAG_KEY), v.regex(/^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/iu, TAG_KEY)),
            v.pipe(v.string(TAG), v.regex(/^[\p{L}\p{Z}\p{N}_.:/=+@-]{1,256}$/u, TAG)),
            TAGS,
          ),
          v.maxEntries(40, TAGS),
        ),
        'Tags of everything that can have any.',
      ),
      {},
    ),
  },
  'an object',
);

/** How the stack fits into the account, nothing left open. */
export type Deployment = Readonly<v.InferOutput<typeof deploymentSchema>>;
