import type { Answer, Service } from './endpoint.ts';
import type { JsonObject } from './json.ts';
import { ServiceError } from './service-error.ts';
import { type Caller, callerOf, type WireResponse } from './wire.ts';

/** The parameters of an AWS query request, flat: `MessageAttributes.entry.1.Name` is one name. */
export type QueryParameters = { readonly [name: string]: string };

/** One action of a service: from its parameters to the content of its result. Throws `ServiceError` to refuse. */
export type QueryAction = (parameters: QueryParameters, caller: Caller) => JsonObject;

/** What one service of the query protocol is made of. */
export type QueryServiceParts = {
  /** As a person calls it, for refusals. */
  readonly name: string;
  /** The XML namespace of its API version. */
  readonly namespace: string;
  readonly actions: Readonly<Record<string, QueryAction>>;
  readonly nextId: () => string;
};

/** A service in AWS's query protocol: form-encoded in, XML out. */
export function createQueryService({ name, namespace, actions, nextId }: QueryServiceParts): Service {
  const known = new Map(Object.entries(actions));
  return {
    read(request) {
      const input = readQuery(request.body.toString());
      const operation = input.Action;
      if (operation === undefined) throw new ServiceError('MissingAction', 'The request names no action.');
      return { operation, input, shown: input, request };
    },
    answer({ operation, request }) {
      const act = known.get(operation);
      if (act === undefined)
        throw new ServiceError('InvalidAction', `The local ${name} has no action ${operation}.`);
      const result = act(readQuery(request.body.toString()), callerOf(request));
      return writeResult(namespace, operation, result, nextId());
    },
    refuse: (error) => writeError(namespace, error, nextId()),
  };
}

/** Reads a form-encoded request body. */
function readQuery(body: string): QueryParameters {
  return Object.fromEntries(new URLSearchParams(body));
}

/** The parameters under `prefix.1.`, `prefix.2.` and so on, each without the prefix. */
export function entriesOf(parameters: QueryParameters, prefix: string): QueryParameters[] {
  const entries: QueryParameters[] = [];
  for (let position = 1; ; position += 1) {
    const start = `${prefix}.${position}.`;
    const own = Object.entries(parameters).filter(([name]) => name.startsWith(start));
    if (own.length === 0) return entries;
    entries.push(Object.fromEntries(own.map(([name, value]) => [name.slice(start.length), value])));
  }
}

/** A successful answer to an action. A list is written as `member` elements. */
function writeResult(namespace: string, action: string, result: JsonObject, requestId: string): Answer {
  const body = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } };
  return xmlResponse(200, namespace, `${action}Response`, body);
}

/** An error answer. `Type` says whose fault it is, as the query protocol wants. */
function writeError(
  namespace: string,
  { code, message, status }: ServiceError,
  requestId: string,
): WireResponse {
  const error = { Type: status >= 500 ? 'Receiver' : 'Sender', Code: code, Message: message };
  return xmlResponse(status, namespace, 'ErrorResponse', { Error: error, RequestId: requestId });
}

/** A map in the form the query protocol gives it. */
export function mapEntries(map: QueryParameters): JsonObject {
  return { entry: Object.entries(map).map(([key, value]) => ({ key, value })) };
}

function xmlResponse(status: number, namespace: string, root: string, content: JsonObject): WireResponse {
  const body = `<${root} xmlns="${namespace}">${elements(content)}</${root}>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

function elements(content: JsonObject): string {
  return Object.entries(content)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) =>
      Array.isArray(value) ? value.map((each) => element(name, each)).join('') : element(name, value),
    )
    .join('');
}

function element(name: string, value: unknown): string {
  const isObject = typeof value === 'object' && value !== null;
  return `<${name}>${isObject ? elements({ ...value }) : escapeXml(String(value))}</${name}>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
