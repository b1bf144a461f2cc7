/** Reading JSON text of the API. */

/** What a text turned out to be: a value, or why it is none. */
export type ReadJson =
  | { readonly value: unknown }
  | { readonly not: 'empty' | 'broken off' | 'something else' };

/**
 * Parses JSON. `broken off` is what begins like an object or a list and has no proper end: a gateway that cut an answer
 * short without breaking the connection.
 */
export function readJson(text: string): ReadJson {
  const trimmed = text.trim();
  if (trimmed === '') return { not: 'empty' };
  try {
    return { value: JSON.parse(withExactIds(trimmed)) };
  } catch {
    return { not: /^[[{]/.test(trimmed) ? 'broken off' : 'something else' };
  }
}

/** Ids of more digits than a JavaScript number holds exactly become texts. Inside a JSON text the quotes would be escaped. */
function withExactIds(text: string): string {
  return text.replace(/("(?:id|organizationId)"\s*:\s*)(\d{16,})(?=\s*[,}])/g, '$1"$2"');
}

/** A JSON object's fields; null for anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return isObject(value) ? value : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
