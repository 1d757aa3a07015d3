import { beforeEach, describe, expect, test } from 'vitest';
import { fieldMessages } from '../../../lib/domain/field-messages.ts';
import { Refusal, type RefusalCode, refusals } from '../../../lib/domain/refusal.ts';
import { toFault, toProblem } from '../../../lib/http/problem.ts';
import { orderBody } from '../../samples.ts';
import { openPortal, type Portal } from './portal.ts';

const codes = Object.keys(refusals) as RefusalCode[];

const say = (refusal: Refusal, language: 'en' | 'vi') => {
  const { statusCode, headers, body } = toProblem(refusal, { language, requestId: 'request-1' });
  return { statusCode, headers, problem: JSON.parse(body!) };
};

describe('a refusal', () => {
  test.each(codes)('%s is told with its status and title, in English and in Vietnamese', (code) => {
    const [status, en, vi] = refusals[code];

    for (const [language, title] of [
      ['en', en],
      ['vi', vi],
    ] as const) {
      const { statusCode, headers, problem } = say(new Refusal(code), language);
      expect(statusCode).toBe(status);
      expect(headers).toMatchObject({
        'content-type': 'application/problem+json; charset=utf-8',
        'content-language': language,
        'cache-control': 'no-store',
      });
      expect(problem).toEqual({
        type: `/v1/docs#problem-${code}`,
        code,
        title,
        status,
        instance: 'urn:lephi:request:request-1',
      });
    }
  });

  test('tells where the reason stands, and which order is in the way', () => {
    const facts = { detail: 'Because.', pointer: '/replacesOrderId', orderId: 'LP0000000000' };

    expect(say(new Refusal('replaced-order-not-replaceable', facts), 'en').problem).toMatchObject(facts);
  });

  test.each(Object.entries(fieldMessages))('says %s in the language of the caller', (message, [en, vi]) => {
    const refusal = new Refusal('validation-failed', { errors: [{ pointer: '/a', message }] });

    expect(say(refusal, 'en').problem.errors).toEqual([{ pointer: '/a', message: en }]);
    expect(say(refusal, 'vi').problem.errors).toEqual([{ pointer: '/a', message: vi }]);
  });

  test('of a method names those that are taken, in the header where HTTP wants them', () => {
    const { headers, problem } = say(new Refusal('method-not-allowed', { allow: ['GET', 'POST'] }), 'en');

    expect(headers).toMatchObject({ allow: 'GET, POST' });
    expect(problem).not.toHaveProperty('allow');
  });
});

test('a fault tells nothing of what it was', () => {
  const { statusCode, body } = toFault({ language: 'vi', requestId: 'request-1' });

  expect(statusCode).toBe(500);
  expect(JSON.parse(body!)).toEqual({
    type: '/v1/docs#problem-fault',
    code: 'fault',
    title: 'Lỗi phía hệ thống',
    status: 500,
    instance: 'urn:lephi:request:request-1',
  });
});

describe('a wrong order', () => {
  let portal: Portal;

  beforeEach(async () => {
    portal = await openPortal();
  });

  const errorsIn = async (language: string): Promise<unknown> => {
    const lines = [{ ...orderBody.lines[0], amountVnd: '115000', budgetCode: '28' }];
    const answer = await portal.postOrder({ lines, dossierCode: 'H15-260231-0001' }, { 'accept-language': language });
    expect(answer.headers['content-language']).toBe(language);
    const { title, errors } = JSON.parse(answer.body);
    return { title, errors };
  };

  test('is explained in English', async () => {
    expect(await errorsIn('en')).toMatchInlineSnapshot(`
      {
        "errors": [
          {
            "message": "has a day that is not in the calendar",
            "pointer": "/dossierCode",
          },
          {
            "message": "must be a whole number",
            "pointer": "/lines/0/amountVnd",
          },
          {
            "message": "is not a budget code of four digits, such as 2767",
            "pointer": "/lines/0/budgetCode",
          },
        ],
        "title": "Some fields are not as they must be",
      }
    `);
  });

  test('is explained in Vietnamese, by the schema library too', async () => {
    expect(await errorsIn('vi')).toMatchInlineSnapshot(`
      {
        "errors": [
          {
            "message": "có ngày không tồn tại",
            "pointer": "/dossierCode",
          },
          {
            "message": "phải là số nguyên",
            "pointer": "/lines/0/amountVnd",
          },
          {
            "message": "không phải mã tiểu mục bốn chữ số, ví dụ 2767",
            "pointer": "/lines/0/budgetCode",
          },
        ],
        "title": "Một số trường chưa đúng",
      }
    `);
  });
});
