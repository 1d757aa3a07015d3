import type { Order } from '../../../lib/domain/order.ts';
import type { Books, OrderBook } from '../books.ts';
import { must } from '../violation.ts';

const questionsMax = 12;

const isUnsettled = ({ status }: Order['attempts'][number]): boolean => status === 'under-way' || status === 'in-doubt';

/** When an order must be looked at again; nothing when nothing is outstanding, or a person must look at it. */
const deadlineOf = ({ status, attempts, expiresAt }: Order): string | undefined => {
  const unsettled = attempts.filter(isUnsettled);
  const [first] = unsettled.flatMap(({ askAt }) => askAt ?? []).sort();
  return first ?? (status === 'awaiting' && unsettled.length === 0 ? expiresAt : undefined);
};

/** Nothing waits for a time without a due marker in the index that finds it then. */
export const checkDueMarkers = ({ dueAt }: Books, { id, head, events }: OrderBook): void => {
  for (const { number, askAt, asked, ...attempt } of head.attempts.filter((one) => isUnsettled(one)))
    must(
      askAt !== undefined || asked >= questionsMax,
      id,
      `attempt ${number} is ${attempt.reference} and nobody will ask after it`,
    );
  const deadline = deadlineOf(head);
  const marker = dueAt.get(`ORDER#${id} ORDER`);
  if (deadline !== undefined)
    must(
      marker !== undefined && marker <= deadline,
      id,
      `it needs a look at ${deadline}, and is due ${marker ?? 'never'}`,
    );
  for (const event of events) {
    const own = dueAt.get(`ORDER#${id} EVENT#${String(event.sequence).padStart(6, '0')}`);
    must(
      own === event.dueAt,
      id,
      `event ${event.sequence} is due ${event.dueAt ?? 'never'}, and the index says ${own ?? 'never'}`,
    );
  }
};

/** When all is quiet, nothing is due any more, and no order waits beyond its deadline but for a person. */
export const checkNothingDue = ({ dueAt, orders }: Books): void => {
  for (const [address, at] of dueAt)
    must(false, address.split(' ')[0]!.replace('ORDER#', ''), `${address} is still due ${at}`);
  for (const { id, head } of orders.values())
    if (head.status === 'awaiting')
      must(head.attempts.some(isUnsettled), id, `it awaits payment until ${head.expiresAt}, and that is over`);
};
