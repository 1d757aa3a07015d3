import type { FeeLine, OrderDetails } from '../domain/order-details.ts';
import type { Order } from '../domain/order.ts';

/**
 * What a page shows of an order, and all that it is given: of persons only the obligor's name, because whoever has
 * the address can see the page, and a page cannot show what it does not have.
 */
export type OrderSummary = Pick<Order, 'id' | 'totalAmountVnd'> &
  Pick<OrderDetails, 'dossierCode' | 'decisionNumber' | 'returnUrl' | 'expiresAt'> & {
    readonly agencyName: string;
    readonly obligorName: string;
    readonly lines: readonly Pick<FeeLine, 'kind' | 'name' | 'amountVnd'>[];
  };

/** The part of an order that pages may show. */
export const summarize = (order: Order, details: OrderDetails, agencyName: string): OrderSummary => ({
  id: order.id,
  totalAmountVnd: order.totalAmountVnd,
  dossierCode: details.dossierCode,
  decisionNumber: details.decisionNumber,
  returnUrl: details.returnUrl,
  expiresAt: details.expiresAt,
  agencyName,
  obligorName: details.obligor.name,
  lines: details.lines.map(({ kind, name, amountVnd }) => ({ kind, name, amountVnd })),
});
