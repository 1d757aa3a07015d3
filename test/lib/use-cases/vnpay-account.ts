import { account, agencyCode } from './configuring.ts';

/** A merchant account as an operator gives it. */
export const vnpayAccount = {
  id: 'demo-vnpay',
  agencyCode,
  provider: 'vnpay',
  beneficiaryAccount: account,
  options: {
    tmnCode: 'LEPHIDEM',
    paymentUrl: 'http://127.0.0.1:4001/paymentv2/vpcpay.html',
    apiUrl: 'http://127.0.0.1:4001/merchant_webapi/api/transaction',
  },
};
