/**
 * Text that chat programs show as it is. Names may hold what Slack's and Teams' markup acts on: emphasis, code, links,
 * mentions that call a whole channel, emoji, HTML. Each such character gives way to one that looks like it and does nothing.
 */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  '*': '∗',
  '`': 'ˋ',
  '~': '∼',
  '<': '‹',
  '>': '›',
  '@': '＠',
};

/** One line for a chat message; our own words have no markup that would be lost. */
export function unmarked(text: string): string {
  return text
    .replace(/[*`~<>@]/g, (character) => LOOKS_LIKE[character] ?? '')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '＿')
    .replace(/\]\(/g, '] (')
    .replace(/:\/\//g, ':∕∕')
    .replace(/:(?=[\w+-]*[a-z][\w+-]*:)/gi, '∶')
    .replace(/^#/, '＃');
}
