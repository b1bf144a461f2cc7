/** Back to the beginning of the line, and away with what is there. */
const CLEAR_LINE = '\r\u001b[K';

/** One line that says what is being waited for, each text in place of the one before; null: nobody watches. */
export function createProgress(write: ((text: string) => void) | null): (text: string) => void {
  let shown = '';
  return (text) => {
    if (write === null || text === shown) return;
    write(`${shown === '' ? '' : CLEAR_LINE}${text}`);
    shown = text;
  };
}
