import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Answer } from './answer.ts';

/** How an answer travels when it does not travel whole and at once. */
export type Delivery =
  /** Nothing for so long, then all of it. */
  | { readonly kind: 'slow-headers'; readonly ms: number }
  /** Headers at once, then so many bytes at a time with a pause after each. */
  | { readonly kind: 'slow-body'; readonly chunkBytes: number; readonly pauseMs: number }
  /** A body that never ends. */
  | { readonly kind: 'endless-body' }
  /** The connection is reset before any answer. */
  | { readonly kind: 'reset-before' }
  /** The connection is reset after half of the body. */
  | { readonly kind: 'reset-mid-body' }
  /** The connection is closed in good order after half of the announced body. */
  | { readonly kind: 'cut-mid-body' };

/** Waits so long, or until the signal aborts; never rejects. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** What delivering needs: `signal` aborts when the simulator closes. */
interface Road {
  readonly response: ServerResponse;
  readonly sleep: Sleep;
  readonly signal: AbortSignal;
}

const ENDLESS_CHUNK = ' '.repeat(65_536);

/** Sends the answer the way `delivery` says. Resolves when there is no more to do; a client that left is no error. */
export async function deliver(answer: Answer, delivery: Delivery | undefined, road: Road): Promise<void> {
  const { response, sleep, signal } = road;
  switch (delivery?.kind) {
    case undefined:
      return sendWhole(answer, response);
    case 'slow-headers':
      await sleep(delivery.ms, signal);
      return sendWhole(answer, response);
    case 'slow-body':
      return trickle(answer, delivery, road);
    case 'endless-body':
      return sendEndlessly(answer, response);
    case 'reset-before':
      response.socket?.resetAndDestroy();
      return;
    case 'reset-mid-body':
      await sendHalf(answer, response);
      response.socket?.resetAndDestroy();
      return;
    case 'cut-mid-body':
      await sendHalf(answer, response);
      response.socket?.destroy();
      return;
  }
}

function sendWhole({ status, body }: Answer, response: ServerResponse): void {
  const hasBody = status !== 204 && status !== 304;
  response.writeHead(status, hasBody ? { 'Content-Length': Buffer.byteLength(body) } : {});
  response.end(hasBody ? body : undefined);
}

async function trickle(
  { status, body }: Answer,
  { chunkBytes, pauseMs }: { readonly chunkBytes: number; readonly pauseMs: number },
  { response, sleep, signal }: Road,
): Promise<void> {
  const bytes = Buffer.from(body);
  response.writeHead(status, { 'Content-Length': bytes.length });
  response.flushHeaders();
  for (let sent = 0; sent < bytes.length && !response.destroyed; sent += chunkBytes) {
    response.write(bytes.subarray(sent, sent + chunkBytes));
    await sleep(pauseMs, signal);
  }
  response.end();
}

/** Begins like the answer and goes on with white space, which JSON allows there, as fast as the client takes it and until it leaves. */
async function sendEndlessly({ status, body }: Answer, response: ServerResponse): Promise<void> {
  response.writeHead(status);
  // The only way out is that the connection ends, which the pipeline reports as an error.
  await pipeline(endless(body.slice(0, 1)), response).catch(() => undefined);
}

function* endless(beginning: string): Generator<string> {
  yield beginning;
  for (;;) yield ENDLESS_CHUNK;
}

async function sendHalf({ status, body }: Answer, response: ServerResponse): Promise<void> {
  const bytes = Buffer.from(body);
  response.writeHead(status, { 'Content-Length': bytes.length });
  await new Promise<void>((resolve) => {
    response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => resolve());
  });
}
