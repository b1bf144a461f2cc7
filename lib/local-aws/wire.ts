import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** DynamoDB refuses request bodies beyond 16 MB; the other two services far earlier. */
const REQUEST_BYTES_MAX = 16 * 1024 * 1024;

/** One HTTP request, read whole. */
export type WireRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** Who signed a request, and for which region. */
export type Caller = { readonly account: string; readonly region: string };

/** The account of whoever signs with a key that names none. No AWS account has this number. */
export const ACCOUNT = '000000000000';

/** What a signature says of its maker. An access key of twelve digits belongs to the account of that number. */
export function callerOf({ headers }: Pick<WireRequest, 'headers'>): Caller {
  const [, key = '', region = ''] =
    /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return { account: /^\d{12}$/.test(key) ? key : ACCOUNT, region };
}

/** One HTTP response, written whole. */
export type WireResponse = {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Buffer;
};

/** A listening endpoint. */
export type Listener = {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Stops listening and drops every connection. */
  close(): Promise<void>;
};

/**
 * Listens on a free port of the loopback interface. `'drop'` cuts the connection without an answer.
 *
 * `handle` must not reject: an endpoint has an answer for everything.
 */
export async function listen(
  handle: (request: WireRequest) => Promise<WireResponse | 'drop'>,
): Promise<Listener> {
  const server = createServer((request, response) => {
    exchange(request, response, handle).catch(() => response.destroy());
  });
  // An idle connection closed here just as a client reuses it would look like a fault nobody asked for.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: urlOf(server.address()),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The loopback URL of a listening server's address. */
export function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string')
    throw new Error('The server does not listen on a port.');
  return `http://127.0.0.1:${address.port}`;
}

async function exchange(
  request: IncomingMessage,
  response: ServerResponse,
  handle: (request: WireRequest) => Promise<WireResponse | 'drop'>,
): Promise<void> {
  const body = await readBody(request);
  if (body === 'too large') {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const { method = 'GET', url: path = '/', headers } = request;
  const answer = await handle({ method, path, headers, body });
  if (answer === 'drop') {
    request.socket.destroy();
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

async function readBody(request: IncomingMessage): Promise<Buffer | 'too large'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > REQUEST_BYTES_MAX) return 'too large';
    chunks.push(buffer);
  }
  return Buffer.concat(chunks);
}
