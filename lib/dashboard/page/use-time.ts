/** The time, as something that components read. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Instant, instant } from '../../core/time.ts';
import type { Freshness } from '../view-model/freshness.ts';

/** Milliseconds since the page was opened, each second; it stands still while nobody looks. */
export function useTicks(): number {
  const [ticks, setTicks] = useState(0);
  useEffect(() => {
    const begun = performance.now();
    const tick = (): void => {
      if (!document.hidden) setTicks(performance.now() - begun);
    };
    const timer = setInterval(tick, 1_000);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, []);
  return ticks;
}

/** The server's clock and this one's may differ; what has passed since it answered does not. */
export function useServerTime(freshness: Freshness | null, ticks: number): Instant {
  const heard = useMemo(() => ({ at: performance.now() }), [freshness]);
  const said = freshness === null ? Date.now() : Date.parse(freshness.now);
  void ticks;
  return instant(said + performance.now() - heard.at);
}
