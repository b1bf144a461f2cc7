import * as v from 'valibot';

/** ARN of a service's resource; `resource` is how its last part begins. */
export function arn(service: string, resource: string, what: string) {
  const allowed = `${what}, such as arn:aws:${service}:eu-central-1:111122223333:${resource}…`;
  const pattern = new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:${resource}[\\w+=,.@/:-]+$`);
  return v.pipe(v.string(allowed), v.regex(pattern, allowed));
}
