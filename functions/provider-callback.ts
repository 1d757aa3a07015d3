import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { CallbackWord } from '../lib/domain/notice.ts';
import { bodyText } from '../lib/http/request.ts';
import { findProvider } from '../lib/providers/registry.ts';
import { findAccount } from '../lib/runtime/accounts.ts';
import { log } from '../lib/runtime/log.ts';
import { parts } from '../lib/runtime/parts.ts';
import { type Callback, takeCallback } from '../lib/use-cases/take-callback.ts';

const toCallback = (event: APIGatewayProxyEventV2): Callback => ({
  provider: event.pathParameters?.['provider'] ?? '',
  accountId: event.pathParameters?.['account'] ?? '',
  request: {
    method: event.requestContext.http.method,
    rawQueryString: event.rawQueryString,
    headers: event.headers,
    body: bodyText(event),
  },
});

const takeOrTryAgain = async (callback: Callback): Promise<CallbackWord> => {
  try {
    return await takeCallback({ ...parts, findAccount }, callback);
  } catch (error) {
    log.error('a callback could not be taken', { error: error instanceof Error ? error : String(error) });
    return 'try-again';
  }
};

/** A provider calls: `ANY /callbacks/{provider}/{account}`. It always hears a word of its own protocol. */
export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  const callback = toCallback(event);
  const provider = findProvider(callback.provider);
  if (provider === undefined) return { statusCode: 404, body: '' };
  const { status, contentType, body } = provider.acknowledge(await takeOrTryAgain(callback));
  return { statusCode: status, headers: { 'content-type': contentType, 'cache-control': 'no-store' }, body };
};
