import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { RenderedAlert } from '../../../lib/core/alerts/alert.ts';
import { customNotification } from '../../../lib/core/alerts/custom-notification.ts';
import { render } from '../../../lib/core/alerts/render.ts';
import { GOLDENS } from './goldens.ts';

const UPDATE = process.env.UPDATE_GOLDEN === '1';

/** A message as a person gets it. */
function asRead({ subject, sms, email }: RenderedAlert): string {
  return `Subject: ${subject}\nSMS: ${sms}\n\n${email}`;
}

function rendered(name: string): RenderedAlert {
  const alert = GOLDENS[name];
  if (alert === undefined) throw new Error(`There is no message called ${name}.`);
  return render(alert());
}

/** The document within a chat message is kept by itself. */
function withoutDocument(key: string, value: unknown): unknown {
  return key === 'alert' ? '(the document for programs, as a text)' : value;
}

function fileOf(name: string, ending = 'golden.txt'): string {
  const slug = name.replace(/[^a-z0-9]+/gi, '-').toLowerCase();
  return fileURLToPath(new URL(`${slug}.${ending}`, import.meta.url));
}

/** The kept text, brought up to date first where that is asked for. */
function kept(file: string, text: string): string {
  if (UPDATE) writeFileSync(file, text);
  return existsSync(file)
    ? readFileSync(file, 'utf8')
    : `${file} is missing: run with UPDATE_GOLDEN=1 and read it.`;
}

describe('A message reads as it was last read and approved', () => {
  test.each(Object.entries(GOLDENS))('%s', (name, alert) => {
    const text = asRead(render(alert()));
    expect(text).toBe(kept(fileOf(name), text));
  });

  test.each(['one group down', 'five down in one data center', 'name full of markup', 'reminder, critical'])(
    'in a chat: %s',
    (name) => {
      const text = `${JSON.stringify(JSON.parse(customNotification(rendered(name))), withoutDocument, 2)}\n`;
      expect(text).toBe(kept(fileOf(name, 'chat.golden.json'), text));
    },
  );

  test('as a document for programs', () => {
    const text = `${JSON.stringify(JSON.parse(rendered('one group down').json), null, 2)}\n`;
    expect(text).toBe(kept(fileOf('one group down', 'golden.json'), text));
  });
});
