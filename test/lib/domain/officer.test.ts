import { describe, expect, test } from 'vitest';
import { isSameOfficer, subjectOf } from '../../../lib/domain/officer.ts';
import { binh, mai } from '../../samples.ts';

describe('two credentials', () => {
  test.each([
    ['under another name', { ...mai, name: 'Somebody else' }],
    ['with spaces around the subject', { ...mai, subject: ` ${mai.subject}\u00A0` }],
    ['composed in another way', { subject: 'iss|mai\u0306', name: 'Mai' }, { subject: 'iss|ma\u012D', name: 'Mai' }],
  ])('are one person’s %s', (_name, one, other = mai) => {
    expect(isSameOfficer(one, other)).toBe(true);
    expect(subjectOf(one)).toBe(subjectOf(other));
  });

  test.each([
    ['of another subject', binh],
    ['of the same name alone', { ...binh, name: mai.name }],
    ['of another issuer', { ...mai, subject: 'https://other.example.vn|mai' }],
  ])('are two people’s when they are %s', (_name, one) => {
    expect(isSameOfficer(one, mai)).toBe(false);
  });
});
