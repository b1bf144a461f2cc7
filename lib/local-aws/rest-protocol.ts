import type { Answer, Service } from './endpoint.ts';
import { type JsonObject, parseJsonObject } from './json.ts';
import { ServiceError } from './service-error.ts';

/** A request that a route matched. */
export type RestRequest = {
  /** The parts of the path that the route names, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** One operation of a service. Its path holds named groups: `/^\/schedules\/(?<Name>[^/]+)$/`. */
export type Route = {
  readonly operation: string;
  readonly method: string;
  readonly path: RegExp;
  /** Throws `ServiceError` to refuse. */
  readonly act: (request: RestRequest) => Answer | JsonObject | Promise<Answer | JsonObject>;
};

/** A service in AWS's REST protocol: the operation in method and path, JSON out. */
export function createRestService(name: string, routes: readonly Route[]): Service {
  return {
    read(request) {
      const found = matched(routes, request.method, request.path);
      if (found === null)
        throw new ServiceError('UnknownOperationException', `The local ${name} has no such operation.`);
      const input = { ...found.path, ...found.query, ...parseJsonObject(request.body.toString()) };
      return { operation: found.route.operation, input, shown: input, request };
    },
    async answer({ request }) {
      const found = matched(routes, request.method, request.path);
      if (found === null) throw new Error('Every request that was read has a route.');
      const { route, path, query } = found;
      const output = await route.act({ path, query, body: request.body });
      return isAnswer(output) ? output : respond(output);
    },
    refuse: ({ code, message, status }) => ({
      ...respond({ Message: message }, status),
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
    }),
  };
}

type Matched = Omit<RestRequest, 'body'> & { readonly route: Route };

function matched(routes: readonly Route[], method: string, target: string): Matched | null {
  const { pathname, searchParams } = new URL(target, 'http://localhost');
  for (const route of routes) {
    const groups = route.method === method ? route.path.exec(pathname)?.groups : undefined;
    if (groups === undefined) continue;
    const path = Object.fromEntries(
      Object.entries(groups).map(([key, value]) => [key, decodeURIComponent(value)]),
    );
    return { route, path, query: Object.fromEntries(searchParams) };
  }
  return null;
}

function isAnswer(output: Answer | JsonObject): output is Answer {
  return 'status' in output && 'headers' in output && 'body' in output;
}

function respond(output: JsonObject, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(output) };
}
