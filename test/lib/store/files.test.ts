import { expect, test } from 'vitest';
import { refuseOddName } from '../../../lib/store/files.ts';

const odd = ['', '/a', 'a/', 'a//b', '.', 'a/./b', 'a/../b', 'a\0b', 'a\ud800', 'a'.repeat(1_025), 'ạ'.repeat(342)];

test.each(odd)('a file cannot be named %j', (name) => {
  expect(() => {
    refuseOddName(name);
  }).toThrow(RangeError);
});

test.each(['a', 'incoming/demo/bank/2026-11-23/Sao kê (1).csv', '...', 'a/.b', 'a'.repeat(1_024)])(
  'a file can be named %j',
  (name) => {
    expect(() => {
      refuseOddName(name);
    }).not.toThrow();
  },
);
