/** Failures of `tunnelwatch watch`, on a machine of one's own. */
import type { explain, FailureKind } from './failure.ts';

/** What is said of failures in place of what is true of a deployment alone. */
export const HERE: Readonly<Partial<Record<FailureKind, Partial<ReturnType<typeof explain>>>>> = {
  'credentials refused': {
    remedy:
      "In Secure Access, Admin > API Keys, check the key's expiry and its allowed addresses. To give another key, end this and start it again.",
  },
  network: { remedy: 'Check the network of this machine, and the API URL of the organization.' },
  clock: { remedy: 'Set the clock of this machine.' },
  'run killed': { remedy: 'Nothing to do once. If it repeats, look at the memory of this machine.' },
  store: {
    title: 'data not stored or not read',
    meaning: 'The engine in the data folder refused a call or did not answer.',
    remedy: 'Look at the disk of this machine. The next run goes on from what is stored; nothing is lost.',
  },
  'alert not published': {
    meaning:
      'The webhook did not take a message, or did not answer. What it tells is kept, and the next run posts it again.',
    remedy: 'Nothing to do once. If it repeats, look at the receiver of the webhook.',
  },
  'table too new': {
    title: 'data written by a newer version',
    meaning:
      'A newer version of Tunnelwatch has written these data; this version would misread them and does nothing.',
    remedy: 'Use that version, or another folder with --data.',
  },
};
