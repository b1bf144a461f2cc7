import { number } from '../../core/alerts/duration.ts';

/** The line that says what a table leaves out, and which flag shows it; nothing where it leaves out nothing. */
export function more(hidden: number, what: string): string {
  return hidden > 0 ? `… and ${number(hidden)} ${what}; --all shows them, --limit as many as you like\n` : '';
}
