/** What the channels bear, in one place. The tests assert that the parts fit the whole. */
/** Amazon SNS, Publish: message and attributes together, in bytes of UTF-8. */
export const SNS_MESSAGE_BYTES = 256 * 1024;

/** Bytes of the e-mail within an SNS message (escaped as JSON text): a quarter, and more than anybody reads. */
export const EMAIL_BYTES = 64 * 1024;

/** Bytes of the JSON document within an SNS message (escaped once more): half, which leaves a quarter for the rest. */
export const JSON_BYTES = 128 * 1024;

/** Bytes of the custom notification within an SNS message (escaped as JSON text): an eighth. */
export const CHAT_BYTES = 32 * 1024;

/** Bytes of our document within a custom notification (escaped as JSON text): any one group fits. */
export const CHAT_DOCUMENT_BYTES = 8 * 1024;

/** Characters of a custom notification's description: Slack shows no more than 3,000 of one section (Block Kit reference). */
export const CHAT_CHARACTERS = 2_800;

/** Groups listed in a chat message: what one takes in without scrolling. */
export const LISTED_IN_CHAT = 10;

/** Amazon SNS, Publish: a subject has fewer than 100 ASCII characters. */
export const SUBJECT_CHARACTERS = 99;

/** One SMS, whichever encoding a carrier picks for plain ASCII (Amazon SNS, Publish: 140 ASCII characters). */
export const SMS_CHARACTERS = 140;

/** Columns of the e-mail's text: what mail programs show without folding, with room for a reply's quotation mark. */
export const EMAIL_COLUMNS = 77;

/** Groups described with their hubs: about as many as one scrolls through. */
export const LISTED_IN_FULL = 10;

/** Groups given a line each after those; the rest is counted. */
export const LISTED_IN_LINES = 200;

/** Characters of a group's name that are shown. The API allows 50; what is longer is not a name. */
export const NAME_CHARACTERS = 60;

/** Characters of any other foreign word: a region, a data center, a status. */
export const WORD_CHARACTERS = 40;

/** Characters of what a failure says happened; the log has all of it. */
export const DETAIL_CHARACTERS = 400;

/** Reasons that a message gives, and characters of one: a run that tells together has seldom more than two. */
export const REASONS_SHOWN = 3;
export const REASON_CHARACTERS = 300;

/** Differences of configuration that are shown of one group, and characters of what stands on each side of one. */
export const DIFFERENCES_SHOWN = 10;
export const DIFFERENCE_CHARACTERS = 200;

/** Entries of one list, or fields of one record, in a document: as many as tell what has changed. */
export const VALUES_SHOWN = 100;

/** Values of a list attribute. There are a few dozen regions and seven device types: a cap that only nonsense meets. */
export const ATTRIBUTE_VALUES = 100;
