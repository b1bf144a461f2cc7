import type { ExitReason } from './exit-codes.ts';

/** Ends a command. The message is one sentence that ends with a full stop; the remedy says what to do next. */
export class CommandError extends Error {
  readonly reason: ExitReason;
  readonly remedy: string;

  constructor(reason: ExitReason, message: string, remedy = '') {
    super(message);
    this.name = 'CommandError';
    this.reason = reason;
    this.remedy = remedy;
  }
}
