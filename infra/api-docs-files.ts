/** What the function `api-docs` serves, made once when it is bundled: file name → content. */
export async function makeApiDocs(): Promise<Record<string, string>> {
  return {};
}
