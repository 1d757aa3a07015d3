import { describe, expect, test } from 'vitest';
import { profileSchema } from '../../../lib/statements/profile.ts';
import { textOf, trackedFiles } from '../../tracked-files.ts';
import { profileNamed } from './sample-statement.ts';

describe('a profile that Lephi brings', () => {
  const files = trackedFiles.filter((path) => path.startsWith('local/statement-profiles/'));

  test.each(files)('is one, is named as its file, and says where its layout is known from: %s', (path) => {
    const profile = profileSchema.parse(JSON.parse(textOf(path)));

    expect(path).toBe(`local/statement-profiles/${profile.name}.json`);
    expect(profile.source.length).toBeGreaterThan(40);
  });

  test('is there for every format', () => {
    const formats = new Set(files.map((path) => profileSchema.parse(JSON.parse(textOf(path))).format));

    expect([...formats].sort()).toEqual(
      profileSchema.def.options.map(({ shape }) => shape.format.def.values[0]).sort(),
    );
  });
});

describe('a profile', () => {
  const given = profileNamed('bank-csv');

  test.each([
    ['an unknown name', { colums: {} }],
    ['an unknown column', { columns: { bookedOn: ['Ngày'], reference_: ['x'] } }],
    ['no column with a day', { columns: { text: ['Nội dung'] } }],
    ['an unknown rule', { direction: { rule: 'two-colums', in: ['a'], out: ['b'] } }],
    ['a rule with the columns of another', { direction: { rule: 'signed', in: ['a'], out: ['b'] } }],
    ['an unknown form of numbers', { numbers: '1 234,5' }],
    ['an unknown form of days', { dates: ['MM/dd/yyyy'] }],
    ['an unknown encoding', { encoding: 'latin1' }],
    ['an unknown fact', { facts: { opening: { label: ['x'] } } }],
    ['a fact in two places', { facts: { account: { label: ['x'], column: ['y'] } } }],
    ['a column without a name', { columns: { bookedOn: [] } }],
    ['no source', { source: '' }],
    ['a name that is a path', { name: '../x' }],
    ['a sheet in a CSV', { sheet: 'Sheet1' }],
    ['another format', { format: 'xls' }],
  ])('with %s is refused', (_, change) => {
    expect(profileSchema.safeParse({ ...given, ...change }).success).toBe(false);
  });
});
