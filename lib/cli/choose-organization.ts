import { nearest } from '../config/nearest.ts';
import { CommandError } from './command-error.ts';

/** Who knows the organizations, as errors name it. */
export interface Holder {
  readonly name: string;
  /** What to say where it knows none. */
  readonly empty: { readonly message: string; readonly remedy: string };
}

/** The organization that is asked for, or the only one. Throws a `CommandError` where there is none, or no single one. */
export function chosenOrganization(
  organizations: readonly string[],
  asked: string | undefined,
  holder: Holder,
): string {
  if (asked !== undefined) {
    if (organizations.includes(asked)) return asked;
    throw unknownOrganization(asked, organizations, holder);
  }
  const [only, ...others] = organizations;
  if (only === undefined) throw new CommandError('not found', holder.empty.message, holder.empty.remedy);
  if (others.length === 0) return only;
  throw new CommandError(
    'usage',
    `${holder.name} knows ${organizations.length} organizations.`,
    `Say which with --org: ${listed(organizations)}.`,
  );
}

export function unknownOrganization(
  asked: string,
  known: readonly string[],
  { name }: Pick<Holder, 'name'>,
): CommandError {
  const near = nearest(asked, known);
  return new CommandError(
    'not found',
    `${name} knows no organization "${asked}".`,
    near === null ? `It knows: ${listed(known)}.` : `Did you mean ${near}?`,
  );
}

const LISTED_MOST = 20;

/** At most twenty of them, and how many more there are. */
export function listed(words: readonly string[]): string {
  if (words.length === 0) return 'none';
  const rest = words.length - LISTED_MOST;
  return `${words.slice(0, LISTED_MOST).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
