import { RunFailure } from '../../core/failure.ts';

/** A base or token URL as requests are built from it. */
export interface ParsedUrl {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Without a slash at the end; empty for the root. */
  readonly path: string;
}

/**
 * Reads a configured URL. Credentials travel over it, so it must be https; plain http is for loopback alone, where the
 * simulator listens. Throws `request refused`, naming the setting; the URL's user and password are never repeated.
 */
export function parseUrl(setting: 'apiUrl' | 'tokenUrl', text: string): ParsedUrl {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw unusable(setting, 'is not an https URL');
  if (url.username !== '' || url.password !== '')
    throw unusable(
      setting,
      `(${url.origin}) holds a user name or password; the API key belongs in the secret`,
    );
  if (url.search !== '' || url.hash !== '')
    throw unusable(setting, `(${url.origin}) must end with its path, without "?" or "#"`);
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw unusable(setting, `(${url.origin}) must be https: the API key would be readable on the way`);
  return { origin: url.origin, path: url.pathname.replace(/\/+$/, '') };
}

/** 127.0.0.0/8, ::1 and localhost, as `URL` normalizes host names. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function unusable(setting: string, why: string): RunFailure {
  return new RunFailure({ kind: 'request refused', detail: `The setting ${setting} ${why}.` });
}
