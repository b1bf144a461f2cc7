/** What can be exported. */
export const EXPORTS = ['changes', 'snapshots', 'runs', 'incidents'] as const;
export type Export = (typeof EXPORTS)[number];

/** The formats of an export. */
export const FORMATS = ['csv', 'ndjson'] as const;
export type Format = (typeof FORMATS)[number];
