/**
 * Unique among all runs ever, and readable: when it began, and eight digits against another that began in the same millisecond.
 * @param now milliseconds since 1970
 * @param random a number from 0 up to 1
 */
export function runId(now: number, random: () => number): string {
  const digits = Math.floor(random() * 0x1_0000_0000)
    .toString(16)
    .padStart(8, '0');
  return `${new Date(now).toISOString().replaceAll(/[-:.]/g, '')}-${digits}`;
}
