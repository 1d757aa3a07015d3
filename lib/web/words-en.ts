import type { Words } from './words.ts';

/** The pages' words in English, for readers who do not know Vietnamese offices. */
export const wordsEn: Words = {
  service: 'Pay official fees online',
  otherLanguage: 'Tiếng Việt',
  footer: 'Provided to the collecting agency by Lephi, the gateway for official fees.',
  about: {
    dossier: (code) => `Dossier ${code}`,
    decision: (number) => `Penalty decision no. ${number}`,
  },
  labels: {
    dossier: 'Dossier code',
    decision: 'Penalty decision no.',
    agency: 'Collecting agency',
    obligor: 'Who owes',
    deadline: 'Pay before',
    paymentCode: 'Payment code',
    amount: 'Amount',
    paidAt: 'Paid at',
    transactionId: 'Transaction no.',
    provider: 'Paid through',
    fee: 'Item',
    total: 'Total',
    bank: 'Bank',
    accountNumber: 'Account number',
    accountName: 'Account holder',
    content: 'Text of the transfer',
  },
  kinds: { phi: 'Fee', 'le-phi': 'Charge', thue: 'Tax', phat: 'Fine' },
  checkout: {
    title: (amount) => `To pay: ${amount}`,
    heading: 'Amount to pay',
    caption: 'What you are paying for',
    pay: 'Pay',
    payHint:
      'The button takes you to the payment site. Afterwards you come back to a page with the result. Somebody else can pay for you with this same link.',
    payButton: (amount, provider) => `Pay ${amount} with ${provider}`,
    safety: 'Never give an OTP code or bank password to anybody, not even to an officer.',
  },
  transfer: {
    title: (amount) => `Transfer of ${amount} awaited`,
    heading: 'Transfer exactly',
    scan: 'Open your bank’s app and scan this VietQR code. It fills in the amount and the text.',
    samePhone:
      'If you pay with this very phone, take a screenshot and open it where the app scans codes, or type in what is written below the code.',
    qr: (amount, account) => `VietQR code for a transfer of ${amount} to account number ${account}`,
    byHand: 'What to transfer',
    keepHeading: 'Do not change the amount or the text',
    keep: 'Your payment is recognised by exactly this amount and text. If they are changed, the money is recorded but not counted as paid, and you have to wait for the agency.',
    once: 'Transfer once only. Before you confirm, compare the account holder’s name in the app with the name written here.',
    afterwards: 'When you have made the transfer',
    wait: 'The result usually comes within minutes. You can close this page and open the link again at any time.',
    check: 'I have paid: check the result',
    stopped: 'There is no result yet. Press “I have paid: check the result” when you want to look.',
    otherWay: 'Choose another way to pay',
    showAgain: 'Show the VietQR code again',
  },
  underWay: {
    title: 'A payment is waiting for its result',
    heading: 'A payment has been started and its result is not known yet',
    begun: (at) => `It was started at ${at}.`,
    warning: 'If the money has left your account, do not pay again. Check the result first.',
    check: 'Check the result',
    again: 'Pay again',
    againHint: 'Pay again only if you are sure that no money has left your account.',
  },
  noWayToPay: {
    title: 'Online payment is not available just now',
    body: 'No online payment channel can take this payment at the moment. Please open this link again in a few minutes.',
    contact: (agency, code) =>
      `If the deadline is near, contact ${agency} and give the payment code ${code}. They will tell you how else to pay.`,
  },
  tooManyAttempts: {
    title: 'No more tries are left',
    body: 'This link has been used for as many tries as are allowed.',
    contact: (agency, code) => `Contact ${agency}, give the payment code ${code} and ask for a new payment request.`,
  },
  heldMoney: {
    heading: 'Some money is waiting to be dealt with',
    body: 'We received money for this request but could not count it towards what is owed, for example because the amount was different or the request was closed. The money is on record in full.',
    contact: (agency, code) => `Please do not pay more. Contact ${agency} and give the payment code ${code}.`,
    againHint: 'Pay again only when the agency has told you to.',
  },
  paid: {
    title: 'Paid',
    heading: 'Payment successful',
    body: (amount, at) => `The bank has confirmed the payment of ${amount}, made at ${at}.`,
    next: 'There is nothing more for you to do. The office that handles your dossier will be told.',
    late: 'It was paid after the deadline. The office that handles your dossier will be told; the collecting agency may contact you.',
    keepHeading: 'Keep this page',
    keep: 'Take a picture of it, print it or save its link. It confirms the payment; it does not replace the agency’s receipt or voucher.',
  },
  paidTwice: {
    title: 'Paid, and too much was received',
    heading: 'Paid, but we received a second payment',
    surplusHeading: 'About the second payment',
    surplus:
      'Besides the payment above we received more money for the same request. It is on record and waits for the agency to decide on giving it back.',
    contact: (agency, code) =>
      `Please do not pay more. Contact ${agency} and give the payment code ${code}. They will tell you how to get the money back.`,
  },
  confirming: {
    title: 'Waiting for the bank',
    heading: 'Waiting for the bank to confirm',
    body: (at) => `We are asking the bank about the payment started at ${at}. This usually takes a few minutes.`,
    warning: 'If the money has left your account, do not pay again.',
    leave: 'You can close this page. The result is recorded all the same; open this link again at any time to see it.',
    check: 'Check again',
    contact: (agency, code) =>
      `If there is still no result on the next working day, contact ${agency} and give the payment code ${code}.`,
    poll: {
      asking: 'This page is checking for the result by itself.',
      paid: 'The bank has confirmed the payment. Opening the result.',
      notPaid: 'The payment did not succeed. Opening the result.',
      changed: 'There is a result. Opening it.',
      stopped: 'There is no result yet. Press “Check again” when you want to look.',
    },
  },
  notPaid: {
    title: 'Not paid',
    heading: 'The payment did not succeed',
    body: (at) => `The payment started at ${at} did not succeed. Nothing has been paid.`,
    reasons: {
      'cancelled-by-payer': 'The payer cancelled it.',
      'insufficient-balance': 'The account did not have enough money. Add money or use another account.',
      expired: 'The time for paying ran out. Try again and finish within the time shown on the bank’s page.',
      'wrong-otp': 'The one-time code (OTP) was wrong. Try again with a new code.',
      'wrong-credentials':
        'The sign-in details were wrong more often than the bank allows. Ask the bank or use another account.',
      'over-limit':
        'The amount is over the account’s daily limit. Use another account or have the limit raised by the bank.',
      'bank-maintenance': 'The bank is under maintenance. Try again later or choose another bank.',
      locked: 'The card or account is locked. Ask the bank or use another card or account.',
      'not-registered':
        'The card or account is not registered for online banking. Register it with the bank or use another one.',
      other: 'The bank gave no particular reason. You can try again or choose another bank.',
    },
    debited: (code) =>
      `If the money has left your account all the same, do not pay again. Ask your bank and give the payment code ${code}.`,
    again: 'Try again',
  },
  expired: {
    title: 'Expired',
    heading: 'The time for paying is over',
    body: (at) => `This request expired at ${at} and takes no more payments.`,
    next: (agency) =>
      `If you still need to pay, open your dossier on the public-service portal or contact ${agency} for a new request.`,
    debited: (code) =>
      `If money has left your account, do not pay again. Contact the collecting agency and give the payment code ${code}.`,
  },
  cancelled: {
    title: 'Cancelled',
    heading: 'This payment request was cancelled',
    body: () => 'The office that handles your dossier cancelled it. You do not need to pay through this link.',
    next: (agency) =>
      `There may be a new request in its place. Look at your dossier on the public-service portal or contact ${agency}.`,
    debited: (code) =>
      `If money has left your account, contact the collecting agency and give the payment code ${code}.`,
  },
  refunded: {
    title: 'Refunded',
    heading: 'The money was given back',
    body: (amount) => `The payment of ${amount} has been refunded.`,
    next: (agency, code) =>
      `If you do not see the money in your account, ask your bank, or contact ${agency} and give the payment code ${code}.`,
  },
  reversed: {
    title: 'The bank took the payment back',
    heading: 'The bank reversed this payment',
    body: (amount) =>
      `The bank confirmed the payment of ${amount}, but later told us that it had reversed it. It therefore counts as not paid.`,
    next: (agency, code) =>
      `Before you pay again, contact ${agency} and give the payment code ${code}. If the money is not back in your account, ask your bank.`,
  },
  backToPortal: 'Back to the public-service portal',
  problems: {
    'not-found': {
      title: 'Payment page not found',
      body: 'This link is wrong or a part of it is missing.',
      next: [
        'Open the link again from your message, e-mail or dossier on the public-service portal.',
        'If you typed the address, check each character.',
        'If it still does not work, contact the office that sent you the link.',
      ],
    },
    'way-to-pay-not-available': {
      title: 'This way of paying is not available',
      body: 'The payment channel you chose cannot be used at the moment. No payment was made.',
      next: ['Go back and choose another channel if there is one.', 'Or try again in a few minutes.'],
    },
    'order-not-payable': {
      title: 'This request takes no more payments',
      body: 'It may have been paid, expired or cancelled while the page was open. What you just pressed started no payment.',
      next: ['Open the payment page again to see how it stands.'],
    },
    'too-many-attempts': {
      title: 'No more tries are left',
      body: 'This link has been used for as many tries as are allowed.',
      next: [
        'Go back to check the results of the earlier payments.',
        'If you have not been able to pay, ask the collecting agency for a new payment request.',
      ],
    },
    busy: {
      title: 'Too many people at once',
      body: 'So many people are using the service that we could not serve you just now.',
      next: [
        'Wait a minute and open the payment page again.',
        'If money has left your account, do not pay again; open the page to check the result.',
      ],
    },
    fault: {
      title: 'Something went wrong',
      body: 'The fault is ours, not yours. It has been recorded and will be looked into.',
      next: [
        'Wait a few minutes and open the payment page again.',
        'If money has left your account, do not pay again; open the page to check the result.',
      ],
    },
  },
  problem: {
    nextHeading: 'What you can do',
    back: 'Open the payment page again',
    reference: (id) => `Incident no.: ${id}`,
  },
};
