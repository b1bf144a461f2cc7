import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { render } from '../../../lib/core/alerts/render.ts';
import { ascii, clean, clip, embeddedBytes, gsm, nameOf, toAscii } from '../../../lib/core/alerts/text.ts';
import { aGroup } from '../../support/builders.ts';
import { ACME, alertOf, fallen, opened, primary } from './scenes.ts';

/** Controls, halves of characters, everything invisible or changing the direction of writing. */
const HARMFUL = /[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
/** The basic alphabet of SMS, as far as it is ASCII. */
const GSM_LINE = /^[A-Za-z0-9 @$_!"#%&'()*+,./:;<=>?-]+$/;

const NAMES: readonly (readonly [what: string, name: string, shown: string, subject: string])[] = [
  ['an ordinary name', 'DMZ ASA Tunnel NC', 'DMZ ASA Tunnel NC', 'DMZ ASA Tunnel NC'],
  [
    'marks and ligatures',
    'Zürich Straße Œuvre Łódź',
    'Zürich Straße Œuvre Łódź',
    'Zurich Strasse OEuvre Lodz',
  ],
  [
    'markup',
    '<b>x</b> **y** [z](http://e.example)',
    '<b>x</b> **y** [z](http://e.example)',
    '<b>x</b> **y** [z](http://e.example)',
  ],
  ['a header after a line break', 'a\r\nSubject: b', 'a Subject: b', 'a Subject: b'],
  ['a right-to-left override', 'abc\u202Egnp.exe', 'abcgnp.exe', 'abcgnp.exe'],
  ['isolates and marks', '\u2067x\u2069\u200F\u061Cy', 'xy', 'xy'],
  ['zero widths', 'a\u200Bb\u200Cc\u200Dd\uFEFFe\u2060f', 'abcdef', 'abcdef'],
  ['a null and a bell', 'a\u0000b\u0007c', 'a b c', 'a b c'],
  ['a next line and a line separator', 'a\u0085b\u2028c', 'a b c', 'a b c'],
  ['half a character', 'a\uD83Db', 'a b', 'a b'],
  ['an emoji of several', 'Fire 👩‍🚒!', 'Fire 👩🚒!', 'Fire ?!'],
  ['tags that cannot be seen', 'x\u{E0041}\u{E0042}', 'x', 'x'],
  ['nothing but what cannot be seen', '\u200B\u202E \u3164', 'group 620113', 'group 620113'],
  ['nothing at all', '', 'group 620113', 'group 620113'],
  ['no letter that ASCII has', '東京データセンター', '東京データセンター', 'group 620113'],
  ['wide characters', '東'.repeat(50), '東'.repeat(50), 'group 620113'],
  ['full width letters', 'ＤＭＺ １', 'ＤＭＺ １', 'DMZ 1'],
];

describe('A name does no harm', () => {
  test.each(NAMES)('%s', (_what, name, shown, subject) => {
    const alert = render(alertOf({ groups: [opened(fallen(aGroup({ name })))] }));
    expect(nameOf({ id: '620113', name })).toBe(shown);
    expect(alert.subject).toBe(`[DOWN] ${subject} (us-east-1) - Acme`);
    expect(alert.sms).toMatch(GSM_LINE);
    expect(JSON.parse(alert.json).events[0].group.name).toBe(shown);
  });

  test('whatever is put into every foreign text at once', () => {
    const foreign = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(foreign, foreign, foreign, (name, word, organization) => {
        const hubs = [
          primary({
            datacenter: word,
            status: 'unknown',
            carried: { statusSeen: name, reportedAt: word, peers: [{ ip: word, status: name }] },
          }),
        ];
        const group = aGroup({
          name,
          region: word,
          deviceType: word,
          status: 'unknown',
          statusSeen: word,
          hubs,
        });
        const alert = alertOf({
          groups: [opened(group), opened({ ...group, id: '7' })],
          organization: { ...ACME, name: organization, timeZone: word },
        });
        const { subject, sms, email, json, attributes } = render(alert);
        expect(subject).toMatch(/^\[[A-Z][\x20-\x7E]{1,98}$/);
        expect(subject.length).toBeLessThan(100);
        expect(sms).toMatch(GSM_LINE);
        expect(sms.length).toBeLessThanOrEqual(140);
        expect(email.replaceAll('\n', '')).not.toMatch(HARMFUL);
        expect(json).not.toMatch(HARMFUL);
        expect(JSON.stringify(attributes)).not.toMatch(HARMFUL);
        expect(Object.values(attributes).every((value) => value.length > 0)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe('Text', () => {
  test('is shortened with a mark, by characters and not by halves of them', () => {
    expect(clean('🚒'.repeat(10), 5)).toBe('🚒🚒🚒🚒…');
    expect(clip('Harbor Depot', 12, '...')).toBe('Harbor Depot');
    expect(clip('Harbor Depot East', 10, '...')).toBe('Harbor...');
  });

  test.each([
    ['ß ẞ æ Æ œ Œ ø Ø', 'ss SS ae AE oe OE o O'],
    ['ł Ł đ Đ ð Ð þ Þ ı', 'l L d D d D th Th i'],
    ['‐ – — ‘a’ “b” «c» · • ×', '- - - \'a\' "b" "c" . * x'],
    ['é ñ ǘ ﬁ Ⅷ', 'e n u fi VIII'],
    ['東 京 と大阪', '?'],
  ])('%s is written %s where only ASCII is', (text, written) => {
    expect(toAscii(text)).toBe(written);
  });

  test('takes as many bytes inside of JSON as it does there', () => {
    expect(['', 'a', 'a"b', 'é', '\n', '🚒'].map(embeddedBytes)).toEqual([0, 1, 4, 2, 2, 4]);
  });

  test('loses for SMS what its alphabet has not', () => {
    expect(gsm('[a]{b}\\c|d~e^f`g')).toBe("(a)(b)/c/d-e'f'g");
  });

  test('falls back where ASCII would leave only question marks', () => {
    expect(ascii('東京', 'group 7')).toBe('group 7');
    expect(ascii('東京 2', 'group 7')).toBe('? 2');
    expect(ascii(' x ', 'group 7')).toBe('x');
  });
});
