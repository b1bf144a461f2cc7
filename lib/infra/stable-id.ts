import { createHash } from 'node:crypto';

/** Part of a logical id: the same for the same text, wherever in a list it stands. */
export function stableId(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
