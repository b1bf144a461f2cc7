import { type Fault, type FaultHook, injectedError } from './faults.ts';
import type { JsonObject } from './json.ts';
import type { OperationCounter } from './operations.ts';
import { ServiceError } from './service-error.ts';
import { type Listener, listen, type WireRequest, type WireResponse } from './wire.ts';

/** One call of one operation, read from the wire. */
export type Call = {
  readonly operation: string;
  readonly input: JsonObject;
  /** The input as others may see it: no secret in it. */
  readonly shown: JsonObject;
  readonly request: WireRequest;
};

/** A service's answer, with the capacity units it says it consumed. */
export type Answer = WireResponse & { readonly capacityUnits?: number };

/** What one AWS service is to its endpoint: its protocol and its operations. */
export type Service = {
  /** Reads a call off the wire; throws `ServiceError` where the request is none. */
  read(request: WireRequest): Call;
  /** Carries the call out; throws `ServiceError` to refuse it. */
  answer(call: Call, fault: Fault | undefined): Promise<Answer> | Answer;
  /** A refusal in the service's protocol. */
  refuse(error: ServiceError): WireResponse;
};

/** What watches every call: the hook that may break it, and the counter. */
export type Watch = {
  readonly beforeRequest: FaultHook;
  readonly counter: OperationCounter;
};

/** Puts a service on a loopback port. */
export function openEndpoint(service: Service, watch: Watch): Promise<Listener> {
  return listen(async (request) => {
    try {
      requireSignature(request);
      return await attend(service, service.read(request), watch);
    } catch (error) {
      return service.refuse(asServiceError(error));
    }
  });
}

async function attend(
  service: Service,
  call: Call,
  { beforeRequest, counter }: Watch,
): Promise<WireResponse | 'drop'> {
  counter.called(call.operation);
  try {
    const fault = (await beforeRequest(call.operation, call.shown)) ?? undefined;
    if (fault === 'fail-before') {
      counter.failed(call.operation);
      return 'drop';
    }
    if (typeof fault === 'object' && 'error' in fault) throw injectedError(fault.error);
    const answer = await service.answer(call, fault);
    counter.consumed(call.operation, answer.capacityUnits ?? 0);
    if (answer.status >= 400 || fault === 'fail-after') counter.failed(call.operation);
    return fault === 'fail-after' ? 'drop' : answer;
  } catch (error) {
    counter.failed(call.operation);
    throw error;
  }
}

/** Signatures are not verified, but a client that does not sign at all would fail in AWS. */
function requireSignature({ headers }: WireRequest): void {
  if (headers.authorization?.startsWith('AWS4-')) return;
  throw new ServiceError('MissingAuthenticationTokenException', 'Request is missing Authentication Token', {
    status: 403,
  });
}

function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  const cause = error instanceof Error ? error.message : String(error);
  return new ServiceError('InternalServerError', `The local AWS failed: ${cause}`, { status: 500 });
}
