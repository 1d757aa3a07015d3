import { describe, expect, test } from 'vitest';
import { type Names, resolveIntrinsics } from '../../../local/topology/intrinsics.ts';

const names: Names = {
  ref: (name) => `ref(${name})`,
  attribute: (resource, attribute) => `${resource}→${attribute}`,
  importValue: (exportName) => `import(${exportName})`,
};

describe('an intrinsic function', () => {
  test.each<[string, unknown, unknown]>([
    ['Ref', { Ref: 'Table' }, 'ref(Table)'],
    ['GetAtt of a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'Table→Arn'],
    ['GetAtt of a path', { 'Fn::GetAtt': 'Table.Arn' }, 'Table→Arn'],
    ['ImportValue', { 'Fn::ImportValue': 'data:Table' }, 'import(data:Table)'],
    ['Join', { 'Fn::Join': ['/', ['a', { Ref: 'B' }, 'c']] }, 'a/ref(B)/c'],
    ['Select of Split', { 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    ['Sub', { 'Fn::Sub': 'x-${AWS::Region}-${Table.Arn}-${!Kept}' }, 'x-ref(AWS::Region)-Table→Arn-${Kept}'],
    ['Sub with variables', { 'Fn::Sub': ['${Own}-${Table}', { Own: { Ref: 'A' } }] }, 'ref(A)-ref(Table)'],
  ])('%s is replaced by what it stands for', (_, value, expected) => {
    expect(resolveIntrinsics(value, names)).toEqual(expected);
  });

  test('is found at any depth, and everything else stays', () => {
    const value = { list: [1, null, { deep: { Ref: 'A' } }], Ref: 'a property beside others', flag: true };

    expect(resolveIntrinsics(value, names)).toEqual({ ...value, list: [1, null, { deep: 'ref(A)' }] });
  });

  test('that nobody knows here is named', () => {
    expect(() => resolveIntrinsics({ a: { 'Fn::Cidr': ['10.0.0.0/8', 1, 8] } }, names)).toThrow(
      'The template uses Fn::Cidr, which the local runner does not know.',
    );
  });
});
