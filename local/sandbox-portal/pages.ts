import { html } from 'hono/html';
import { formatTime, formatVnd, type Markup, renderPage } from '../sandbox/page.ts';
import type { DossierState, DossierView } from './dossier-state.ts';
import type { KeptWebhook, RefusedWebhook } from './register.ts';
import type { Procedure } from './settings.ts';

const banner = 'Cổng dịch vụ công thử nghiệm · sandbox portal';

const stateTexts: Readonly<Record<DossierState, string>> = {
  unpaid: 'CHƯA NỘP',
  paid: 'ĐÃ NỘP',
  expired: 'HẾT HẠN NỘP',
  cancelled: 'ĐÃ HỦY',
};

function renderState(state: DossierState): Markup {
  return html`<span class="${state === 'paid' ? 'good' : 'bad'}">${stateTexts[state]}</span>`;
}

type HomeView = {
  procedures: Procedure[];
  dossiers: DossierView[];
  webhooks: KeptWebhook[];
  refused: RefusedWebhook[];
};

/** Fees, a form that makes a dossier and pays for it, the dossiers, and the webhooks that came. */
export function renderHomePage({ procedures, dossiers, webhooks, refused }: HomeView): Markup {
  const body = html`<main>
    <h1>Nộp hồ sơ và thanh toán phí, lệ phí</h1>
    ${renderForm(procedures)}
    <h2>Hồ sơ</h2>
    ${dossiers.length === 0 ? html`<section><p>Chưa có hồ sơ nào.</p></section>` : renderDossiers(dossiers)}
    <h2>Thông báo nhận từ Lephi</h2>
    <p class="soft">Dữ liệu: <a href="/webhooks.json">webhooks.json</a></p>
    ${
      webhooks.length + refused.length === 0
        ? html`<section><p>Chưa có thông báo nào.</p></section>`
        : renderWebhooks(webhooks, refused)
    }
  </main>`;
  return renderPage({ language: 'vi', title: 'Cổng dịch vụ công thử nghiệm', banner, body });
}

function renderForm(procedures: readonly Procedure[]): Markup {
  return html`<form class="card" method="post" action="/dossiers">
    <fieldset>
      <legend>Thủ tục</legend>
      ${procedures.map(
        (procedure, index) =>
          html`<label>
            <input
              type="radio"
              name="procedureCode"
              value="${procedure.code}"
              required
              ${index === 0 ? 'checked' : ''}
            />
            ${procedure.code} · ${procedure.name}: <span class="amount">${formatVnd(procedure.totalAmountVnd)}</span>
            <span class="soft">(${procedure.fees.map((fee) => fee.name).join(', ')})</span>
          </label>`,
      )}
    </fieldset>
    <label
      >Họ tên người nộp <input type="text" name="payerName" value="Nguyễn Văn An" maxlength="100" required
    /></label>
    <label>
      Ngôn ngữ trang thanh toán
      <select name="locale">
        <option value="vi">Tiếng Việt</option>
        <option value="en">English</option>
      </select>
    </label>
    <button class="main">Nộp hồ sơ và thanh toán</button>
  </form>`;
}

function renderDossiers(dossiers: readonly DossierView[]): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Hồ sơ">
    <table>
      <thead>
        <tr>
          <th scope="col">Mã hồ sơ</th>
          <th scope="col">Thủ tục</th>
          <th scope="col">Người nộp</th>
          <th scope="col" class="amount">Số tiền</th>
          <th scope="col">Phí, lệ phí</th>
        </tr>
      </thead>
      <tbody>
        ${dossiers.map(
          ({ dossier, state }) =>
            html`<tr>
              <td><a href="/dossiers/${dossier.code}">${dossier.code}</a></td>
              <td>${dossier.procedureName}</td>
              <td>${dossier.payerName}</td>
              <td class="amount">${formatVnd(dossier.totalAmountVnd)}</td>
              <td>${renderState(state)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function renderWebhooks(webhooks: readonly KeptWebhook[], refused: readonly RefusedWebhook[]): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Thông báo">
    <table>
      <thead>
        <tr>
          <th scope="col">Lúc nhận</th>
          <th scope="col">Loại</th>
          <th scope="col">Mã thông báo</th>
          <th scope="col">Chữ ký</th>
        </tr>
      </thead>
      <tbody>
        ${refused.map(
          ({ id, at, why }) =>
            html`<tr>
              <td>${formatTime(at)}</td>
              <td></td>
              <td><code>${id}</code></td>
              <td><span class="bad">bị từ chối</span> <span lang="en">${why}</span></td>
            </tr>`,
        )}
        ${webhooks.map(
          ({ id, type, sequence, dossierCode, receivedAt, times }) =>
            html`<tr>
              <td>${formatTime(receivedAt)}${times > 1 ? ` (nhận ${times} lần)` : ''}</td>
              <td><code>${type}</code> số ${sequence}<br /><span class="soft">${dossierCode}</span></td>
              <td><code>${id}</code></td>
              <td class="good">hợp lệ</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Where a payer comes back to: what the portal knows, which is what the webhooks told it. */
export function renderDossierPage({ dossier, state, webhooks }: DossierView): Markup {
  const payment = webhooks.findLast((webhook) => webhook.paidAt !== null);
  const body = html`<main class="narrow">
    <h1>Hồ sơ ${dossier.code}</h1>
    <section>
      <dl>
        <dt>Phí, lệ phí</dt>
        <dd>${renderState(state)}</dd>
        <dt>Số tiền</dt>
        <dd class="amount">${formatVnd(dossier.totalAmountVnd)}</dd>
        <dt>Thủ tục</dt>
        <dd>${dossier.procedureCode} · ${dossier.procedureName}</dd>
        <dt>Người nộp</dt>
        <dd>${dossier.payerName}</dd>
        ${
          dossier.paymentCode === null
            ? ''
            : html`<dt>Mã thanh toán</dt>
                <dd>${dossier.paymentCode}</dd>`
        }
        ${
          payment?.paidAt === undefined || payment.paidAt === null
            ? ''
            : html`<dt>Nộp lúc</dt>
                <dd>${formatTime(payment.paidAt)}</dd>
                <dt>Nộp qua</dt>
                <dd>${payment.provider} ${payment.transactionId}</dd>`
        }
      </dl>
    </section>
    ${
      dossier.problem === null
        ? ''
        : html`<section role="alert">
            <p class="bad">Chưa tạo được yêu cầu thanh toán.</p>
            <p lang="en">${dossier.problem}</p>
          </section>`
    }
    ${state === 'unpaid' ? renderWhatNow(dossier.code) : ''}
    <p><a href="/">Tất cả hồ sơ</a></p>
  </main>`;
  return renderPage({ language: 'vi', title: `Hồ sơ ${dossier.code}: ${stateTexts[state]}`, banner, body });
}

function renderWhatNow(code: string): Markup {
  return html`<p class="soft">Nếu bạn vừa nộp, trạng thái sẽ đổi ngay khi ngân hàng xác nhận.</p>
    <form method="get" action="/dossiers/${code}"><button class="wide main">Kiểm tra lại</button></form>
    <form method="post" action="/dossiers/${code}/pay"><button class="wide">Đến trang thanh toán</button></form>`;
}

/** For an address that leads nowhere, or a form that was not filled in. */
export function renderMessagePage(message: string): Markup {
  const body = html`<main class="narrow">
    <h1>${message}</h1>
    <p><a href="/">Về trang đầu</a></p>
  </main>`;
  return renderPage({ language: 'vi', title: message, banner, body });
}
