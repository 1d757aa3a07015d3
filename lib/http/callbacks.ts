import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { CallbackWord } from '../domain/notice.ts';
import { findProvider } from '../providers/registry.ts';
import { log } from '../runtime/log.ts';
import { type Callback, type CallbackParts, takeCallback } from '../use-cases/take-callback.ts';
import { bodyText } from './request.ts';

type Event = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;

const toCallback = (event: Event): Callback => ({
  provider: event.pathParameters?.provider ?? '',
  accountId: event.pathParameters?.account ?? '',
  request: {
    method: event.requestContext.http.method,
    rawQueryString: event.rawQueryString,
    headers: event.headers,
    body: bodyText(event),
  },
});

const takeOrTryAgain = async (parts: CallbackParts, callback: Callback): Promise<CallbackWord> => {
  try {
    return await takeCallback(parts, callback);
  } catch (error) {
    log.error('a callback could not be taken', { error: error instanceof Error ? error : String(error) });
    return 'try-again';
  }
};

/** Answers `/callbacks/{provider}/{account}`: whatever happens, the provider hears a word of its own protocol. */
export const makeCallbackHandler =
  (parts: CallbackParts) =>
  async (event: Event): Promise<Answer> => {
    const callback = toCallback(event);
    const provider = findProvider(callback.provider);
    if (provider === undefined) return { statusCode: 404, body: '' };
    const { status, contentType, body } = provider.acknowledge(await takeOrTryAgain(parts, callback));
    return { statusCode: status, headers: { 'content-type': contentType, 'cache-control': 'no-store' }, body };
  };
