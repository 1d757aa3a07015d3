import { refusals } from '../lib/domain/refusal.ts';
import { openApiDocument } from '../lib/http/openapi.ts';
import { fault } from '../lib/http/problem.ts';
import { renderApiPage } from '../lib/web/api-page.ts';

/** What the function `api-docs` serves, made once when it is bundled: file name → content. */
export function makeApiDocs(): Record<string, string> {
  const document = JSON.stringify(openApiDocument());
  const page = renderApiPage(JSON.parse(document), { ...refusals, fault });
  return { 'openapi.json': document, 'docs.html': page.html, 'docs-policy.txt': page.contentSecurityPolicy };
}
