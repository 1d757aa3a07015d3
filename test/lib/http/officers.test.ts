import { describe, expect, test } from 'vitest';
import { Refusal, type RefusalCode } from '../../../lib/domain/refusal.ts';
import { authenticateOfficer, requireRole } from '../../../lib/http/officers.ts';
import { log } from '../../../lib/runtime/log.ts';
import type { TokenReading } from '../../../lib/runtime/officer-tokens.ts';
import { toHttpEvent } from './http-call.ts';

log.setLogLevel('SILENT');

const claims = { iss: 'https://issuer.example', sub: '7f3c', name: 'Nguyễn Thị Mai', roles: ['finance-officer'] };

type Headers = Readonly<Record<string, string>>;

const signIn = (reading: TokenReading, headers: Headers = { authorization: 'Bearer a.b.c' }, query = '') =>
  authenticateOfficer(async () => reading, toHttpEvent({ target: `/v1/desk${query}`, headers }));

const claiming = (changes: Record<string, unknown>) =>
  signIn({ type: 'genuine', claims: JSON.parse(JSON.stringify({ ...claims, ...changes })) });

const refusalOf = async (answering: Promise<unknown>): Promise<[RefusalCode, string | undefined]> => {
  const refusal = await answering.catch((error: unknown) => error);
  if (!(refusal instanceof Refusal)) throw new Error(`not refused: ${String(refusal)}`);
  return [refusal.code, refusal.facts.detail];
};

describe('an officer', () => {
  test('is who the issuer says', async () => {
    expect(await claiming({})).toEqual({
      by: { subject: 'https://issuer.example|7f3c', name: 'Nguyễn Thị Mai' },
      roles: ['finance-officer'],
    });
  });

  test.each([undefined, null, 7, '', ' \n', 'a\u0000b', 'x'.repeat(201), ['Mai']])(
    'goes by the subject when the name is %j',
    async (name) => {
      expect((await claiming({ name })).by.name).toBe('7f3c');
    },
  );

  test.each([
    [undefined, []],
    [null, []],
    ['finance-approver', []],
    [{ 0: 'finance-approver', length: 1 }, []],
    [['admin', 7, null, 'auditor', 'Finance-Approver'], ['auditor']],
    [
      ['finance-officer', 'finance-approver'],
      ['finance-officer', 'finance-approver'],
    ],
  ])('has of the roles %j only those that we know: %j', async (roles, known) => {
    expect((await claiming({ roles })).roles).toEqual(known);
  });

  test.each([7, '', ' 7f3c', '7f3c ', 'a\nb', 'Bình', 'x'.repeat(256)])(
    'is nobody when the subject is %j',
    async (sub) => {
      expect(await refusalOf(claiming({ sub }))).toEqual(['unauthenticated', 'The token does not say who you are.']);
    },
  );
});

describe('a request', () => {
  test('is refused in the language of who calls', async () => {
    const authorization = 'Bearer a.b.c';
    const refused = { type: 'refused', why: 'expired' } as const;

    expect(await refusalOf(signIn(refused))).toEqual(['unauthenticated', 'The token has expired: sign in again.']);
    expect(await refusalOf(signIn(refused, { authorization, 'accept-language': 'vi-VN' }))).toEqual([
      'unauthenticated',
      'Phiên đăng nhập đã hết hạn, vui lòng đăng nhập lại.',
    ]);
  });

  const genuine = { type: 'genuine', claims } as const;

  test.each([
    {},
    { authorization: '' },
    { authorization: 'a.b.c' },
    { authorization: 'Basic YTpi' },
    { authorization: 'Bearer a.b.c, Bearer d.e.f' },
    { authorization: `Bearer ${'x'.repeat(9000)}` },
  ])('shows no token with the headers %o', async (headers) => {
    expect((await refusalOf(signIn(genuine, headers)))[1]).toMatch(/^Send the token of an officer in the header/);
  });

  test('shows no token in its query', async () => {
    expect((await refusalOf(signIn(genuine, {}, '?access_token=a.b.c')))[0]).toBe('unauthenticated');
  });

  test('is to be sent again when the keys of the issuer cannot be had', async () => {
    expect(await refusalOf(signIn({ type: 'no-keys', why: 'it does not answer' }))).toEqual(['busy', undefined]);
  });
});

test('a role is asked for by name', async () => {
  const officer = await claiming({});

  expect(() => {
    requireRole(officer, ['finance-approver', 'finance-officer']);
  }).not.toThrow();
  expect(() => {
    requireRole(officer, ['finance-approver', 'auditor']);
  }).toThrow('It takes the role finance-approver or auditor.');
});
