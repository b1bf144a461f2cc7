/** What a command's exit code says: a promise to scripts. Docs: `docs/commands.md`, which a test holds to this. */
export const EXIT_CODES = {
  done: { code: 0, meaning: 'done as asked' },
  failed: { code: 1, meaning: 'an error that has no code of its own' },
  usage: {
    code: 2,
    meaning: 'the command line cannot be understood, or asks for what cannot be (a silence that is over)',
  },
  'not found': { code: 3, meaning: 'no such organization, group, silence or open incident' },
  'not permitted': { code: 4, meaning: 'AWS credentials are missing, expired, wrong, or lack a permission' },
  unavailable: { code: 5, meaning: 'AWS was not reached, or did not do it; the same again may succeed' },
  'not set up': {
    code: 6,
    meaning:
      'stack, table, topic or region is not known, does not exist, is only half there, or belongs to another version',
  },
  'nobody listens': { code: 7, meaning: 'a test alert was sent, and no confirmed subscription received it' },
  'key refused': {
    code: 8,
    meaning: 'the API key was tried and does not do what runs need; it was not stored',
  },
  'run failed': { code: 9, meaning: 'a run was made, and failed' },
  'not well': { code: 10, meaning: 'doctor found something that is wrong' },
  'not known': {
    code: 11,
    meaning:
      'nothing is known of the time asked about: it is before the first complete run, or no longer kept',
  },
  'in use': { code: 12, meaning: 'another process has the data folder of watch' },
  'not stored': {
    code: 13,
    meaning: 'the data folder of watch cannot be written, or its disk is full; what was stored is whole',
  },
  interrupted: { code: 130, meaning: 'stopped by Ctrl-C or a request to end; what was written is whole' },
} as const satisfies Record<string, { readonly code: number; readonly meaning: string }>;

export type ExitReason = keyof typeof EXIT_CODES;

/** How a command says that it ends other than `done` without an error: its answer has been printed. */
export type Leave = (reason: ExitReason) => void;
