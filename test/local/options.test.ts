import { describe, expect, test } from 'vitest';
import { readOptions } from '../../local/options.ts';

describe('the options of npm start', () => {
  test('have defaults', () => {
    expect(readOptions([])).toEqual({ port: 4000, dataFolder: `${process.cwd()}/.lephi`, fresh: false });
  });

  test('can be given', () => {
    expect(readOptions(['--port', '0', '--data=/tmp/x', '--fresh'])).toEqual({
      port: 0,
      dataFolder: '/tmp/x',
      fresh: true,
    });
  });

  test.each([['--port abc'], ['--port 65533'], ['--port -1'], ['--colour red'], ['surplus'], ['--data']])(
    'are refused in one line: %s',
    (line) => {
      expect(() => readOptions(line.split(' '))).toThrow(
        /^.+ Usage: npm start -- \[--port 4000\] \[--data \.lephi\] \[--fresh\]$/,
      );
    },
  );
});
