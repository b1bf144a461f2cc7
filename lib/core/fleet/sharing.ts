/**
 * The same value, made of the parts of `known` wherever they are equal, `known` itself where all of it is. Two fleets that are
 * nearly the same are so held in memory little more than once. For plain data.
 */
export function sharing<T>(value: T, known: unknown): T {
  if (value === known) return known as T;
  if (!isObject(value) || !isObject(known) || Array.isArray(value) !== Array.isArray(known)) return value;
  const names = Object.keys(value);
  const parts: Record<string, unknown> = {};
  let isEqual = names.length === Object.keys(known).length;
  for (const name of names) {
    const part = sharing(value[name], known[name]);
    parts[name] = part;
    isEqual &&= part === known[name] && Object.hasOwn(known, name);
  }
  if (isEqual) return known as T;
  return (Array.isArray(value) ? Object.values(parts) : parts) as T;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
