import { canonicalJson } from '../domain/canonical-json.ts';
import type { Summary } from '../domain/run.ts';
import type { Terms } from './terms.ts';

/**
 * The first line of the body of a report, in front of the results. It says nothing of the files, the run, the machine or the
 * clock, so that the same facts are the same bytes.
 */
export const bodyHead = ({ accountId, side, period }: Terms, summary: Summary): string =>
  `${canonicalJson({ format: 'lephi-reconciliation/1', accountId, side, period, summary })}\n`;
