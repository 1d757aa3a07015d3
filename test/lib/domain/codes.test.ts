import { describe, expect, test } from 'vitest';
import {
  agencyCodeSchema,
  budgetCodeSchema,
  dossierCodeSchema,
  procedureCodeSchema,
} from '../../../lib/domain/codes.ts';

const says = (schema: typeof agencyCodeSchema, text: unknown): string[] =>
  schema.safeParse(text).error?.issues.map(({ message }) => message) ?? [];

describe('an agency code', () => {
  test.each([
    '000.00.01.H57', // the old order
    '000.A0.01.H26',
    'H15.50.05.13', // the new order
    'H56.15.50.05.13',
    'H29.01',
    'G01',
    'H15.1A.ABC.01.02.03.999',
  ])('can be %s', (code) => {
    expect(agencyCodeSchema.parse(code)).toBe(code);
  });

  test.each([
    '',
    'H1',
    'h15.50.05.13',
    'H15.50.05.13 ',
    'H15.5',
    'H15.5000',
    'H15..13',
    'H15.50.05.13.',
    '000.00.01.57H',
    '00.00.01.H57',
    'H15.01.02.03.04.05.06.07', // seven groups
    'Đ15.50',
    `H15${'.999'.repeat(8)}9`, // 36 characters
    'H15.50\n',
    15,
  ])('cannot be %j', (code) => {
    expect(agencyCodeSchema.safeParse(code).success).toBe(false);
  });

  test('is too long above 35 characters', () => {
    expect(says(agencyCodeSchema, `H15${'.99'.repeat(11)}`)).toHaveLength(2);
    expect(says(agencyCodeSchema, `H15${'.99'.repeat(10)}.9`)).toEqual(['not-an-agency-code']);
  });
});

describe('a dossier code', () => {
  test.each([
    '000.00.01.H57-230115-0001',
    '000.A0.01.H26-210212-9090',
    'H15.50.05.13-261008-0975',
    'H15.50.05.13-261121-0975',
    'G01-261121-180001', // a ministry’s running number has six or seven digits
    'G01.18-261121-1800001',
    'H15.50.05.13-280229-0001', // a leap day
  ])('can be %s', (code) => {
    expect(dossierCodeSchema.parse(code)).toBe(code);
  });

  test.each([
    ['H15.50.05.13-261131-0975', 'not-a-calendar-day'], // November has thirty days
    ['H15.50.05.13-260229-0975', 'not-a-calendar-day'],
    ['H15.50.05.13-261301-0975', 'not-a-calendar-day'],
    ['H15.50.05.13-260001-0975', 'not-a-calendar-day'],
    ['H15.50.05.13-261100-0975', 'not-a-calendar-day'],
    ['000.00.01.H57-231301-0001', 'not-a-calendar-day'],
    ['H15.50.05.13-261121-975', 'not-a-dossier-code'],
    ['H15.50.05.13-261121-00000975', 'not-a-dossier-code'],
    ['H15.50.05.13-20261121-0975', 'not-a-dossier-code'],
    ['H15.50.05.13-261121', 'not-a-dossier-code'],
    ['H15.50.05.13', 'not-a-dossier-code'],
    ['261121-0975', 'not-a-dossier-code'],
    ['h15.50.05.13-261121-0975', 'not-a-dossier-code'],
    ['H15.50.05.13-261121-0975-1', 'not-a-dossier-code'],
    ['H15.50.05.13-26112١-0975', 'not-a-dossier-code'], // an Arabic digit
    ['', 'not-a-dossier-code'],
  ])('cannot be %j: %s', (code, why) => {
    expect(says(dossierCodeSchema, code)).toEqual([why]);
  });

  test('cannot have an agency of 36 characters', () => {
    expect(dossierCodeSchema.safeParse(`H15${'.99'.repeat(11)}-261121-0975`).success).toBe(false);
  });
});

test.each([
  ['1.004194', true],
  ['2.000488', true],
  ['3.000347', true],
  ['1.4194', false],
  ['1004194', false],
  ['1.0041940', false],
  ['', false],
])('%j is a procedure code: %s', (code, expected) => {
  expect(procedureCodeSchema.safeParse(code).success).toBe(expected);
});

test.each([
  ['2767', true],
  ['0001', true],
  ['276', false],
  ['27670', false],
  ['', false],
])('%j is a budget code: %s', (code, expected) => {
  expect(budgetCodeSchema.safeParse(code).success).toBe(expected);
});
