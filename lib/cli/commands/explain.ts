import { Command } from 'commander';
import { nearest } from '../../config/nearest.ts';
import { CAUSES, RESPONSES } from '../../core/explanations.ts';
import { FAILURES, type FailureKind } from '../../core/failure.ts';
import { isPassing, kindOf, type Party } from '../../core/responses.ts';
import { CommandError } from '../command-error.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { jsonText } from '../output/json.ts';
import { type Style, styleOf } from '../output/style.ts';
import { table } from '../output/table.ts';

const HELP = `
CODE is an HTTP status of the API (403), a kind of failure as logs, alerts and doctor name it ("credentials refused"), or the
exit code of a command ("exit 6"). Without one, all are listed. Asks nobody: it works without AWS and without a network.

Examples:
  $ tunnelwatch explain 403
  $ tunnelwatch explain credentials refused
  $ tunnelwatch explain exit 6
`;

/** `tunnelwatch explain`: what a code or a failure means, why it happens, and what to do. */
export function explainCommand(host: Host): Command {
  return new Command('explain')
    .argument('[code...]', 'what to explain')
    .option('--json', 'print JSON, for programs')
    .addHelpText('after', HELP)
    .action((words: readonly string[], flags: { readonly json?: boolean }) => {
      const explained = words.length === 0 ? null : explanationsOf(words.join(' '));
      if (flags.json) host.out(jsonText(explained === null ? all() : { explanations: explained }));
      else
        host.out(
          explained === null
            ? list(styleOf(host))
            : explained.map((one) => said(one, styleOf(host))).join('\n'),
        );
    });
}

/** One meaning of what was asked; a status of the API and of the token URL may be two. */
interface Explanation {
  readonly title: string;
  readonly kind: FailureKind | null;
  readonly meaning: string;
  readonly causes: readonly string[];
  readonly remedy: string | null;
}

/** Throws a `CommandError` for what is none of them. */
function explanationsOf(asked: string): readonly Explanation[] {
  const plain = asked
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ');
  const exit = /^exit (?:code )?(\d+)$/.exec(plain)?.[1];
  if (exit !== undefined) return [explainedExit(Number(exit))];
  if (/^\d{3}$/.test(plain)) return explainedStatus(Number(plain));
  const kind = KINDS.find(
    (known) => known.toLowerCase() === plain || FAILURES[known].title.toLowerCase() === plain,
  );
  if (kind !== undefined) return [explainedKind(kind)];
  const near = nearest(
    plain,
    KINDS.map((known) => known.toLowerCase()),
  );
  throw new CommandError(
    'not found',
    `"${asked}" is no code and no failure that is known.`,
    near === null ? 'tunnelwatch explain lists all of them.' : `Did you mean "${near}"?`,
  );
}

const KINDS = Object.keys(FAILURES) as readonly FailureKind[];

function explainedKind(kind: FailureKind): Explanation {
  const { title, meaning, remedy } = FAILURES[kind];
  const name = kind === title ? kind : `${kind}: ${title}`;
  return { title: name, kind, meaning, causes: CAUSES[kind], remedy };
}

function explainedStatus(status: number): readonly Explanation[] {
  if (status < 100 || status > 599)
    throw new CommandError(
      'not found',
      `${status} is no HTTP status.`,
      'For the exit code of a command: tunnelwatch explain exit CODE.',
    );
  const text = RESPONSES[status];
  const repeated = isPassing(status) ? ' It is asked again, up to four times.' : '';
  const meaning = `${text?.meaning ?? 'No document names it.'}${repeated}`;
  if (status === 200) return [{ title: '200', kind: null, meaning, causes: [], remedy: null }];
  const parties: readonly Party[] = ['API', 'token URL'];
  const kinds = parties.map((party) => kindOf(party, status));
  const asked =
    kinds[0] === kinds[1]
      ? [['', kinds[0]] as const]
      : parties.map((party, index) => [` of the ${party}`, kinds[index]] as const);
  return asked.flatMap(([where, kind]) => {
    if (kind === undefined) return [];
    const { title, meaning: means, remedy } = FAILURES[kind];
    return [
      {
        title: `${status}${where}: ${kind}${kind === title ? '' : `, ${title}`}`,
        kind,
        meaning: `${meaning} ${means}`,
        causes: CAUSES[kind],
        remedy,
      },
    ];
  });
}

function explainedExit(code: number): Explanation {
  const found = Object.entries(EXIT_CODES).find(([, exit]) => exit.code === code);
  if (found === undefined)
    throw new CommandError(
      'not found',
      `No command ends with exit code ${code}.`,
      'docs/commands.md lists those there are.',
    );
  const [reason, { meaning }] = found;
  return {
    title: `exit code ${code}: ${reason}`,
    kind: null,
    meaning: `${meaning}.`,
    causes: [],
    remedy: null,
  };
}

function said({ title, meaning, causes, remedy }: Explanation, { strong }: Style): string {
  return [
    `${strong(title)}\n`,
    `  ${meaning}\n`,
    ...(causes.length === 0 ? [] : ['  Likely causes, the likeliest first:\n']),
    ...causes.map((cause, index) => `    ${index + 1}. ${cause}\n`),
    ...(remedy === null ? [] : [`  What to do: ${remedy}\n`]),
  ].join('');
}

function list({ strong }: Style): string {
  const statuses = Object.keys(RESPONSES).map((status) => {
    const kind = status === '200' ? '' : kindOf('API', Number(status));
    const atToken = kind === '' ? '' : kindOf('token URL', Number(status));
    return [status, kind, atToken === kind ? '' : atToken];
  });
  const kinds = KINDS.map((kind) => [kind, FAILURES[kind].title]);
  const exits = Object.values(EXIT_CODES).map(({ code, meaning }) => [`exit ${code}`, meaning]);
  return [
    `${strong('Answers of the API')}\n\n${table(['STATUS', 'FAILURE', 'AT THE TOKEN URL'], statuses)}`,
    `\n${strong('Failures of runs')}\n\n${table(['FAILURE', 'AS MESSAGES SAY IT'], kinds)}`,
    `\n${strong('Exit codes')}\n\n${table(['CODE', 'MEANING'], exits)}`,
    '\ntunnelwatch explain CODE says more of one.\n',
  ].join('');
}

function all(): object {
  return {
    responses: Object.keys(RESPONSES).map((status) => ({
      status: Number(status),
      explanations: explainedStatus(Number(status)),
    })),
    failures: KINDS.map(explainedKind),
    exitCodes: Object.values(EXIT_CODES),
  };
}
