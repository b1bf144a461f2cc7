import { existsSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { type GivenConfiguration, parseConfig } from '../../config/file.ts';
import { CONFIG_FILE, CONFIG_VARIABLE } from '../../config/load.ts';
import { JSON_SCHEMA_FILE } from '../../config/schema-file.ts';
import { CommandError } from '../command-error.ts';
import type { Host } from '../host.ts';
import { collected } from '../options.ts';
import type { Prompter, Question } from '../prompter.ts';

interface Flags {
  readonly email?: readonly string[];
  readonly id?: string;
  readonly name?: string;
  readonly timeZone?: string;
  readonly every?: number;
  readonly apiKeyExpires?: string;
  readonly stackName?: string;
  readonly file: string;
  readonly force?: boolean;
}

const HELP = `
Asks for what is not given. Where nobody sits at a terminal it asks nothing: then --email is needed, and the rest has
defaults. Everything else can be added to the file later: docs/configuration.md.

Examples:
  $ tunnelwatch init
  $ tunnelwatch init --email noc@example.com --name 'Acme Corp' --id acme --time-zone Europe/Berlin
`;

/** `tunnelwatch init`: writes a configuration file, and says what to do next. */
export function initCommand(host: Host): Command {
  return new Command('init')
    .option('--email <address>', 'who is told; may be given several times', collected)
    .option('--name <name>', 'name of the Secure Access organization, as people read it in alerts')
    .option('--id <id>', 'what it is called in keys, metrics and commands, for ever')
    .option('--time-zone <name>', 'IANA time zone that alerts give times in, such as Europe/Berlin')
    .option('--every <minutes>', 'minutes from one run to the next (default: 1)', wholeNumber)
    .option(
      '--api-key-expires <date>',
      'day on which the API key ends, such as 2026-12-31; credentials set asks for it too',
    )
    .option('--stack-name <name>', 'name of the CloudFormation stack (default: Tunnelwatch)')
    .option('--file <path>', 'where to write it', CONFIG_FILE)
    .option('--force', 'write over a file that is there')
    .addHelpText('after', HELP)
    .action((flags: Flags) => init(flags, host));
}

/** Its range is the file's to check. */
function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}

async function init(flags: Flags, host: Host): Promise<void> {
  const path = isAbsolute(flags.file) ? flags.file : join(host.directory, flags.file);
  if (!flags.force && existsSync(path)) throw isThere(flags.file);
  const prompter = host.prompter();
  if (prompter === null && flags.email === undefined)
    throw new CommandError(
      'usage',
      'Who is told is not known, and nobody sits at a terminal to be asked.',
      'Give --email ADDRESS, as often as there are addresses.',
    );
  const given = contentOf(prompter === null ? flags : await asked(flags, prompter, host));
  const content = { $schema: schemaSeenFrom(path), ...given };
  const parsed = parseConfig(content);
  if (!parsed.ok)
    throw new CommandError(
      'usage',
      `Nothing was written:\n${parsed.problems.map((one) => `  - ${one}`).join('\n')}`,
    );
  write(path, flags, `${JSON.stringify(content, null, 2)}\n`);
  host.out(nextSteps(flags.file));
}

/** What the person is asked for: only what no flag gives. */
async function asked(flags: Flags, prompter: Prompter, host: Host): Promise<Flags> {
  const ask = async (
    flag: string | undefined,
    field: Field,
    question: Omit<Question, 'problem'>,
  ): Promise<string> =>
    flag ??
    (await prompter.text({ ...question, problem: (answer) => problemWith(field, answer.trim()) })).trim();
  const emails = await ask(flags.email?.join(','), 'email', {
    message: 'Who is told when a tunnel falls? (e-mail addresses, with commas between them)',
    example: 'you@example.com',
  });
  const name = await ask(flags.name, 'name', {
    message: 'What is your Secure Access organization called? People read it in alerts.',
    example: 'Acme Corp',
  });
  const id = await ask(flags.id, 'id', {
    message: 'What is it called in keys, metrics and commands? Choose it once; it cannot be changed later.',
    initial: idFrom(name),
  });
  const timeZone = await ask(flags.timeZone, 'timeZone', {
    message: 'In which time zone do people read times?',
    initial: host.timeZone,
  });
  return { ...flags, email: addressesIn(emails), name, id, timeZone };
}

type Field = 'email' | 'name' | 'id' | 'timeZone';

/** What the file's own check says of an answer, without the place. */
function problemWith(field: Field, answer: string): string | null {
  if (field === 'email' && answer === '') return 'at least one address';
  const flags: Partial<Flags> = field === 'email' ? { email: addressesIn(answer) } : { [field]: answer };
  const parsed = parseConfig(contentOf({ email: [], ...flags }));
  if (parsed.ok) return null;
  const [problem = ''] = parsed.problems;
  return problem.slice(problem.indexOf(': ') + 2);
}

function addressesIn(text: string): readonly string[] {
  return text.split(/[,;\s]+/).filter((address) => address !== '');
}

/** `Acme Corp (EU)` → `acme-corp-eu` */
function idFrom(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return (
    plain
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 31) || 'default'
  );
}

/** Only what is given: what is left out has the defaults of the version that reads it. */
function contentOf(flags: Partial<Flags>): GivenConfiguration {
  const { email = [], name, timeZone, every, apiKeyExpires, stackName } = flags;
  return {
    email: [...email],
    organizations: [
      {
        id: flags.id ?? (name === undefined ? 'default' : idFrom(name)),
        ...(name !== undefined && { name }),
        ...(timeZone !== undefined && { timeZone }),
        ...(every !== undefined && { everyMinutes: every }),
        ...(apiKeyExpires && { apiKeyExpires }),
      },
    ],
    ...(stackName !== undefined && { stackName }),
  };
}

/** The JSON Schema lies in the root of the repository; editors look for it from where the file is. */
function schemaSeenFrom(path: string): string {
  const beside = join(dirname(path), JSON_SCHEMA_FILE);
  if (existsSync(beside)) return `./${JSON_SCHEMA_FILE}`;
  const schema = join(import.meta.dirname, '../../..', JSON_SCHEMA_FILE);
  const seen = relative(dirname(path), schema).replaceAll('\\', '/');
  return seen.startsWith('.') ? seen : `./${seen}`;
}

function write(path: string, { file, force }: Flags, text: string): void {
  try {
    writeFileSync(path, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') throw isThere(file);
    throw new CommandError(
      'failed',
      `${file} could not be written (${String(code)}).`,
      'Check the path, and that you may write there.',
    );
  }
}

function isThere(file: string): CommandError {
  return new CommandError(
    'usage',
    `${file} is there already, and was left as it is.`,
    'Edit it, or write over it with --force.',
  );
}

function nextSteps(file: string): string {
  const isUsual = file === CONFIG_FILE;
  const steps = [
    [
      `npx cdk deploy${isUsual ? '' : ` -c config=${file}`}`,
      'makes everything (once before: npx cdk bootstrap)',
    ],
    ['npx tunnelwatch credentials set', 'stores the API key of Secure Access, after trying it'],
    ['npx tunnelwatch doctor', 'checks that all is well'],
  ] as const;
  const width = Math.max(...steps.map(([command]) => command.length));
  return `Wrote ${file}. Next, signed in to your AWS account and with its region set:

${steps.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`).join('\n')}
${isUsual ? '' : `\nFor the commands, set ${CONFIG_VARIABLE}=${file}.\n`}
docs/deploy.md says how to create the API key, and has all of it step by step.
`;
}
