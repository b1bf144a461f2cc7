import type { Answer } from '../endpoint.ts';
import type { JsonObject } from '../json.ts';
import type { ServiceError } from '../service-error.ts';
import type { WireResponse } from '../wire.ts';

/** The XML namespace of SNS's only API version. */
const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

/** The parameters of an AWS query request, flat: `MessageAttributes.entry.1.Name` is one name. */
export type QueryParameters = { readonly [name: string]: string };

/** Reads a form-encoded request body. */
export function readQuery(body: string): QueryParameters {
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
export function writeResult(action: string, result: JsonObject, requestId: string): Answer {
  const body = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } };
  return xmlResponse(200, `${action}Response`, body);
}

/** An error answer. `Type` says whose fault it is, as the query protocol wants. */
export function writeError({ code, message, status }: ServiceError, requestId: string): WireResponse {
  const error = { Type: status >= 500 ? 'Receiver' : 'Sender', Code: code, Message: message };
  return xmlResponse(status, 'ErrorResponse', { Error: error, RequestId: requestId });
}

/** A map in the form the query protocol gives it. */
export function mapEntries(map: QueryParameters): JsonObject {
  return { entry: Object.entries(map).map(([key, value]) => ({ key, value })) };
}

function xmlResponse(status: number, root: string, content: JsonObject): WireResponse {
  const body = `<${root} xmlns="${NAMESPACE}">${elements(content)}</${root}>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

function elements(content: JsonObject): string {
  return Object.entries(content)
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
