import type { Clock, Log } from '../../sync/ports.ts';

/** From the quietest to the loudest. */
export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Writes one JSON object a line, `level`, `time` and `message` first and `common` fields in every line, so that CloudWatch
 * Logs Insights finds them by name. Lines less important than `level` are dropped.
 */
export function jsonLog(args: {
  readonly write: (line: string) => void;
  readonly clock: Clock;
  readonly level: LogLevel;
  readonly common?: Readonly<Record<string, unknown>>;
}): Log {
  const allowed = LOG_LEVELS.indexOf(args.level);
  const at =
    (level: LogLevel) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      if (LOG_LEVELS.indexOf(level) > allowed) return;
      const time = new Date(args.clock.now()).toISOString();
      args.write(JSON.stringify({ level, time, message, ...args.common, ...fields }, errorsAsText));
    };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

/** JSON has no errors, and an empty object in their place hides what happened. Only name and message: causes may hold requests. */
function errorsAsText(_key: string, value: unknown): unknown {
  return value instanceof Error ? `${value.name}: ${value.message}` : value;
}
