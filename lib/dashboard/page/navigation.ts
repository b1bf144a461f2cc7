/** The address, as something that components read and write. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { type Address, formatAddress, parseAddress } from '../view-model/address.ts';

/** Goes to an address that differs from the present one in this. `replace`: without a step that "back" returns to. */
export type Go = (to: Partial<Address>, how?: 'push' | 'replace') => void;

export function useAddress(): readonly [Address, Go] {
  const [address, setAddress] = useState(() => parseAddress(location.hash));
  useEffect(() => {
    const follow = (): void => setAddress(parseAddress(location.hash));
    addEventListener('hashchange', follow);
    addEventListener('popstate', follow);
    return () => {
      removeEventListener('hashchange', follow);
      removeEventListener('popstate', follow);
    };
  }, []);
  const go = useCallback<Go>((to, how = 'push') => {
    // From where the address is, which may be further than what has been drawn.
    const next = { ...parseAddress(location.hash), ...to };
    const hash = formatAddress(next);
    if (hash !== location.hash) history[how === 'push' ? 'pushState' : 'replaceState'](null, '', hash);
    setAddress(next);
  }, []);
  return [address, go];
}
