import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkStatement } from '../lib/statements/check-statement.ts';
import { profileSchema } from '../lib/statements/profile.ts';
import type { Result } from './result.ts';

const lineCount = 1_000_000;
const memoryMaxMb = 512;
const profilePath = join(import.meta.dirname, '..', 'local', 'statement-profiles', 'bank-csv.json');

const grouped = (amount: number): string => String(amount).replaceAll(/\B(?=(?:\d{3})+$)/g, '.');

/** One of many lines: every tenth has quotes, every hundredth is money out. */
function lineOf(index: number): { readonly text: string; readonly amount: number } {
  const amount = 1000 + ((index * 7919) % 5_000_000);
  const isOut = index % 100 === 99;
  const columns = isOut ? `${grouped(amount)},` : `,${grouped(amount)}`;
  const words = index % 10 === 0 ? `"Nộp phí, lệ phí hồ sơ ${index}"` : `Nộp lệ phí hồ sơ ${index}`;
  const text = `24/11/2026,FT${String(index).padStart(12, '0')},LP${String(index).padStart(10, '0')},${columns},${words}\n`;
  return { text, amount: isOut ? -amount : amount };
}

/** Writes a bank's statement of one busy day. */
async function writeStatement(path: string): Promise<void> {
  const out = createWriteStream(path);
  let [inVnd, outVnd] = [0, 0];
  out.write(
    'Số tài khoản:,0011004123456\nTừ ngày: 24/11/2026 đến ngày: 24/11/2026\nSố dư đầu kỳ,1.000.000.000.000\n' +
      'Ngày GD,Số bút toán,Số tham chiếu,Ghi nợ,Ghi có,Nội dung\n',
  );
  for (let index = 0; index < lineCount; index += 1) {
    const { text, amount } = lineOf(index);
    if (amount > 0) inVnd += amount;
    else outVnd -= amount;
    if (!out.write(text)) await once(out, 'drain');
  }
  const closing = grouped(1_000_000_000_000 + inVnd - outVnd);
  out.end(`Cộng phát sinh,,,${grouped(outVnd)},${grouped(inVnd)},\nSố dư cuối kỳ,${closing}\n`);
  await once(out, 'close');
}

async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 }))
    if (Buffer.isBuffer(piece)) yield piece;
}

/** How long a statement of a million lines takes through reader and gate, and how much memory. */
export async function measureStatements(): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'lephi-bench-'));
  const path = join(folder, 'statement.csv');
  try {
    await writeStatement(path);
    const profile = profileSchema.parse(JSON.parse(await readFile(profilePath, 'utf8')));
    const startedAt = performance.now();
    const outcome = await checkStatement(readPieces(path), { profile });
    const seconds = (performance.now() - startedAt) / 1000;
    if (outcome.verdict !== 'passed') throw new Error(JSON.stringify(outcome.problems));
    const peakMb = process.resourceUsage().maxRSS / 1024;
    return toResult({ seconds, peakMb, megabytes: (await stat(path)).size / 1024 ** 2 });
  } finally {
    await rm(folder, { recursive: true });
  }
}

function toResult(raw: { seconds: number; peakMb: number; megabytes: number }): Result {
  const { seconds, peakMb, megabytes } = raw;
  return {
    title: 'Statements',
    how:
      'A CSV of a million lines is written, then read from disk through decoder, reader and gate, once and cold. Peak ' +
      'memory is that of the whole process, the writing of the file included.',
    targets: [
      {
        promise: 'A statement of a million lines is read in bounded memory',
        target: `at most ${memoryMaxMb} MB`,
        measured: `${peakMb.toFixed(0)} MB`,
        isMet: peakMb <= memoryMaxMb,
      },
    ],
    tables: [
      {
        title: 'CSV, a million lines',
        head: ['file', 'time', 'lines a second', 'peak memory'],
        rows: [
          [
            `${megabytes.toFixed(0)} MB`,
            `${seconds.toFixed(1)} s`,
            Math.round(lineCount / seconds),
            `${peakMb.toFixed(0)} MB`,
          ],
        ],
      },
    ],
    raw,
  };
}
