import type { Answer, Service } from './endpoint.ts';
import { type JsonObject, parseJsonObject } from './json.ts';
import { ServiceError } from './service-error.ts';

/** One operation of a service: from its input to its output. Throws `ServiceError` to refuse. */
export type JsonAction = (input: JsonObject) => JsonObject;

/** What one service of the JSON protocol is made of. */
export type JsonServiceParts = {
  /** As a person calls it, for refusals. */
  readonly name: string;
  /** What stands before the operation in `X-Amz-Target`, the dot included. */
  readonly targetPrefix: string;
  readonly contentType: 'application/x-amz-json-1.0' | 'application/x-amz-json-1.1';
  readonly actions: Readonly<Record<string, JsonAction>>;
  /** The input as others may see it. Default: as it is. */
  readonly shown?: (input: JsonObject) => JsonObject;
};

/** A service in AWS's JSON protocol: the operation in a header, JSON in and out. */
export function createJsonService(parts: JsonServiceParts): Service {
  const { name, targetPrefix, contentType, actions, shown = (input) => input } = parts;
  const known = new Map(Object.entries(actions));
  const respond = (output: JsonObject, status = 200): Answer => {
    return { status, headers: { 'content-type': contentType }, body: JSON.stringify(output) };
  };
  const unknownOperation = () =>
    new ServiceError('UnknownOperationException', `The local ${name} has no such operation.`);
  return {
    read(request) {
      const target = String(request.headers['x-amz-target'] ?? '');
      if (!target.startsWith(targetPrefix)) throw unknownOperation();
      const input = parseJsonObject(request.body.toString());
      if (input === undefined)
        throw new ServiceError('SerializationException', 'The request body is no JSON object.');
      return { operation: target.slice(targetPrefix.length), input, shown: shown(input), request };
    },
    answer({ operation, input }) {
      const act = known.get(operation);
      if (act === undefined) throw unknownOperation();
      return respond(act(input));
    },
    refuse: ({ code, message, status }) => respond({ __type: code, message }, status),
  };
}
