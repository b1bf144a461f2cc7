/** A subscriber of the alerts topic: each SNS message becomes pages. */
import { readDocument } from './document.ts';
import { type Page, pagesOf, unreadable } from './pages.ts';

/** What AWS Lambda is invoked with by SNS, as far as it is used. */
export interface SnsEvent {
  readonly Records: readonly { readonly Sns: { readonly MessageId: string; readonly Message: string } }[];
}

/**
 * Sends the pages of every message, in order, and goes on where one is not taken. Throws at the end if any was not: Lambda
 * then invokes again, and what was sent already changes nothing by being sent twice.
 */
export async function pageAll(event: SnsEvent, send: (page: Page) => Promise<void>): Promise<void> {
  const problems: string[] = [];
  for (const { Sns } of event.Records) {
    const document = readDocument(Sns.Message);
    const pages = document === null ? [unreadable(Sns.MessageId)] : pagesOf(document);
    for (const page of pages)
      await send(page).catch((error: unknown) =>
        problems.push(error instanceof Error ? error.message : String(error)),
      );
  }
  if (problems.length > 0)
    throw new Error(`${problems.length} pages were not taken. ${problems.slice(0, 5).join(' ')}`);
}
