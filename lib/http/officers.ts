import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Officer } from '../domain/officer.ts';
import { plainText } from '../domain/order-details.ts';
import { Refusal } from '../domain/refusal.ts';
import { log } from '../runtime/log.ts';
import type { ReadToken, TokenReading } from '../runtime/officer-tokens.ts';
import { languageOf } from './request.ts';
import type { HttpRoute } from './stack.ts';

/** What officers may do: ask and tell; approve or decline; read. */
const roleSchema = z.enum(['finance-officer', 'finance-approver', 'auditor']);

type OfficerRole = z.infer<typeof roleSchema>;

/** An officer who calls: who that is, by the issuer's name and its own for the person, and what the roles allow. */
export type Caller = { readonly by: Officer; readonly roles: readonly OfficerRole[] };

/** What of a token says who calls. `sub` is at most 255 ASCII characters (OpenID Connect Core 1.0, section 2). */
const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string().check(z.regex(/^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/)),
  name: z.catch(z.optional(plainText(200)), undefined),
  roles: z.catch(z.array(z.catch(z.optional(roleSchema), undefined)), []),
});

/** API Gateway takes no longer headers than 10 kB in all. */
const tokenForm = /^Bearer +([\w.~+/=-]{1,8192})$/i;

type RefusedWhy = Extract<TokenReading, { type: 'refused' }>['why'] | 'no-token';

const details: Readonly<Record<RefusedWhy, readonly [en: string, vi: string]>> = {
  'no-issuer': [
    'No issuer of officers’ tokens is configured at this stage.',
    'Hệ thống này chưa cấu hình nơi đăng nhập của cán bộ.',
  ],
  'no-token': [
    'Send the token of an officer in the header Authorization, after the word Bearer.',
    'Cần gửi mã đăng nhập của cán bộ trong tiêu đề Authorization, sau từ Bearer.',
  ],
  'not-genuine': ['The token is not one of our issuer.', 'Mã đăng nhập không do nơi đăng nhập của hệ thống cấp.'],
  expired: ['The token has expired: sign in again.', 'Phiên đăng nhập đã hết hạn, vui lòng đăng nhập lại.'],
  'not-yet-valid': ['The token is not valid yet.', 'Mã đăng nhập chưa có hiệu lực.'],
  'wrong-issuer': ['The token is of another issuer.', 'Mã đăng nhập do nơi khác cấp.'],
  'wrong-audience': ['The token is meant for somebody else.', 'Mã đăng nhập được cấp cho hệ thống khác.'],
  'no-subject': ['The token does not say who you are.', 'Mã đăng nhập không cho biết bạn là ai.'],
};

const refuseToken = (event: APIGatewayProxyEventV2, why: RefusedWhy): Refusal => {
  const [en, vi] = details[why];
  return new Refusal('unauthenticated', { detail: languageOf(event) === 'vi' ? vi : en });
};

const getClaims = async (readToken: ReadToken, event: APIGatewayProxyEventV2): Promise<unknown> => {
  const token = tokenForm.exec(event.headers.authorization ?? '')?.[1];
  if (token === undefined) throw refuseToken(event, 'no-token');
  const reading = await readToken(token);
  if (reading.type === 'genuine') return reading.claims;
  if (reading.type === 'refused') throw refuseToken(event, reading.why);
  log.error('the keys of the officers’ issuer cannot be had', { why: reading.why });
  throw new Refusal('busy');
};

/**
 * The officer of a request's bearer token. A token that does not say the name is of somebody without one; roles that we
 * do not know give nothing.
 *
 * @throws Refusal unauthenticated with what is wrong with the token; busy when the issuer's keys cannot be had
 */
export const authenticateOfficer = async (readToken: ReadToken, event: APIGatewayProxyEventV2): Promise<Caller> => {
  const claims = claimsSchema.safeParse(await getClaims(readToken, event));
  if (!claims.success) throw refuseToken(event, 'no-subject');
  const { iss, sub, name = sub, roles } = claims.data;
  return { by: { subject: `${iss}|${sub}`, name }, roles: roles.flatMap((role) => role ?? []) };
};

/** @throws Refusal not-allowed when the officer has none of these roles */
export const requireRole = ({ roles }: Caller, allowed: readonly OfficerRole[]): void => {
  if (!roles.some((role) => allowed.includes(role)))
    throw new Refusal('not-allowed', { detail: `It takes the role ${allowed.join(' or ')}.` });
};

/** What answers a request of an officer. */
type OfficerHandler = (event: APIGatewayProxyEventV2, caller: Caller) => Promise<APIGatewayProxyStructuredResultV2>;

/** A handler for officers with one of these roles. */
export type AsOfficer = (allowed: readonly OfficerRole[], answer: OfficerHandler) => HttpRoute['handler'];

/** Answers officers alone, each after showing who they are and that their roles allow it. */
export const makeAsOfficer =
  (readToken: ReadToken): AsOfficer =>
  (allowed, answer) =>
  async (event) => {
    const caller = await authenticateOfficer(readToken, event);
    requireRole(caller, allowed);
    return answer(event, caller);
  };

/** Who may do what: who asks does not approve, who approves makes no transfer, and who reads changes nothing. */
export const may = {
  read: ['finance-officer', 'finance-approver', 'auditor'],
  ask: ['finance-officer', 'finance-approver'],
  act: ['finance-officer'],
  approve: ['finance-approver'],
} as const satisfies Record<string, readonly OfficerRole[]>;
