/** The API key that a person gives: at hidden prompts or on standard input, never as an argument, where others could see it. */

import { NEVER, partProblem } from '../../adapters/secrets-manager/api-key.ts';
import { parseConfig } from '../../config/file.ts';
import { type ApiKey, Secret } from '../../sync/secret.ts';
import { CommandError } from '../command-error.ts';
import type { Host } from '../host.ts';
import type { Prompter } from '../prompter.ts';

export interface GivenKey {
  readonly apiKey: ApiKey;
  /** Day on which it ends, or `never`; null where that is not known. */
  readonly expires: string | null;
}

/** What may stand in place of a day. */
const NO_DAY = new RegExp(`^(${NEVER}|)$`, 'i');

/** Asks for the key, or reads it. `expires` is what a flag says. Throws a `CommandError` for what can be no key. */
export async function readKey(host: Host, expires: string | undefined): Promise<GivenKey> {
  const wrong = expires === undefined ? null : dayProblem(expires);
  if (wrong !== null) throw new CommandError('usage', `--expires "${expires}" is no day: ${wrong}.`);
  const prompter = host.prompter();
  return prompter === null ? piped(await host.input(), expires) : asked(prompter, expires);
}

/** What is wrong with a day as somebody gives it, by the configuration's own rule; null where nothing is. */
export function dayProblem(text: string): string | null {
  if (NO_DAY.test(text.trim())) return null;
  const parsed = parseConfig({ email: [], organizations: [{ id: 'x', apiKeyExpires: text.trim() }] });
  return parsed.ok ? null : 'give a date such as 2027-03-31, or never';
}

async function asked(prompter: Prompter, expires: string | undefined): Promise<GivenKey> {
  const problem = (name: 'key' | 'secret') => (answer: string) => {
    const wrong = partProblem(name, answer);
    return wrong === null ? null : `This ${wrong}.`;
  };
  const key = await prompter.secret({ message: 'API key', problem: problem('key') });
  const secret = await prompter.secret({ message: 'API secret', problem: problem('secret') });
  const day =
    expires ??
    (await prompter.text({
      message:
        'On which day does the key end? You are told ahead. (A day, never, or nothing where it is not known)',
      example: '2027-03-31',
      problem: dayProblem,
    }));
  return { apiKey: apiKeyOf(key, secret), expires: dayOf(day) };
}

const FORMS = 'Expected two lines, the API key and the API secret, or {"key":"…","secret":"…"}.';

/** Nothing of what came is repeated in an error. */
function piped(text: string, expires: string | undefined): GivenKey {
  const given = text.trim().startsWith('{') ? inObject(text) : inLines(text);
  for (const [what, wrong] of [
    ['API key', partProblem('key', given.key)],
    ['API secret', partProblem('secret', given.secret)],
  ] as const)
    if (wrong !== null)
      throw new CommandError('usage', `The ${what} on standard input ${wrong}. Nothing was stored.`, FORMS);
  const day = expires ?? given.expires ?? '';
  if (dayProblem(day) !== null)
    throw new CommandError(
      'usage',
      `The field "expires" on standard input is no day.`,
      'Give a date such as 2027-03-31.',
    );
  return { apiKey: apiKeyOf(given.key, given.secret), expires: dayOf(day) };
}

interface Texts {
  readonly key: string;
  readonly secret: string;
  readonly expires?: string;
}

function inLines(text: string): Texts {
  const [key = '', secret = '', ...rest] = text.trim().split(/\r?\n/);
  if (rest.length === 0) return { key, secret };
  throw new CommandError('usage', 'Standard input has more than two lines.', FORMS);
}

function inObject(text: string): Texts {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CommandError('usage', 'Standard input begins like JSON and is none.', FORMS);
  }
  const fields: Readonly<Record<string, unknown>> = typeof value === 'object' ? { ...value } : {};
  const textOf = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  return { key: textOf('key'), secret: textOf('secret'), expires: textOf('expires') };
}

function apiKeyOf(key: string, secret: string): ApiKey {
  return { key: new Secret(key.trim()), secret: new Secret(secret.trim()) };
}

function dayOf(text: string): string | null {
  const day = text.trim();
  if (day === '') return null;
  return NO_DAY.test(day) ? NEVER : day;
}
