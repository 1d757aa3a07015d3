import { html } from 'hono/html';
import { formatTime, formatVnd, type Markup } from '../sandbox/page.ts';
import type { Overview, ToldTransfer } from './overview.ts';
import type { Delivery } from './transfer.ts';
import type { WebhookCall } from './transfer-ledger.ts';

const webhookTexts: Readonly<Record<ToldTransfer['webhook'], string>> = {
  due: 'will be sent again',
  confirmed: 'confirmed by the merchant',
  'given-up': 'given up',
  lost: 'lost on purpose',
};

const deliveryTexts: Readonly<Record<Delivery, string>> = {
  sent: '',
  lost: 'webhook lost',
  twice: 'webhook sent twice',
  stale: 'old timestamp',
};

/** The part of the overview that SePay has to say. */
export function renderTransfers({ transferredInVnd, transferredOutVnd, transfers }: Overview): Markup {
  return html`<h2>Transfers, told by SePay</h2>
    <p>
      <a href="/transfer?lang=en">Make a transfer</a> or
      <a href="/transfer?lang=en&direction=out">pay out of an account</a>. Come in:
      <strong class="amount">${formatVnd(transferredInVnd)}</strong>, gone out:
      <strong class="amount">${formatVnd(transferredOutVnd)}</strong>.
    </p>
    ${transfers.length === 0 ? html`<section><p>Nobody has made a transfer yet.</p></section>` : renderTable(transfers)}`;
}

function renderTable(transfers: readonly ToldTransfer[]): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Transfers">
    <table>
      <thead>
        <tr>
          <th scope="col">Transfer</th>
          <th scope="col" class="amount">Amount</th>
          <th scope="col">Account</th>
          <th scope="col">Webhooks and the answers heard</th>
        </tr>
      </thead>
      <tbody>
        ${transfers.map(renderRow)}
      </tbody>
    </table>
  </div>`;
}

function renderRow(transfer: ToldTransfer): Markup {
  return html`<tr id="transfer-${transfer.id}">
    <td>
      <code>${transfer.referenceCode}</code><br />
      ${transfer.content}<br />
      <span class="soft">${formatTime(transfer.bookedAt)}</span>
    </td>
    <td class="amount">${transfer.direction === 'in' ? '' : '−'}${formatVnd(transfer.amountVnd)}</td>
    <td class="tight">${transfer.accountNumber}</td>
    <td>${renderWebhooks(transfer)}</td>
  </tr>`;
}

function renderWebhooks({ id, webhooks, webhook, delivery }: ToldTransfer): Markup {
  return html`<ol>
      ${webhooks.map((call) => html`<li>${renderCall(call)}</li>`)}
    </ol>
    <p class="soft">${[deliveryTexts[delivery], webhookTexts[webhook]].filter(Boolean).join('; ')}</p>
    <form method="post" action="/transfers/${id}/webhook">
      <button aria-label="Send the webhook again: ${id}">Send the webhook again</button>
    </form>`;
}

function renderCall({ sentAt, by, httpStatus, message }: WebhookCall): Markup {
  const byHand = by === 'hand' ? ' (by hand)' : '';
  return html`${formatTime(sentAt)}${byHand}: <strong>${httpStatus ?? 'no answer'}</strong> ${message}`;
}
