type Value = string | number | boolean | Date | Element | Element[];
type Element = { [name: string]: Value };

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function write(value: Value): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return String(value).replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign);
  return Object.entries(value)
    .flatMap(([name, inner]) =>
      (Array.isArray(inner) ? inner : [inner]).map((one) => `<${name}>${write(one)}</${name}>`),
    )
    .join('');
}

/** An XML document of elements in elements; a list is an element of its name for each in it. */
export const writeXml = (document: Element): string => `<?xml version="1.0" encoding="UTF-8"?>\n${write(document)}`;

/** A text as S3 writes it for XML when it is asked to: as in a form, so that no sign of it can break the document. */
export const encodeForXml = (text: string): string =>
  new URLSearchParams([['', text]]).toString().slice(1).replaceAll('%2F', '/');
