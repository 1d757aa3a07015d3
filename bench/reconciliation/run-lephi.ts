/**
 * `node bench/reconciliation/run-lephi.ts <folder> <rounds>` reconciles what {@link file://./generate.ts} wrote, from the two
 * files on disk to the finished report on disk, as a run does: the gate, the fingerprint, the body and its hash, what is
 * carried on, and the sidecar. It prints a line of JSON for each round.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../lib/domain/canonical-json.ts';
import { reconcile } from '../../lib/reconciliation/reconcile.ts';
import { readTerms } from './terms.ts';

const readBytes = 256 * 1024;

/** Bytes of a file, with the hash of all that was read. */
function openHashed(path: string) {
  const hash = createHash('sha256');
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of createReadStream(path, { highWaterMark: readBytes }))
      if (Buffer.isBuffer(piece)) {
        hash.update(piece);
        yield piece;
      }
  };
  return { pieces: pieces(), digest: () => hash.digest('hex') };
}

async function writeHashed(path: string, pieces: Iterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  const out = createWriteStream(path);
  for (const piece of pieces) {
    hash.update(piece);
    if (!out.write(piece)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  return hash.digest('hex');
}

async function runOnce(folder: string) {
  const terms = readTerms();
  const startedAt = performance.now();
  let matchingAt = startedAt;
  const snapshot = openHashed(join(folder, 'snapshot.ndjson'));
  const statement = createReadStream(join(folder, 'statement.csv'), { highWaterMark: readBytes });
  const outcome = await reconcile({ terms, statement, snapshot: snapshot.pieces }, ({ step }) => {
    if (step !== 'matched') matchingAt = performance.now();
  });
  if (outcome.type === 'refused') throw new Error(JSON.stringify(outcome.problems));
  const matchedAt = performance.now();
  const body = await writeHashed(join(folder, 'body.ndjson'), outcome.body());
  const carry = canonicalJson(outcome.carry);
  const hashes = { statement: outcome.fingerprint, snapshot: snapshot.digest(), body };
  writeFileSync(join(folder, 'carry.json'), carry);
  writeFileSync(join(folder, 'sidecar.json'), canonicalJson({ hashes }));
  const endedAt = performance.now();
  return {
    body,
    balanced: outcome.summary.balanced,
    classes: Object.fromEntries(Object.entries(outcome.summary.classes).map(([name, { count }]) => [name, count])),
    parseMs: matchingAt - startedAt,
    matchMs: matchedAt - matchingAt,
    writeMs: endedAt - matchedAt,
    totalMs: endedAt - startedAt,
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
}

const [folder = '', rounds = '1'] = process.argv.slice(2);
for (let round = 0; round < Number(rounds); round += 1) console.log(JSON.stringify(await runOnce(folder)));
