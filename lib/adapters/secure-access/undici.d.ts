/**
 * Types of the two parts of undici that are loaded alone (see `http.ts`), taken from undici's own. undici 7 has no
 * `exports` map, so the paths are reachable; the version is pinned in package.json, and `http.test.ts` fails if they move.
 */
declare module 'undici/lib/dispatcher/agent.js' {
  import { Agent } from 'undici';

  export default Agent;
}

declare module 'undici/lib/api/api-request.js' {
  import type { Dispatcher } from 'undici';

  export default function request(
    this: Dispatcher,
    options: Dispatcher.RequestOptions & { readonly origin: string },
  ): Promise<Dispatcher.ResponseData>;
}
