/** Foreign text made harmless: names of groups, regions and data centers may hold anything. */
import type { Group } from '../fleet/group.ts';
import { NAME_CHARACTERS, WORD_CHARACTERS } from './limits.ts';

/** Line breaks, tabs and other controls, and halves of characters: each would act instead of being read. */
const ACTING = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Invisible: directions of writing, zero widths, tags, joiners, fillers. They hide or reorder what stands around them. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Printable ASCII without two spaces together, or one at an end: what nearly every name is, and there is nothing to do. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** One line of visible text without anything that acts on its surroundings, at most `characters` long. */
export function clean(text: string, characters: number): string {
  if (text.length <= characters && PLAIN.test(text)) return text;
  const visible = text.replace(ACTING, ' ').replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();
  return clip(visible.normalize('NFC'), characters, '…');
}

/** What the group is called in a message; its id where nothing of the name can be seen. */
export function nameOf(group: Pick<Group, 'id' | 'name'>): string {
  return clean(group.name, NAME_CHARACTERS) || `group ${group.id}`;
}

/** The name, and the region where there is one: `Harbor Depot - East (us-east-1)`. */
export function placeOf(group: Pick<Group, 'id' | 'name' | 'region'>): string {
  return `${nameOf(group)}${regionTail(group)}`;
}

/** ` (us-east-1)`, or nothing. */
export function regionTail(group: Pick<Group, 'region'>): string {
  const region = word(group.region);
  return region === null ? '' : ` (${region})`;
}

/** A region, data center, device type or status word as it is shown; null where there is nothing to see. */
export function word(text: string | null): string | null {
  return clean(text ?? '', WORD_CHARACTERS) || null;
}

/** Letters that NFKD leaves whole although everybody knows how to write them in ASCII. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
  '‐': '-',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '·': '.',
  '•': '*',
  '×': 'x',
};

const UNWRITABLE = '\uFFFD';

/** Cleaned text in ASCII: marks stripped, a run of what has no counterpart is one `?`. */
export function toAscii(text: string): string {
  if (/^[\x20-\x7E]*$/.test(text)) return text;
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7E]/gu, (character) => SPELLED[character] ?? UNWRITABLE)
    .replace(/\uFFFD(?: *\uFFFD)*/g, '?');
}

/** The same; where no letter or digit is left the fallback, since `?` tells nobody which group it is. */
export function ascii(text: string, fallback: string): string {
  const plain = toAscii(text).trim();
  return /[A-Za-z0-9]/.test(plain) ? plain : fallback;
}

/** ASCII characters that the alphabet of SMS (GSM 03.38) lacks or counts twice. */
const NOT_GSM: Readonly<Record<string, string>> = {
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
  '\\': '/',
  '|': '/',
  '~': '-',
  '^': "'",
  '`': "'",
};

/** ASCII text in the basic alphabet of SMS. */
export function gsm(text: string): string {
  return text.replace(/[[\]{}\\|~^`]/g, (character) => NOT_GSM[character] ?? '');
}

/** The text, or as much of its beginning as leaves room for the mark that something is missing. Counts code points. */
export function clip(text: string, characters: number, mark: string): string {
  if (text.length <= characters) return text;
  const points = [...text];
  if (points.length <= characters) return text;
  const kept = points.slice(0, Math.max(0, characters - mark.length)).join('');
  return `${kept.trimEnd()}${mark}`;
}

const UTF_8 = new TextEncoder();
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Bytes that a text takes as a value inside a JSON text, quotes left out. */
export function embeddedBytes(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === QUOTE || unit === BACKSLASH) bytes += 1;
    // What nearly no document holds is left to those who know how it is written.
    else if (unit < 0x20 || unit > 0x7e) return UTF_8.encode(JSON.stringify(text)).length - 2;
  }
  return bytes;
}
