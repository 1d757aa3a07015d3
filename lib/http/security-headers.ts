import httpSecurityHeaders from '@middy/http-security-headers';

/**
 * The headers that protect every answer. The policy on content is not among them: each page says its own, because each
 * knows what is in it. Nor is the one on permissions, which would be a kilobyte.
 */
export const securityHeaders = httpSecurityHeaders({ contentSecurityPolicy: false, permissionsPolicy: false });
