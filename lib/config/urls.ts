import * as v from 'valibot';

/** Hosts that are this machine: the only ones where http is no danger to what is sent. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const ONLY_HERE = '(http only for this machine: localhost, 127.0.0.1, [::1])';

function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

function urlFor(allowed: string, isAllowed: (url: URL) => boolean) {
  return v.pipe(
    v.string(allowed),
    v.check((text) => URL.canParse(text) && isAllowed(new URL(text)), allowed),
    v.metadata({ format: 'uri' }),
  );
}

/** Where an API key is sent. */
export const apiUrl = urlFor(
  `an https URL without user name, query or fragment ${ONLY_HERE}`,
  (url) => isSafe(url) && url.username + url.password + url.search + url.hash === '',
);

/** Where somebody is told something; path and query often say who. */
export const callUrl = urlFor(
  `an https URL without user name or fragment ${ONLY_HERE}`,
  (url) => isSafe(url) && url.username + url.password + url.hash === '',
);
