import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Call, endpointOf, type Serves } from './call.ts';

/** Larger request bodies are refused with 413; a token request needs 29 bytes. */
const BODY_BYTES_MAX = 65_536;

/** A listener on the loopback address, and how to end it. */
export interface Listener {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1. Port 0 takes a free one. Rejects with the system's error (`EADDRINUSE`, `EACCES`) when it cannot. */
export async function listen(
  port: number,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Listener> {
  const server = createServer((request, response) => {
    // A client that goes away in the middle is part of the game.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    handle(request, response).catch((error: unknown) => confess(error, response));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return { url: `http://127.0.0.1:${boundPort(server)}`, close: () => closeServer(server) };
}

/** Reads a request, of whose body no more is kept than a token request may need. */
export async function readCall(
  request: IncomingMessage,
  known: { readonly at: number; readonly requestId: string; readonly serves: Serves },
): Promise<{ readonly call: Call; readonly isTooLarge: boolean }> {
  const [path = '/', ...queryParts] = (request.url ?? '/').split('?');
  const method = request.method ?? 'GET';
  const body = await readBody(request);
  const call: Call = {
    ...endpointOf(method, path, known.serves),
    method,
    path,
    query: new URLSearchParams(queryParts.join('?')),
    at: known.at,
    requestId: known.requestId,
    authorization: request.headers.authorization ?? '',
    contentType: request.headers['content-type'] ?? '',
    body: body ?? '',
    remoteAddress: request.socket.remoteAddress ?? '',
  };
  return { call, isTooLarge: body === null };
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes <= BODY_BYTES_MAX) chunks.push(buffer);
  }
  return bytes > BODY_BYTES_MAX ? null : Buffer.concat(chunks).toString('utf8');
}

function boundPort(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The listener has no port.');
  return address.port;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** A mistake in a script or in the simulator itself must not look like the API being down: the answer says whose it is. */
function confess(error: unknown, response: ServerResponse): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  const message = error instanceof Error ? error.message : String(error);
  response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`The simulator itself failed, not the API it stands for: ${message}
`);
}
