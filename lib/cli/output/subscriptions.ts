import { clean } from '../../core/alerts/text.ts';
import type { Subscription } from '../host.ts';

/** A subscription that may be shown: the path of a webhook's URL is often the secret that lets one write there. */
export function harmless({ protocol, endpoint, confirmed }: Subscription): Subscription {
  const url = /^(https?:\/\/)(?:[^@/]*@)?([^/?#]+)(.*)$/.exec(endpoint);
  const shown = url === null ? clean(endpoint, 200) : `${url[1]}${url[2]}${url[3] ? '/…' : ''}`;
  return { protocol, endpoint: shown, confirmed };
}
