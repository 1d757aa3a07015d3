import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { callFunction, type HttpCall } from '../test/lib/http/http-call.ts';
import type { Caller } from './payment.ts';

export type Handler = (event: APIGatewayProxyEventV2, context?: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** The handler of a bundle, loaded into this process; the environment of its function must be this process's. */
export async function loadHandler(bundles: string, name: string): Promise<Handler> {
  return (await import(pathToFileURL(join(bundles, name, 'index.cjs')).href)).handler;
}

const nameOf = ({ target }: HttpCall): string => {
  if (target.startsWith('/pay/')) return 'checkout-pages';
  return target.startsWith('/callbacks/') ? 'provider-callback' : 'portal-api';
};

/** Calls the bundles straight, all of them in this process. */
export async function callStraight(bundles: string): Promise<Caller> {
  const names = ['portal-api', 'checkout-pages', 'provider-callback'];
  const handlers = new Map<string, Handler>();
  for (const name of names) handlers.set(name, await loadHandler(bundles, name));
  return (call) => callFunction(handlers.get(nameOf(call))!, call);
}
