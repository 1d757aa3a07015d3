import { expect, test } from 'vitest';
import { proposalRequestSchema } from '../../../lib/domain/proposal.ts';
import { toMovementId } from '../../../lib/http/desk-ids.ts';
import { deskItemQuerySchema, proposalBodySchema, toProposalRequest } from '../../../lib/http/desk-requests.ts';
import { toCursor } from '../../../lib/http/paging.ts';

const reason = 'Nộp thừa';
const [one, other] = ['vnpay:EAKAO001:1', 'sepay:0071:FT1:in:5000'];

test.each([
  [
    { kind: 'refund', orderId: 'LP7K3M9Q2XWW', amountVnd: 1, reason },
    { kind: 'refund', of: { orderId: 'LP7K3M9Q2XWW' }, amountVnd: 1, reason },
  ],
  [
    { kind: 'refund', movementId: toMovementId(one), amountVnd: 1, reason },
    { kind: 'refund', of: { movementKey: one }, amountVnd: 1, reason },
  ],
  [
    {
      kind: 'application',
      orderId: 'LP7K3M9Q2XWW',
      parts: [one, other].map((key) => ({ movementId: toMovementId(key), amountVnd: 5 })),
      reason,
    },
    {
      kind: 'application',
      orderId: 'LP7K3M9Q2XWW',
      parts: [one, other].map((movementKey) => ({ movementKey, amountVnd: 5 })),
      reason,
    },
  ],
])('what is asked for is said in the words of the domain: %o', (body, request) => {
  const said = toProposalRequest(proposalBodySchema.parse(body));

  expect(said).toEqual(request);
  expect(proposalRequestSchema.parse(said)).toEqual(request);
});

test('a page goes on where the page before ended, whatever waits there, and nowhere else', () => {
  const read = (place: string) => deskItemQuerySchema.safeParse({ class: 'proposal', after: toCursor(place) }).success;
  const since = '2026-11-21T02:30:00.000Z';

  expect(read(`${since}\nMOVEMENT#${'x'.repeat(512)}\nMOVEMENT`)).toBe(true);
  expect(read(`${since}\nORDER#LP7K3M9Q2XWW\nORDER`)).toBe(true);
  expect(read(`${since}\nPROPOSAL#DN4T8B2W6R34\nPROPOSAL`)).toBe(true);
  for (const place of [
    '',
    since,
    `${since}\nCLIENT#x\nCONFIG`,
    `${since}\nMOVEMENT#x\nORDER`,
    `x\nMOVEMENT#x\nMOVEMENT`,
  ])
    expect(read(place)).toBe(false);
});
