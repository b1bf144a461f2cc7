import { BlockList, isIP } from 'node:net';

/** Reads everything but `/regions`. */
export const GROUPS_SCOPE = 'deployments.networktunnelgroups:read';

/** Reads `/regions`. */
export const REGIONS_SCOPE = 'deployments.regions:read';

/** Covers both. */
const DEPLOYMENTS_SCOPE = 'deployments:read';

/** The API key of the organization. Tests change it as an administrator would; it takes effect with the next request. */
export interface ApiKey {
  key: string;
  /** Change it to rotate: the old secret is refused from then on, tokens already issued stay. */
  secret: string;
  /** What a token issued from now on may do. */
  scopes: readonly string[];
  /** Epoch milliseconds, or `null` for never. */
  expiresAt: number | null;
  /** A revoked key gets no token, and its tokens are refused. */
  revoked: boolean;
  /** Addresses and CIDRs that may use the key; `null` for all. */
  allowedIPs: readonly string[] | null;
}

/** Whether a request from `address` may use the key. */
export function allowsAddress({ allowedIPs }: ApiKey, address: string): boolean {
  if (allowedIPs === null) return true;
  const allowed = new BlockList();
  for (const entry of allowedIPs) {
    const [base = '', bits] = entry.split('/');
    const family = isIP(base) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) allowed.addAddress(base, family);
    else allowed.addSubnet(base, Number(bits), family);
  }
  return allowed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Whether a token with these scopes may read the endpoint: the broad scope covers all. */
export function mayRead(scopes: readonly string[], endpoint: string): boolean {
  const needed = endpoint === 'regions' ? REGIONS_SCOPE : GROUPS_SCOPE;
  return scopes.includes(needed) || scopes.includes(DEPLOYMENTS_SCOPE);
}
