/** A line of text folded to a width: indentation, bullets and numbers are kept, what follows hangs below them. */
export function wrap(line: string, columns: number): readonly string[] {
  const lead = /^ *(?:- |\d+\. )?/.exec(line)?.[0] ?? '';
  const hanging = ' '.repeat(lead.length);
  const folded: string[] = [];
  let current = lead;
  let empty = true;
  for (const piece of line
    .slice(lead.length)
    .split(' ')
    .flatMap((word) => pieces(word, columns - lead.length))) {
    if (!empty && widthOf(current) + 1 + widthOf(piece) > columns) {
      folded.push(current);
      current = hanging;
      empty = true;
    }
    current += empty ? piece : ` ${piece}`;
    empty = false;
  }
  return [...folded, current];
}

/** A word wider than a line, in parts that fit. */
function pieces(word: string, columns: number): readonly string[] {
  if (widthOf(word) <= columns) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (widthOf(part) + widthOf(character) > columns) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

/** Columns at the most: from U+1100 on a character counts as two, which is too many for some and folds a line early. */
function widthOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += (character.codePointAt(0) ?? 0) < 0x1100 ? 1 : 2;
  return columns;
}
