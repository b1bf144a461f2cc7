/** The server: on this machine alone, for one browser. */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { ApiOptions } from '../routes/api.ts';
import { createApp } from './app.ts';
import { bundlePage } from './bundle.ts';
import { createSessions } from './sessions.ts';

/** Where the page is, unless something else is there: the same place each time, so that links of one person work for another. */
export const DEFAULT_PORT = 8866;

export interface DashboardOptions extends ApiOptions {
  /** 0 takes a free one. @default 8866, or a free one where that is taken */
  readonly port?: number;
}

export interface Dashboard {
  /** The link to open: it lets one browser in, once. */
  readonly link: string;
  /** `http://127.0.0.1:8866` */
  readonly origin: string;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Serves the page until it is closed. Throws the system's error where the port is taken. */
export async function startDashboard({ port, ...options }: DashboardOptions): Promise<Dashboard> {
  const page = await bundlePage();
  const sessions = createSessions(randomBytes);
  let address: AddressInfo | null = null;
  const app = createApp({ ...options, page, sessions, port: () => address?.port ?? 0 });
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  address = await listen(server, port);
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    link: `${origin}/open/${sessions.token}`,
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** Why a port cannot be had; null where something else is the matter. */
export function portTrouble(error: unknown): 'taken' | 'kept for administrators' | null {
  // Not by `instanceof`: the system's errors may come from another realm than this code.
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return 'taken';
  return code === 'EACCES' ? 'kept for administrators' : null;
}

type Server = ReturnType<typeof createAdaptorServer>;

async function listen(server: Server, port: number | undefined): Promise<AddressInfo> {
  try {
    return await listenAt(server, port ?? DEFAULT_PORT);
  } catch (error) {
    if (port !== undefined || portTrouble(error) !== 'taken') throw error;
    return listenAt(server, 0);
  }
}

function listenAt(server: Server, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}
