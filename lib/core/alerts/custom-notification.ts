/**
 * The custom notification of Amazon Q Developer in chat applications (formerly AWS Chatbot), which shows it in Slack and
 * Microsoft Teams. Source: its administrator guide, "Custom notifications". A document that is not of that form is dropped
 * without a word, so nothing but published fields is in it; `docs/adr/0005-chat.md` says more.
 */
import type { RenderedAlert } from './alert.ts';
import { CHAT_DOCUMENT_BYTES } from './limits.ts';
import { unmarked } from './markup.ts';
import { embeddedBytes } from './text.ts';

/** The notification as JSON. Its title is the subject; our own document goes along as a text. */
export function customNotification({ id, kind, subject, json, chat }: RenderedAlert): string {
  const title = unmarked(subject);
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    id,
    content: {
      textType: 'client-markdown',
      title,
      description: chat.description,
      ...(chat.steps.length === 0 ? {} : { nextSteps: chat.steps }),
      keywords: [chat.severity, chat.organization.name],
    },
    metadata: {
      threadId: chat.thread,
      summary: title,
      eventType: kind,
      ...(chat.groups.length === 0 ? {} : { relatedResources: chat.groups }),
      additionalContext: {
        organization: chat.organization.id,
        severity: chat.severity,
        alert: inert(embeddedBytes(json) <= CHAT_DOCUMENT_BYTES ? json : chat.document),
      },
    },
  });
}

/** The same JSON, in which a chat program finds no mention and no tag should it ever show it. */
function inert(document: string): string {
  return document.replace(/[<>@]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}
