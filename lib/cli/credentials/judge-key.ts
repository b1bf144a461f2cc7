/** What a look at the API with a key comes to, in sentences. */
import type { Inspection } from '../../adapters/secure-access/inspect.ts';
import { excessOf, NEEDED_SCOPE } from '../../adapters/secure-access/scopes.ts';
import { plural } from '../../core/alerts/duration.ts';
import { explain, type Failure } from '../../core/failure.ts';
import { CommandError } from '../command-error.ts';

/** Where in Secure Access the one scope is that runs need. */
const SCOPE_NAME = 'Deployments > Network Tunnel Groups, read-only';

/** What failed; null where the key does all that a run needs. */
export function failureOfKey({ token, page }: Inspection): Failure | null {
  if (token !== 'ok') return token;
  return page === 'ok' ? null : page;
}

/** `a token, and the first page of 212 groups` */
export function workedWords({ groups }: Inspection): string {
  return `a token, and the first page of ${plural(groups ?? 0, 'group')}`;
}

/** What the key can do that no run needs, as a sentence; null where the API shows nothing of the kind. */
export function excessWords({ scopes, readsRegions }: Inspection): string | null {
  const excess = scopes === null ? [] : excessOf(scopes);
  if (excess.length > 0)
    return `The key can do more than it needs: ${excess.join(', ')}. ${SCOPE_NAME} is enough.`;
  if (readsRegions === true)
    return `The key can read more than it needs: regions too, as with Deployments, read-only. ${SCOPE_NAME} is enough.`;
  return null;
}

/** The error that ends a command where a key does not work. `then` says what became of it. */
export function keyError(failure: Failure, then: string): CommandError {
  const { meaning, remedy } = explain(failure);
  const lasting = ['credentials refused', 'not permitted', 'credentials missing', 'credentials malformed'];
  const reason = lasting.includes(failure.kind) ? 'key refused' : 'unavailable';
  const missing = failure.kind === 'not permitted' ? ` The scope ${NEEDED_SCOPE} is missing.` : '';
  return new CommandError(reason, `${meaning}${missing} ${failure.detail} ${then}`.trim(), remedy);
}
