/** What is wrong with a query: the `error` text, and a text for each parameter where the API gives one. */
export interface QueryFault {
  readonly error: string;
  readonly validationErrors?: Readonly<Record<string, string>>;
}

/** A query that can be answered, or why it cannot. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: QueryFault };

/** The part of a query that every paged endpoint has. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
  readonly sortBy: string;
  readonly descending: boolean;
}

/** How the paged endpoints differ. */
interface PageRules {
  readonly sortBy: readonly string[];
  readonly sortByDefault: string;
  /** Under which key a wrong `sortOrder` is reported. Cisco's schema of the list calls it `authId`. */
  readonly sortOrderKey: 'authId' | 'sortOrder';
}

const LIMIT_DEFAULT = 10;
const LIMIT_MAX = 200;

/** Sorting and paging of `GET /networktunnelgroups`. */
export const LIST_RULES: PageRules = {
  sortBy: ['name', 'status', 'createdAt', 'modifiedAt'],
  sortByDefault: 'name',
  sortOrderKey: 'authId',
};

/** Sorting and paging of `GET /networktunnelgroupsstate`. */
export const STATES_RULES: PageRules = { ...LIST_RULES, sortOrderKey: 'sortOrder' };

/** Sorting and paging of `/peers`. */
export const PEERS_RULES: PageRules = {
  sortBy: ['hubId', 'peerId', 'modifiedAt'],
  sortByDefault: 'modifiedAt',
  sortOrderKey: 'sortOrder',
};

/** Reads `offset`, `limit`, `sortBy` and `sortOrder`. A value out of range is refused, never clamped; unknown parameters are ignored. */
export function parsePage(query: URLSearchParams, rules: PageRules): Parsed<Page> {
  const limit = wholeNumberIn(query.get('limit') ?? String(LIMIT_DEFAULT));
  const offset = wholeNumberIn(query.get('offset') ?? '0');
  const sortBy = query.get('sortBy') ?? rules.sortByDefault;
  const sortOrder = query.get('sortOrder') ?? 'asc';
  const validationErrors: Record<string, string> = {};
  if (!(limit >= 1 && limit <= LIMIT_MAX)) validationErrors.limit = 'Value should be a number from 1 to 200.';
  if (!(offset >= 0)) validationErrors.offset = 'Attribute value is invalid.';
  if (!rules.sortBy.includes(sortBy)) validationErrors.sortBy = `must be one of [${rules.sortBy.join(' ')}].`;
  if (sortOrder !== 'asc' && sortOrder !== 'desc') {
    validationErrors[rules.sortOrderKey] = 'must be one of [asc desc].';
  }
  if (Object.keys(validationErrors).length > 0) return invalid(validationErrors);
  return { ok: true, value: { offset, limit, sortBy, descending: sortOrder === 'desc' } };
}

/** Reads `includeStatuses`: `true` or `false` and nothing else. */
export function parseIncludeStatuses(query: URLSearchParams): Parsed<boolean> {
  const text = query.get('includeStatuses') ?? 'false';
  if (text === 'true' || text === 'false') return { ok: true, value: text === 'true' };
  return { ok: false, fault: { error: '"includeStatuses" query param is invalid' } };
}

/** The group id of a path, or why it is none. */
export function parseGroupId(text: string): Parsed<number> {
  const id = wholeNumberIn(text);
  if (id > 0) return { ok: true, value: id };
  return { ok: false, fault: { error: 'Network tunnel group ID is invalid.' } };
}

/** A query refused with a text for each parameter. */
export function invalid(validationErrors: Readonly<Record<string, string>>): {
  ok: false;
  fault: QueryFault;
} {
  return { ok: false, fault: { error: 'Validation Error', validationErrors } };
}

function wholeNumberIn(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}
