import { account, agencyCode } from './configuring.ts';

/** A merchant account for transfers as an operator gives it: a terminal's options are texts. */
export const sepayAccount = {
  id: 'demo-vietqr',
  agencyCode,
  provider: 'sepay',
  beneficiaryAccount: account,
  options: {
    accountNumber: account.accountNumber,
    listUrl: 'http://127.0.0.1:4001/userapi/transactions/list',
    amountMaxVnd: '499999999',
  },
};
