/** What the words of a report mean: in the words of `docs/history.md`, which a test compares. */
export const DEFINITIONS: readonly (readonly [word: string, meaning: string])[] = [
  ['connected', 'is `connected`, as the API says; also while it has less redundancy than it used to have'],
  ['degraded', 'is in `warning`: a hub is lost, and traffic passes over the other'],
  ['down', 'is `disconnected`'],
  ['unknown', 'neither up nor down, because nobody can say'],
  [
    'Availability',
    'is `connected` by `connected` + `degraded` + `down`. Unknown time is in neither, so a gap lowers no availability.',
  ],
  [
    'Coverage',
    "is `connected` + `degraded` + `down` by the range less what is `not there`: the share of the group's time that anything is known of.",
  ],
  [
    'An outage',
    'begins where a group becomes down, and only a standing of `connected` or `degraded`, or its removal, ends it. Unknown time within it does not, and is not counted as down either.',
  ],
  ['MTTR', 'the mean time to restore, is `down` by outages'],
  ['MTBF', 'the mean time between failures, is `connected` + `degraded` by outages'],
  [
    'Incidents',
    'are what people were told of, by the rules of alerting: some statuses must be confirmed, flapping is one incident, lost redundancy is one as well. An incident is counted in every range in which a change belongs to it.',
  ],
  [
    'A gap',
    'lasts from the end of the reading before it to the beginning of the reading after it. At its two ends somebody looked.',
  ],
  [
    'A change',
    'Polling sees that something is different, not when it came about. A change has bounds: `after`, the beginning of the last reading that saw it otherwise, and `by`, the end of the reading that saw it so. It counts from `by`.',
  ],
  [
    'Regions',
    'A group counts for the region in which it was last seen in the range; so regions together are the fleet.',
  ],
];
