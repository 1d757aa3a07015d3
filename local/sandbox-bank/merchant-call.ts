import * as z from 'zod';
import { parseJson } from '../sandbox/json.ts';
import type { CallbackCall } from './ledger.ts';

/** What a merchant may answer. Anything else is no answer in VNPAY's protocol and is repeated like an HTTP error. */
const answerSchema = z.object({
  RspCode: z.enum(['00', '01', '02', '04', '97', '99']),
  Message: z.string().optional(),
});

export type Heard = Pick<CallbackCall, 'httpStatus' | 'rspCode' | 'message'>;

/** Calls a merchant's IPN URL and says what was heard; nothing that goes wrong on the way is thrown. */
export async function callMerchant(url: string, signal: AbortSignal): Promise<Heard> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal });
    return readAnswer(response.status, await response.text());
  } catch (error) {
    return unheard(whyUnheard(error));
  }
}

export function unheard(message: string): Heard {
  return { httpStatus: null, rspCode: null, message };
}

function readAnswer(httpStatus: number, body: string): Heard {
  if (httpStatus !== 200) return { ...unheard(`HTTP ${httpStatus}`), httpStatus };
  const answer = answerSchema.safeParse(parseJson(body));
  if (!answer.success) return { ...unheard('the answer is not one of the protocol'), httpStatus };
  return { httpStatus, rspCode: answer.data.RspCode, message: answer.data.Message ?? '' };
}

export function whyUnheard(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  return error.cause instanceof Error ? error.cause.message : error.message;
}
