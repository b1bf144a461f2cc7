import type { Alert } from './alert.ts';
import { NAME_CHARACTERS, SUBJECT_CHARACTERS } from './limits.ts';
import { inCharacters, summarize } from './summary.ts';
import { ascii, clean, clip, toAscii } from './text.ts';

/** What the organization's name may take of a subject line: people with several know them by the beginning. */
const ORGANIZATION_CHARACTERS = 24;

/** `[DOWN] DMZ ASA Tunnel NC (us-east-1) - Acme`: ASCII, fewer than 100 characters, nothing that SNS would refuse. */
export function subject(alert: Alert): string {
  const summary = summarize(alert);
  const start = `[${summary.tag}] `;
  const end = ` - ${organizationName(alert, ORGANIZATION_CHARACTERS)}`;
  return toAscii(`${start}${inCharacters(summary, SUBJECT_CHARACTERS - start.length - end.length)}${end}`);
}

/** The organization's name in ASCII; its id where nothing of the name can be written so. */
export function organizationName({ organization }: Alert, characters: number): string {
  return clip(ascii(clean(organization.name, NAME_CHARACTERS), organization.id), characters, '...');
}
