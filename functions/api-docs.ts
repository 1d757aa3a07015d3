/** Placeholder until the lead replaces it. */
export const handler = (): Promise<unknown> =>
  Promise.resolve({ statusCode: 503, headers: { 'content-type': 'text/plain' }, body: 'not built yet' });
