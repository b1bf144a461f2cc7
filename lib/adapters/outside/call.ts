/** A call to an address that somebody gave, and whose knowledge is often all it takes to call it. */

/**
 * Calls it with Node's own client, once, following no redirect: that could lead anywhere. Gives what went wrong in words that
 * do not hold the address; null where it answered with a status of 2xx. Never throws.
 */
export async function problemOfCall(
  url: string,
  milliseconds: number,
  request: Readonly<Pick<RequestInit, 'method' | 'headers' | 'body'>> = {},
): Promise<string | null> {
  try {
    const { status, body } = await fetch(url, {
      ...request,
      redirect: 'manual',
      signal: AbortSignal.timeout(milliseconds),
      headers: { ...request.headers, 'user-agent': 'Tunnelwatch' },
    });
    await body?.cancel();
    return status >= 200 && status < 300 ? null : `it answered ${status}`;
  } catch (error) {
    return problemIn(error);
  }
}

/** By codes and names alone: messages quote the address. */
function problemIn(error: unknown): string {
  if (fieldOf(error, 'name') === 'TimeoutError') return 'it did not answer in time';
  const code = fieldOf(fieldOf(error, 'cause'), 'code');
  return typeof code === 'string' && /^[A-Z_]{1,60}$/.test(code)
    ? `it was not reached (${code})`
    : 'it was not reached';
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
