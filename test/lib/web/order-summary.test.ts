import { expect, test } from 'vitest';
import { amountVndSchema } from '../../../lib/domain/money.ts';
import { makeOrder } from '../../../lib/domain/order-decisions.ts';
import type { OrderDetails } from '../../../lib/domain/order-details.ts';
import { makeOrderId } from '../../../lib/domain/order-id.ts';
import { instantSchema } from '../../../lib/domain/time.ts';
import { summarize } from '../../../lib/web/order-summary.ts';

const now = instantSchema.parse('2026-11-21T02:30:00Z');

const details: OrderDetails = {
  agencyCode: 'H15.50.05.13',
  dossierCode: 'H15.50.05.13-261121-0975',
  procedureCode: '1.004194',
  obligor: { name: 'Nguyễn Thị Ánh Tuyết', phone: '0912345678', email: 'tuyet@example.vn', idNumber: '066190001234' },
  payer: { name: 'Y Bhăm Niê', phone: '0987654321', idNumber: '066085004321' },
  lines: [
    {
      kind: 'le-phi',
      feeCode: 'tam-tru',
      name: 'Lệ phí đăng ký tạm trú',
      amountVnd: amountVndSchema.parse(15_000),
      budgetCode: '2767',
    },
  ],
  beneficiaryAccount: { bankCode: '970436', accountNumber: '0011012345678' },
  expiresAt: instantSchema.parse('2026-11-30T10:00:00Z'),
  returnUrl: 'https://dichvucong.example.vn/',
  locale: 'vi',
  metadata: { note: 'kept by the portal' },
};

const id = makeOrderId(new Uint8Array(9));
const { order } = makeOrder({ id, clientId: 'portal', checkoutSecret: 'secret', details }, now);

test('a page is given what it shows of an order', () => {
  expect(summarize(order, details, 'UBND phường Tân Lập')).toEqual({
    id,
    totalAmountVnd: 15_000,
    dossierCode: 'H15.50.05.13-261121-0975',
    returnUrl: 'https://dichvucong.example.vn/',
    expiresAt: '2026-11-30T10:00:00.000Z',
    agencyName: 'UBND phường Tân Lập',
    obligorName: 'Nguyễn Thị Ánh Tuyết',
    lines: [{ kind: 'le-phi', name: 'Lệ phí đăng ký tạm trú', amountVnd: 15_000 }],
  });
});

test('a page is given no number, address or account of anybody, and nothing of who pays', () => {
  const given = JSON.stringify(summarize(order, details, 'UBND phường Tân Lập'));

  for (const secret of [
    '0912345678',
    'tuyet@',
    '066190001234',
    'Y Bhăm',
    '0987654321',
    '0011012345678',
    'kept by',
    'secret',
  ])
    expect(given).not.toContain(secret);
});
