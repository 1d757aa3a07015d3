import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { applyFact } from '../../../lib/domain/order.ts';
import { addMs, instantToMs } from '../../../lib/domain/time.ts';
import { signWebhook, webhookBody, webhookId } from '../../../lib/domain/webhook.ts';
import { dossierCode, makeSampleOrder, orderBody, start } from '../../samples.ts';
import { hear, begin, notice } from './ledger.ts';

const { event: created } = makeSampleOrder();
const details = created.fact.type === 'order.created' ? created.fact.details : expect.unreachable();

const paidOrder = hear(begin, [notice({ transactionId: '14422574', payerBankCode: 'NCB' })]);
const paidEvent = paidOrder.journal.at(-1) ?? expect.unreachable();

const bodyOf = (...of: Parameters<typeof webhookBody>) => JSON.parse(webhookBody(...of));

describe('what a portal is told', () => {
  test('of a payment', () => {
    expect(bodyOf(paidOrder.order, details, paidEvent)).toEqual({
      type: 'order.paid',
      timestamp: start,
      data: {
        orderId: begin.order.id,
        sequence: 1,
        agencyCode: 'H15.50.05.13',
        dossierCode,
        totalAmountVnd: 135_000,
        payment: {
          provider: 'vnpay',
          channel: 'online',
          amountVnd: 135_000,
          paidAt: start,
          receivedAt: start,
          paidOn: '2026-11-21',
          late: false,
          transactionId: '14422574',
          payerBankCode: 'NCB',
        },
        metadata: orderBody.metadata,
      },
    });
  });

  test('of an order that expired or was cancelled: that it is so', () => {
    const { order, event } = applyFact(begin.order, { type: 'order.cancelled', by: 'dak-lak-portal' }, start);

    expect(bodyOf(order, details, event)).toMatchObject({ type: 'order.cancelled', data: { sequence: 1 } });
    expect(bodyOf(order, details, event).data).not.toHaveProperty('payment');
  });

  test('of a fine: the number of its decision', () => {
    const { dossierCode: _, ...rest } = details;
    const ofFine = { ...rest, decisionNumber: '0012345/QĐ-XPHC' };

    expect(bodyOf(paidOrder.order, ofFine, paidEvent).data).toMatchObject({ decisionNumber: '0012345/QĐ-XPHC' });
  });

  test('is nothing of a person, and nothing of how we keep a movement', () => {
    const body = webhookBody(paidOrder.order, details, paidEvent);
    const secrets = [orderBody.obligor.name, orderBody.obligor.idNumber, begin.order.checkoutSecret, 'movementKey'];

    expect(secrets.filter((text) => body.includes(text))).toEqual([]);
  });

  test('has the same id with every try', () => {
    expect(webhookId(paidEvent)).toBe(`msg_${begin.order.id}_3`);
  });
});

describe('a signature', () => {
  const key = (text: string) => `whsec_${Buffer.from(text.padEnd(32)).toString('base64')}`;
  const body = '{"type":"order.paid","note":"đồng"}';
  const headers = signWebhook([key('new'), key('old')], { id: 'msg_1', at: addMs(start, 999), body });

  // The verifier compares with its own clock.
  beforeEach(() => void vi.useFakeTimers({ now: instantToMs(start), toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  test.each(['new', 'old'])('holds for the %s key, as an independent library verifies it', (name) => {
    expect(new Webhook(key(name)).verify(body, headers)).toEqual(JSON.parse(body));
  });

  test('holds for nothing else', () => {
    expect(() => new Webhook(key('other')).verify(body, headers)).toThrow();
    expect(() => new Webhook(key('new')).verify(`${body} `, headers)).toThrow();
    expect(() => new Webhook(key('new')).verify(body, { ...headers, 'webhook-id': 'msg_2' })).toThrow();
    expect(() => new Webhook(key('new')).verify(body, { ...headers, 'webhook-timestamp': '1795228201' })).toThrow();
  });

  test('is of the second at which it was made', () => {
    expect(headers['webhook-timestamp']).toBe(String(instantToMs(start) / 1000));
  });

  test('is one for each key, the current one first', () => {
    expect(headers['webhook-signature']?.split(' ').map((signature) => signature.slice(0, 3))).toEqual(['v1,', 'v1,']);
  });
});
