import * as z from 'zod/mini';

const localHost = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;

/** The address of a provider's page or API, to which parameters are added: https, but on this machine. */
export const webAddressSchema = z
  .union([z.url({ protocol: /^https$/ }), z.url({ protocol: /^http$/, hostname: localHost })], {
    error: 'is not an https address (http is for this machine only)',
  })
  .check(z.refine((text) => !/[?#@]/.test(text), 'has a query, a fragment or a user'));
