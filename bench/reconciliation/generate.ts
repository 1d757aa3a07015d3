/**
 * `node bench/reconciliation/generate.ts <folder> <rows> [discrepancies in a million] [seed]` writes a bank's statement and a
 * snapshot of our side of so many rows each, and the same facts as flat files, for databases.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type SnapshotEntry, writeSnapshot } from '../../lib/reconciliation/snapshot.ts';
import { makeChance } from '../../test/simulation/chance.ts';
import { type Line, makeCase } from './cases.ts';
import { accountNumber, day } from './terms.ts';

const openingVnd = 1_000_000_000_000;
const dayAsWritten = day.split('-').reverse().join('/');

const grouped = (amount: number): string => String(amount).replaceAll(/\B(?=(?:\d{3})+$)/g, '.');

const quoted = (cell: string): string => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const head = ['Ngày GD', 'Số bút toán', 'Số tham chiếu', 'Ghi nợ', 'Ghi có', 'Trạng thái', 'Nội dung'].join(',');

function toStatementRow({ direction, amountVnd, status, transactionId, reference, text }: Line): string {
  const amounts = direction === 'in' ? `,${grouped(amountVnd)}` : `${grouped(amountVnd)},`;
  return `${dayAsWritten},${transactionId},${reference},${amounts},${status},${quoted(text)}\n`;
}

function* statementOf(lines: readonly Line[]): Generator<string> {
  yield `Số tài khoản:,${accountNumber}\nTừ ngày: ${dayAsWritten} đến ngày: ${dayAsWritten}\n`;
  yield `Số dư đầu kỳ,${grouped(openingVnd)}\n${head}\n`;
  let [inVnd, outVnd] = [0, 0];
  for (const line of lines) {
    if (line.status !== 'Thất bại' && line.direction === 'in') inVnd += line.amountVnd;
    if (line.status !== 'Thất bại' && line.direction === 'out') outVnd += line.amountVnd;
    yield toStatementRow(line);
  }
  yield `Cộng phát sinh,,,${grouped(outVnd)},${grouped(inVnd)},,\nSố dư cuối kỳ,${grouped(openingVnd + inVnd - outVnd)}\n`;
}

function* flatLines(lines: readonly Line[]): Generator<string> {
  for (const { direction, amountVnd, status, transactionId, reference, text } of lines)
    yield `${day},${transactionId},${reference},${direction},${amountVnd},${status},${quoted(text)}\n`;
}

function* flatEntries(entries: readonly SnapshotEntry[]): Generator<string> {
  for (const entry of entries) {
    const { key, direction, amountVnd, state, paidAt, paidOn, reference, transactionId, orderId, refundId } = entry;
    const cells = [key, direction, amountVnd, state, paidAt, paidOn, reference, transactionId, orderId, refundId];
    yield `${[...cells, entry.origin].join(',')}\n`;
  }
}

async function write(path: string, pieces: Iterable<string | Uint8Array>): Promise<void> {
  const out = createWriteStream(path);
  for (const piece of pieces) if (!out.write(piece)) await once(out, 'drain');
  out.end();
  await once(out, 'close');
}

function makeSides(rows: number, discrepancies: number, seed: number) {
  const chance = makeChance(seed);
  const lines: Line[] = [];
  const entries: SnapshotEntry[] = [];
  for (let index = 1; lines.length < rows; index += 1) {
    const made = makeCase(chance, index, discrepancies);
    lines.push(...made.lines);
    entries.push(...made.entries);
  }
  // A bank writes down in order of time what it has numbered in another.
  for (let last = lines.length - 1; last > 0; last -= 1) {
    const other = chance.int(0, last);
    [lines[last], lines[other]] = [lines[other]!, lines[last]!];
  }
  return { lines, entries };
}

async function main([folder = '', rows = '1000000', discrepancies = '10000', seed = '4']: string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { lines, entries } = makeSides(Number(rows), Number(discrepancies), Number(seed));
  await write(join(folder, 'statement.csv'), statementOf(lines));
  await write(join(folder, 'snapshot.ndjson'), writeSnapshot({ entries, orders: [] }));
  await write(join(folder, 'lines.csv'), flatLines(lines));
  await write(join(folder, 'entries.csv'), flatEntries(entries));
}

await main(process.argv.slice(2));
