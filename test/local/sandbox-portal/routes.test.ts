import { describe, expect, test } from 'vitest';
import {
  makeDataFolder,
  openDossier,
  order,
  orderMade,
  payment,
  previousSecret,
  readPage,
  readWebhooks,
  sendWebhook,
  signedHeaders,
  startLephi,
  startPortal,
  webhookBody,
} from './lephi.ts';

const now = () => Date.parse('2026-11-20T17:00:00Z');
const code = 'H15.50.05.13-261121-0001';

describe('a dossier', () => {
  test('gets the next number of its day in Viet Nam, and its payer is sent to the checkout page', async () => {
    const portal = await startPortal({ now });
    for (const number of ['0001', '0002']) {
      const answer = await openDossier(portal);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, order.checkoutUrl]);
      expect(await readPage(portal, `/dossiers/H15.50.05.13-261121-${number}`)).toContain('CHƯA NỘP');
    }
  });

  test('asks Lephi for an order with its own code as key', async () => {
    const lephi = await startLephi(orderMade);
    const portal = await startPortal({ now, lephiOrigin: lephi.origin });
    await openDossier(portal, { procedureCode: '1.000001', locale: 'en' });
    expect(lephi.requests).toHaveLength(1);
    expect(lephi.requests[0]).toMatchObject({
      method: 'POST',
      url: '/v1/orders',
      headers: {
        authorization: 'Bearer lephi_test',
        'content-type': 'application/json',
        'idempotency-key': `dossier-${code}`,
      },
    });
    expect(lephi.requests[0]!.body).toEqual({
      agencyCode: 'H15.50.05.13',
      dossierCode: code,
      procedureCode: '1.000001',
      obligor: { name: 'Nguyễn Văn An' },
      payer: { name: 'Nguyễn Văn An' },
      lines: [
        { kind: 'phi', feeCode: 'PHIEU', name: 'Phí cấp phiếu', amountVnd: 200_000, budgetCode: '2715' },
        { kind: 'phi', feeCode: 'BAN-SAO', name: 'Phí bản sao', amountVnd: 5_000, budgetCode: '2715' },
      ],
      beneficiaryAccount: { bankCode: '970436', accountNumber: '0011004123456' },
      returnUrl: `${portal.origin}/dossiers/${code}`,
      locale: 'en',
    });
  });

  test('says why it has no order, and asks again with the same key', async () => {
    const busy = { status: 503, body: { title: 'Try again', detail: 'the store is busy' } };
    const lephi = await startLephi(busy, orderMade);
    const portal = await startPortal({ now, lephiOrigin: lephi.origin });
    expect((await openDossier(portal)).headers.get('location')).toBe(`/dossiers/${code}`);
    expect(await readPage(portal, `/dossiers/${code}`)).toContain('Try again: the store is busy');
    const pay = () => fetch(`${portal.origin}/dossiers/${code}/pay`, { method: 'POST', redirect: 'manual' });
    expect((await pay()).headers.get('location')).toBe(order.checkoutUrl);
    expect((await pay()).headers.get('location')).toBe(order.checkoutUrl);
    expect(lephi.requests).toHaveLength(2);
    expect(lephi.requests[1]!.body).toEqual(lephi.requests[0]!.body);
    expect(lephi.requests[1]!.headers['idempotency-key']).toBe(lephi.requests[0]!.headers['idempotency-key']);
    expect(await readPage(portal, `/dossiers/${code}`)).not.toContain('the store is busy');
  });

  test('says so when Lephi cannot be reached', async () => {
    const portal = await startPortal({ now, lephiOrigin: 'http://127.0.0.1:1' });
    expect((await openDossier(portal)).headers.get('location')).toBe(`/dossiers/${code}`);
    expect(await readPage(portal, `/dossiers/${code}`)).toContain('Chưa tạo được yêu cầu thanh toán');
  });

  test.each([[{ payerName: ' ' }], [{ procedureCode: '9.999999' }], [{ locale: 'fr' }]])(
    'is not opened with %j',
    async (form) => {
      const portal = await startPortal({ now });
      expect((await openDossier(portal, form)).status).toBe(400);
      expect(await readPage(portal, '/')).toContain('Chưa có hồ sơ nào');
    },
  );

  test('shows a name as it was written, and not as markup', async () => {
    const portal = await startPortal({ now });
    await openDossier(portal, { payerName: '<b>An</b>' });
    expect(await readPage(portal, '/')).toContain('&lt;b&gt;An&lt;/b&gt;');
  });

  test('that nobody opened is not found', async () => {
    const portal = await startPortal({ now });
    expect((await fetch(`${portal.origin}/dossiers/${code}`)).status).toBe(404);
  });
});

describe('webhooks', () => {
  test('make the dossier paid, also after a restart', async () => {
    const dataFolder = await makeDataFolder();
    const portal = await startPortal({ now, dataFolder });
    await openDossier(portal);
    const body = webhookBody('order.paid', 1, { dossierCode: code, payment, metadata: { unknown: 'to us' } });
    expect(await sendWebhook(portal, body, signedHeaders('msg_1', body))).toBe(204);
    await portal.close();
    const again = await startPortal({ now, dataFolder });
    const page = await readPage(again, `/dossiers/${code}`);
    expect(page).toContain('ĐÃ NỘP');
    expect(page).toContain('14422574');
    expect(page).not.toContain('Kiểm tra lại');
    expect(await readPage(again, '/')).toContain('ĐÃ NỘP');
    expect((await readWebhooks(again)).webhooks).toMatchObject([{ id: 'msg_1', type: 'order.paid', verified: true }]);
  });

  test('that come before the order’s own answer was kept are not lost', async () => {
    const portal = await startPortal({ now });
    const body = webhookBody('order.paid', 1);
    await sendWebhook(portal, body, signedHeaders('msg_1', body));
    await openDossier(portal);
    expect(await readPage(portal, `/dossiers/${code}`)).toContain('ĐÃ NỘP');
  });

  test('that come twice are kept once and answered alike', async () => {
    const portal = await startPortal({ now });
    const body = webhookBody('order.paid', 1);
    const headers = signedHeaders('msg_1', body);
    expect([await sendWebhook(portal, body, headers), await sendWebhook(portal, body, headers)]).toEqual([204, 204]);
    expect((await readWebhooks(portal)).webhooks).toMatchObject([{ id: 'msg_1', times: 2 }]);
  });

  test('that come out of order leave what the last of them says', async () => {
    const portal = await startPortal({ now });
    await openDossier(portal);
    const send = async (type: string, sequence: number) => {
      const body = webhookBody(type, sequence);
      await sendWebhook(portal, body, signedHeaders(`msg_${sequence}`, body));
    };
    await send('order.paid', 2);
    await send('order.expired', 1);
    expect(await readPage(portal, `/dossiers/${code}`)).toContain('ĐÃ NỘP');
    await send('order.checked', 3);
    expect(await readPage(portal, `/dossiers/${code}`)).toContain('ĐÃ NỘP');
  });

  test('may be signed with the previous key, and with several keys at once', async () => {
    const portal = await startPortal({ now });
    const body = webhookBody('order.paid', 1);
    const previous = signedHeaders('msg_1', body, previousSecret);
    expect(await sendWebhook(portal, body, previous)).toBe(204);
    const other = signedHeaders('msg_2', body, `whsec_${Buffer.from('somebody else').toString('base64')}`);
    const current = signedHeaders('msg_2', body);
    const both = `${other['webhook-signature']!} ${current['webhook-signature']!}`;
    expect(await sendWebhook(portal, body, { ...current, 'webhook-signature': both })).toBe(204);
  });

  const body = webhookBody('order.paid', 1);
  const forgeries: [string, string, Record<string, string>][] = [
    ['another key', body, signedHeaders('msg_1', body, `whsec_${Buffer.from('forger').toString('base64')}`)],
    ['another body', webhookBody('order.paid', 1, { totalAmountVnd: 1 }), signedHeaders('msg_1', body)],
    ['another id', body, { ...signedHeaders('msg_2', body), 'webhook-id': 'msg_1' }],
    [
      'another time',
      body,
      { ...signedHeaders('msg_1', body), 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 9) },
    ],
    ['a time long past', body, signedHeaders('msg_1', body, undefined, new Date(Date.now() - 3_600_000))],
    ['a signature that is none', body, { ...signedHeaders('msg_1', body), 'webhook-signature': 'v1' }],
    ['an unknown version', body, { ...signedHeaders('msg_1', body), 'webhook-signature': 'v9,abc' }],
    ['no signature', body, { 'webhook-id': 'msg_1' }],
  ];

  test.each(forgeries)(
    'with %s are refused, and do not stand in the way of the true one',
    async (_, forged, headers) => {
      const portal = await startPortal({ now });
      await openDossier(portal);
      expect(await sendWebhook(portal, forged, headers)).toBe(401);
      expect(await readWebhooks(portal)).toMatchObject({ webhooks: [], refused: [{ id: 'msg_1', verified: false }] });
      expect(await readPage(portal, `/dossiers/${code}`)).toContain('CHƯA NỘP');
      expect(await sendWebhook(portal, body, signedHeaders('msg_1', body))).toBe(204);
      expect(await readPage(portal, `/dossiers/${code}`)).toContain('ĐÃ NỘP');
    },
  );

  test.each(['', 'not json', '[]', '{"type":"order.paid"}', webhookBody('order.paid', 0)])(
    'that are genuine but not readable (%j) are told so',
    async (text) => {
      const portal = await startPortal({ now });
      expect(await sendWebhook(portal, text, signedHeaders('msg_1', text))).toBe(400);
      expect((await readWebhooks(portal)).webhooks).toEqual([]);
    },
  );
});
