import { canonicalJson } from '../domain/canonical-json.ts';
import type { Summary } from '../domain/run.ts';
import type { Terms } from './terms.ts';

const pieceCharacters = 64 * 1024;

/**
 * Writes the body of a report: a head with the summary, and each result, written already, on a line of its own. It says
 * nothing of the files, the run, the machine or the clock, so that the same facts are the same bytes.
 */
export function* writeBody(
  { accountId, side, period }: Terms,
  summary: Summary,
  results: Iterable<string>,
): Generator<Uint8Array> {
  let piece = `${canonicalJson({ format: 'lephi-reconciliation/1', accountId, side, period, summary })}\n`;
  for (const result of results) {
    piece += `${result}\n`;
    if (piece.length >= pieceCharacters) {
      yield Buffer.from(piece);
      piece = '';
    }
  }
  if (piece !== '') yield Buffer.from(piece);
}
