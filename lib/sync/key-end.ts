/** When the API key ends: noted with the key, or else configured. */
import type { Policy } from '../core/policy.ts';
import { expiryDue } from '../core/rules/key-expiry.ts';
import type { Instant } from '../core/time.ts';
import type { NotedEnd } from './ports.ts';
import type { Run } from './run.ts';

/**
 * The policy with what was noted. Before people are warned of an end the note is read anew: the key may have been replaced since this
 * process read it, and a warning of the old one's end would be untrue.
 */
export async function policyWithKeyEnd({ request, world, head }: Run, now: Instant): Promise<Policy> {
  const { keyEnd, log } = world;
  if (keyEnd === undefined) return request.policy;
  const policy = withEnd(request.policy, keyEnd.noted());
  if (expiryDue(head.monitor.keyExpiry, now, policy) === null) return policy;
  try {
    return withEnd(request.policy, await keyEnd.look());
  } catch (problem) {
    log.warn('Whether the API key was replaced could not be looked up before warning of its end.', {
      problem,
    });
    return policy;
  }
}

function withEnd(policy: Policy, noted: NotedEnd | null): Policy {
  return noted === null ? policy : { ...policy, apiKey: { ...policy.apiKey, expires: noted.expires } };
}
