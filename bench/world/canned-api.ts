/**
 * A Secure Access that has its pages ready: the simulator's own answers, made before anything is measured, so that a run and
 * its floor wait for the network and not for somebody to write JSON.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { PAGE_LIMIT } from '../../lib/core/fleet/pages.ts';
import type { Fleet } from '../../lib/simulator/fleet.ts';
import { listedGroup } from '../../lib/simulator/shapes.ts';
import { inOrder } from '../../lib/simulator/sorting.ts';

const TOKEN_PATH = '/auth/v2/token';
const TOKEN = JSON.stringify({ access_token: 'a-token', token_type: 'bearer', expires_in: 3600 });

export interface CannedApi {
  readonly url: string;
  readonly tokenUrl: string;
  /** Milliseconds before each page. */
  latency: number;
  readonly seen: { pages: number; tokens: number; connections: number };
  /** Answers as the fleet is now, from here on. */
  show(fleet: Fleet): void;
  /** Bytes of all pages. */
  bytes(): number;
  pages(): readonly Buffer[];
  close(): Promise<void>;
}

export async function startCannedApi(): Promise<CannedApi> {
  const seen: CannedApi['seen'] = { pages: 0, tokens: 0, connections: 0 };
  let pages: readonly Buffer[] = [];
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === TOKEN_PATH) {
      seen.tokens += 1;
      request.resume();
      response.end(TOKEN);
      return;
    }
    seen.pages += 1;
    if (api.latency > 0) await wait(api.latency);
    const offset = Number(new URLSearchParams(request.url?.split('?')[1]).get('offset') ?? 0);
    const page = pages[offset / PAGE_LIMIT];
    if (page === undefined) response.statusCode = 400;
    response.setHeader('content-length', page?.length ?? 0);
    response.end(page);
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket) => {
    socket.setNoDelay(true);
    seen.connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const api: CannedApi = {
    ...{ url, tokenUrl: `${url}${TOKEN_PATH}`, latency: 0, seen },
    show: (fleet) => {
      pages = pagesOf(fleet);
    },
    bytes: () => pages.reduce((sum, { length }) => sum + length, 0),
    pages: () => pages,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return api;
}

function pagesOf(fleet: Fleet): readonly Buffer[] {
  const groups = inOrder(fleet, { sortBy: 'createdAt', descending: false });
  const view = { now: Date.now(), oldShape: false, includeStatuses: true };
  return Array.from({ length: Math.max(1, Math.ceil(groups.length / PAGE_LIMIT)) }, (_, index) => {
    const offset = index * PAGE_LIMIT;
    const data = groups.slice(offset, offset + PAGE_LIMIT).map((group) => listedGroup(group, view));
    return Buffer.from(JSON.stringify({ data, offset, limit: PAGE_LIMIT, total: groups.length }));
  });
}
