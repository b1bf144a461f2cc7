import { describe, expect, test } from '@jest/globals';
import { styleOf } from '../../lib/cli/output/style.ts';
import { table } from '../../lib/cli/output/table.ts';

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

  test('gives way where the terminal is too narrow: what can be wrapped first, then what can be cut', () => {
    const columns = [
      'SEEN',
      { heading: 'NAME', yields: 'cut' },
      { heading: 'DOWN', align: 'right' },
      { heading: 'CHANGE', yields: 'wrap' },
    ] as const;
    const rows = [
      ['14:05', 'Harbor Depot - East', '7m', 'status connected to disconnected, primary hub up to down'],
      ['14:06', 'Branch 1', '12m', 'removed'],
    ];
    expect(table(columns, rows, 60)).toBe(`SEEN   NAME                 DOWN  CHANGE
14:05  Harbor Depot - East    7m  status connected to
                                  disconnected, primary hub
                                  up to down
14:06  Branch 1              12m  removed
`);
    expect(table(columns, rows, 50)).toBe(`SEEN   NAME              DOWN  CHANGE
14:05  Harbor Depot - …    7m  status connected to
                               disconnected,
                               primary hub up to
                               down
14:06  Branch 1           12m  removed
`);
    expect(table(columns, rows).split('\n')[1]).toBe(
      '14:05  Harbor Depot - East    7m  status connected to disconnected, primary hub up to down',
    );
  });
});

test('without colours there is none', () => {
  const { strong, condition } = styleOf({ colour: false });
  expect([strong('a'), condition('warning')]).toEqual(['a', 'warning']);
});
