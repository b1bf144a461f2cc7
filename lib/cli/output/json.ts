/** A document for programs: readable, and one to a command. */
export function jsonText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
