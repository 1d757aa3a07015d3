import { describe, expect, test } from 'vitest';
import { CannotGoOn } from '../../cli/cannot-go-on.ts';
import { complainOf, toText } from '../../cli/complain.ts';
import { Refusal } from '../../lib/domain/refusal.ts';

const named = (name: string, message: string) => Object.assign(new Error(message), { name });

const textOf = (error: unknown) => toText(complainOf(error));

describe('a complaint', () => {
  test('of a refusal says its detail, or else its title', () => {
    expect(textOf(new Refusal('busy'))).toBe('Too many at once; try again.');
    expect(textOf(new Refusal('not-found', { detail: 'There is no client x.' }))).toBe('There is no client x.');
  });

  test('names fields as the command line does, and says what is wrong in words', () => {
    const errors = [
      { pointer: '/options/tmnCode', message: 'is missing' },
      { pointer: '/agencyCodes/1', message: 'not-an-agency-code' },
      { pointer: '/somewhere', message: 'is odd' },
    ];

    expect(textOf(new Refusal('validation-failed', { errors }))).toBe(
      [
        'Some fields are not as they must be.',
        '  --option, tmnCode: is missing',
        '  --agency, number 2: is not an agency identifier code, such as H15.50.05.13 or 000.00.01.H57',
        '  somewhere: is odd',
      ].join('\n'),
    );
  });

  test.each([
    ['Region is missing', named('Error', 'Region is missing'), 'There is no AWS region: set AWS_REGION.'],
    [
      'no credentials',
      named('CredentialsProviderError', 'Could not load credentials from any providers'),
      'There are no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID with its secret.' +
        ' CredentialsProviderError: Could not load credentials from any providers',
    ],
    [
      'no such table',
      named('ResourceNotFoundException', 'Requested resource not found'),
      'There is no such stage in this AWS account and region. ResourceNotFoundException: Requested resource not found',
    ],
  ])('of AWS says what to do: %s', (_, error, text) => {
    expect(textOf(error)).toBe(text);
  });

  test('of what a command found says just that, under a code of its own', () => {
    const error = new CannotGoOn('Order LP0000000000 does not hold.', 'journal-broken');

    expect(complainOf(error)).toEqual({ code: 'journal-broken', title: 'Order LP0000000000 does not hold.' });
    expect(complainOf(new CannotGoOn('No.'))).toMatchObject({ code: 'cannot-go-on' });
  });

  test('of anything else is one line without a stack', () => {
    expect(textOf(named('TypeError', 'one\n  at two'))).toBe('That did not work. TypeError: one');
    expect(textOf('thrown')).toBe('That did not work. Error: thrown');
  });
});
