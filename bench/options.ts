/** How much is measured. */
export interface Extent {
  /** Short: what the gate holds, in a few minutes. */
  readonly short: boolean;
  /** Warm invocations of the leak bench. */
  readonly invocations: number;
}
