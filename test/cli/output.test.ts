import { describe, expect, test } from '@jest/globals';
import { styleOf } from '../../lib/cli/output/style.ts';
import { table, width } from '../../lib/cli/output/table.ts';

describe('a table', () => {
  test('keeps its columns under each other, whatever is in them', () => {
    const { condition } = styleOf({ colour: true });
    const text = table(
      ['NAME', 'STATUS', 'REGION'],
      [
        ['Branch 1', 'connected', 'us-east-1'],
        ['東京支店', condition('disconnected'), 'ap-northeast-1'],
        ['Café', 'warning', ''],
        ['👩‍🚒 Depot', 'warning', 'x'],
      ],
    );
    expect(text).toBe(
      [
        'NAME      STATUS        REGION',
        'Branch 1  connected     us-east-1',
        '東京支店  \u001b[31mdisconnected\u001b[39m  ap-northeast-1',
        'Café      warning',
        '👩‍🚒 Depot  warning       x',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['Branch', 6],
    ['Cafe\u0301', 4],
    ['ｆｕｌｌ', 8],
    ['한글', 4],
    ['\u001b[31mred\u001b[39m', 3],
    ['', 0],
  ])('takes %j to be %i columns wide', (text, columns) => {
    expect(width(text)).toBe(columns);
  });
});

test('without colours there is none', () => {
  const { strong, condition } = styleOf({ colour: false });
  expect([strong('a'), condition('warning')]).toEqual(['a', 'warning']);
});
