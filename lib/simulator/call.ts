/** What a request asks for, told from its method, path and the listener it came in by. */
export type Endpoint =
  | 'token'
  | 'list'
  | 'group'
  | 'state'
  | 'peers'
  | 'states'
  | 'regions'
  /** A request that would change something. */
  | 'write'
  /** Anything the API does not have. */
  | 'nowhere';

/** One request, read. */
export interface Call {
  readonly endpoint: Endpoint;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The `{id}` of the path as it was written; empty when the path has none. */
  readonly id: string;
  /** When it came in: epoch milliseconds of the injected clock. */
  readonly at: number;
  readonly requestId: string;
  readonly authorization: string;
  readonly contentType: string;
  readonly body: string;
  readonly remoteAddress: string;
}

/** Path prefix of every resource. */
const PREFIX = '/deployments/v2';

/** Path of the token endpoint. */
export const TOKEN_PATH = '/auth/v2/token';

/** Which of the two addresses a listener serves; one listener may serve both. */
export interface Serves {
  readonly token: boolean;
  readonly api: boolean;
}

const ONE_GROUP = new RegExp(`^${PREFIX}/networktunnelgroups/([^/]+)(/state|/peers)?$`);

/** The endpoint that a request means, and the id in its path. */
export function endpointOf(method: string, path: string, serves: Serves): { endpoint: Endpoint; id: string } {
  if (serves.token && path === TOKEN_PATH) return { endpoint: 'token', id: '' };
  if (!serves.api || !path.startsWith(`${PREFIX}/`)) return { endpoint: 'nowhere', id: '' };
  if (method !== 'GET') return { endpoint: 'write', id: '' };
  if (path === `${PREFIX}/networktunnelgroups`) return { endpoint: 'list', id: '' };
  if (path === `${PREFIX}/networktunnelgroupsstate`) return { endpoint: 'states', id: '' };
  if (path === `${PREFIX}/regions`) return { endpoint: 'regions', id: '' };
  const match = ONE_GROUP.exec(path);
  if (!match) return { endpoint: 'nowhere', id: '' };
  const endpoint = match[2] === '/state' ? 'state' : match[2] === '/peers' ? 'peers' : 'group';
  return { endpoint, id: match[1] ?? '' };
}
