/** What has been asked of one operation so far. */
export type OperationCount = {
  /** Every call, also those that a fault or the service refused. */
  readonly calls: number;
  /** Calls refused or dropped. */
  readonly failures: number;
  /** Capacity units of the calls that asked for `ReturnConsumedCapacity`; of the others only with `countsAllCapacity`. */
  readonly capacityUnits: number;
};

/** Counts calls by the operation's name, for example `PutItem`. */
export type OperationCounter = {
  readonly counts: ReadonlyMap<string, OperationCount>;
  called(operation: string): void;
  failed(operation: string): void;
  consumed(operation: string, capacityUnits: number): void;
};

/** A counter that has counted nothing yet. */
export function createOperationCounter(): OperationCounter {
  const counts = new Map<string, OperationCount>();
  const add = (operation: string, calls: number, failures: number, capacityUnits: number) => {
    const before = counts.get(operation) ?? { calls: 0, failures: 0, capacityUnits: 0 };
    counts.set(operation, {
      calls: before.calls + calls,
      failures: before.failures + failures,
      capacityUnits: before.capacityUnits + capacityUnits,
    });
  };
  return {
    counts,
    called: (operation) => add(operation, 1, 0, 0),
    failed: (operation) => add(operation, 0, 1, 0),
    consumed: (operation, capacityUnits) => add(operation, 0, 0, capacityUnits),
  };
}
