/**
 * Every Lambda function with what it gets. A name here is a file in `functions/` and a folder in `dist/`.
 *
 * Lambda gives processor time in proportion to memory. Starting is bound by the processor, so 1,024 MB start in about
 * half the time of 512 MB for the same price: that is for functions that somebody waits for.
 */
export const functionSizes = {
  'portal-api': { memoryMb: 1024, timeoutSeconds: 10 },
  // A report of a day is made while its officer waits; the HTTP API itself waits for 30 seconds.
  'officer-api': { memoryMb: 1024, timeoutSeconds: 28 },
  'api-docs': { memoryMb: 256, timeoutSeconds: 5 },
  'checkout-pages': { memoryMb: 1024, timeoutSeconds: 20 },
  'provider-callback': { memoryMb: 1024, timeoutSeconds: 10 },
  'deliver-webhooks': { memoryMb: 512, timeoutSeconds: 120 },
  'sweep-due-work': { memoryMb: 512, timeoutSeconds: 120 },
  // As long as Lambda lets it. A whole processor is had from 1,769 MB on.
  'reconcile-statements': { memoryMb: 2048, timeoutSeconds: 900 },
} as const satisfies Record<string, { memoryMb: number; timeoutSeconds: number }>;

export type FunctionName = keyof typeof functionSizes;
