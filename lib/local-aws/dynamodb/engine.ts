// dynalite brings no types of its own.
/// <reference path="./dynalite.d.ts" />
import { Agent, request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import dynalite from 'dynalite';
import { type JsonObject, parseJsonObject, stringMember } from '../json.ts';
import { ServiceError } from '../service-error.ts';
import { urlOf, type WireRequest, type WireResponse } from '../wire.ts';

/** The prefix of every `X-Amz-Target` of DynamoDB's current API version. */
export const TARGET_PREFIX = 'DynamoDB_20120810.';

/** DynamoDB's content type, JSON 1.0 of the AWS protocols. */
export const CONTENT_TYPE = 'application/x-amz-json-1.0';

/** A running dynalite, spoken to over DynamoDB's public protocol and nothing else. */
export type Engine = {
  /** Passes a request through as it came. */
  forward(request: WireRequest): Promise<WireResponse>;
  /** Calls one operation; throws `ServiceError` with DynamoDB's code and message where it is refused. */
  call(operation: string, input: object): Promise<JsonObject>;
  close(): Promise<void>;
};

/** dynalite verifies no signature, it only wants to see one. */
const OWN_HEADERS = {
  'content-type': CONTENT_TYPE,
  authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=local, Signature=local',
  'x-amz-date': '20000101T000000Z',
};

/** Headers that belong to one connection, not to the message. */
const HOP_HEADERS = ['connection', 'content-length', 'date', 'host', 'keep-alive', 'transfer-encoding'];

/** Starts dynalite on its own loopback port, in memory or on the folder `path`. */
export async function startEngine(path: string | undefined): Promise<Engine> {
  const server = dynalite({
    ...(path === undefined ? {} : { path }),
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
  });
  // Its connections are all ours and are kept; closed by its side while idle, one would break the next call.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const url = urlOf(server.address());
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });

  const forward = (request: WireRequest) => send(agent, url, request);
  return {
    forward,
    async call(operation, input) {
      const headers = { ...OWN_HEADERS, 'x-amz-target': TARGET_PREFIX + operation };
      const response = await forward({
        method: 'POST',
        path: '/',
        headers,
        body: Buffer.from(JSON.stringify(input)),
      });
      const output = parseJsonObject(response.body.toString()) ?? {};
      if (response.status >= 400) throw refusalOf(output, response.status);
      return output;
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        agent.destroy();
      }),
  };
}

function send(
  agent: Agent,
  url: string,
  { method, path, headers, body }: WireRequest,
): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    const options = { method, agent, headers: { ...endToEnd(headers), 'content-length': body.length } };
    const request = httpRequest(new URL(path, url), options, (response) => {
      const chunks: Buffer[] = [];
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 500,
          headers: endToEnd(response.headers),
          body: Buffer.concat(chunks),
        });
      });
    });
    request.on('error', reject).end(body);
  });
}

function endToEnd(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_HEADERS.includes(name)));
}

function refusalOf(output: JsonObject, status: number): ServiceError {
  const code = stringMember(output, '__type')?.split('#').at(-1) ?? 'InternalServerError';
  const message = stringMember(output, 'message') ?? stringMember(output, 'Message') ?? '';
  return new ServiceError(code, message, { status });
}
