/** How much is measured. */
export interface Extent {
  /** Short: what the gate holds, in a few minutes. */
  readonly short: boolean;
  /** What is measured only when it is asked for, because it takes hours on a small machine. */
  readonly all: boolean;
  /** Warm invocations of the leak bench. */
  readonly invocations: number;
}
