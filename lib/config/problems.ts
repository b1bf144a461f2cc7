import type * as v from 'valibot';

/** Thrown where configuration cannot be used. The message lists every problem, one to a line, and what to do. */
export class ConfigurationError extends Error {
  /** Each names the field, what was found there and what is allowed. */
  readonly problems: readonly string[];

  constructor(headline: string, problems: readonly string[]) {
    super([headline, ...problems.map((problem) => `  - ${problem}`)].join('\n'));
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

/**
 * Issues as sentences: `organizations[1].everyMinutes: found 90; allowed: a whole number from 1 to 60`. The schemas' own
 * messages are the part after `allowed:`. One sentence a field: what breaks two rules of a field is one mistake.
 */
export function problemsOf(issues: readonly v.BaseIssue<unknown>[]): string[] {
  const byField = new Map<string, string>();
  for (const issue of issues) {
    const field = pathOf(issue);
    if (!byField.has(field)) byField.set(field, `${field}: ${sentence(issue)}`);
  }
  return [...byField.values()];
}

function sentence(issue: v.BaseIssue<unknown>): string {
  // These say it all themselves: what is wrong is the field's being there, or its being there twice.
  if (issue.type === 'raw_check') return issue.message;
  if (issue.input === undefined) return `missing; needed: ${issue.message}`;
  return `found ${isCalled(issue) ? shownOrigin(issue.input) : shown(issue.input)}; allowed: ${issue.message}`;
}

/** `organizations[1].everyMinutes`; the whole is called `(the whole)`. */
function pathOf(issue: v.BaseIssue<unknown>): string {
  let path = '';
  for (const { key } of issue.path ?? []) {
    if (typeof key === 'number') path += `[${key}]`;
    else path += path === '' ? String(key) : `.${String(key)}`;
  }
  return path || '(the whole)';
}

/** Whoever knows these URLs can call them, and problems are printed and logged. */
const CALLED_FIELDS = new Set(['heartbeatUrl', 'url']);

function isCalled({ path }: v.BaseIssue<unknown>): boolean {
  return CALLED_FIELDS.has(String(path?.at(-1)?.key));
}

function shownOrigin(value: unknown): string {
  return typeof value === 'string' ? shown(value.replace(/^([a-z]+:\/\/[^/?#]*).*$/i, '$1/…')) : shown(value);
}

/** At most so many characters of a value are repeated in a message. */
const SHOWN_LENGTH_MAX = 80;

/** A value as a person wrote it, in short, and without the user name and password that somebody may have put in a URL. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null)
    return Object.keys(value).length === 0 ? 'an empty object' : 'an object';
  const text = String(JSON.stringify(value)).replace(/\/\/[^/@]*@/, '//[removed]@');
  return text.length > SHOWN_LENGTH_MAX ? `${text.slice(0, SHOWN_LENGTH_MAX)}…` : text;
}
