/**
 * Makes request, message and version ids in the form of a UUID.
 *
 * They are counted from the moment of starting, not drawn at random: with an injected clock every run gives
 * the same ids, and two starts on a real clock do not share any.
 */
export function createIds(now: () => number): () => string {
  const started = Math.floor(now()).toString(16).padStart(12, '0').slice(-12);
  let count = 0;
  return () => {
    count += 1;
    return `${started.slice(0, 8)}-${started.slice(8)}-4000-8000-${count.toString(16).padStart(12, '0')}`;
  };
}
