import { html, type Html, type HtmlContent } from './html.ts';
import { type ApiSchema, refName } from './openapi-document.ts';

/** The id of a component's heading, to link to. */
export const schemaAnchor = (name: string): string => `schema-${name}`;

/** Plain text with its `code` marked, and a paragraph for each block between blank lines. */
export const prose = (text: string | undefined): readonly Html[] =>
  (text ?? '')
    .split(/\n\s*\n/)
    .filter((block) => block.trim() !== '')
    .map((block) => html`<p>${inlineProse(block)}</p> `);

/** Every second piece between backticks is code. */
const inlineProse = (text: string): readonly HtmlContent[] =>
  text.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece));

const code = (value: unknown): Html => html`<code>${typeof value === 'string' ? value : JSON.stringify(value)}</code>`;

const join = (parts: readonly HtmlContent[], separator: string): readonly HtmlContent[] =>
  parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));

const typeNames = ({ type, format }: ApiSchema): string => {
  const names = typeof type === 'string' ? [type] : (type ?? ['anything']);
  return names.join(' or ') + (format === undefined ? '' : ` (${format})`);
};

const mapType = ({ additionalProperties }: ApiSchema): Html | undefined =>
  typeof additionalProperties === 'object' ? html`map of ${typeText(additionalProperties)}` : undefined;

/** What a value is, in a few words, with a link to each component. */
const typeText = (schema: ApiSchema): HtmlContent => {
  if (schema.$ref !== undefined) {
    const name = refName(schema.$ref);
    return html`<a href="#${schemaAnchor(name)}">${name}</a>`;
  }
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum) return html`one of ${join(schema.enum.map(code), ', ')}`;
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return join([...new Set(choices.map(typeText))], ' or ');
  if (schema.allOf) return join(schema.allOf.map(typeText), ' and ');
  if (schema.items) return html`array of ${typeText(schema.items)}`;
  return mapType(schema) ?? typeNames(schema);
};

const range = (low: number | undefined, high: number | undefined, unit: string): string | false => {
  if (low === undefined && high === undefined) return false;
  if (low === high) return `exactly ${low ?? ''}${unit}`;
  if (high === undefined) return `at least ${low ?? ''}${unit}`;
  return low === undefined ? `at most ${high}${unit}` : `${low} to ${high}${unit}`;
};

const above = ({ exclusiveMinimum }: ApiSchema): string | false =>
  exclusiveMinimum !== undefined && `above ${exclusiveMinimum}`;

/** A bound of zod's safe integers says only what JSON numbers can hold. */
const bound = (value: number | undefined): number | undefined =>
  value !== undefined && Math.abs(value) === Number.MAX_SAFE_INTEGER ? undefined : value;

const limits = (schema: ApiSchema): readonly HtmlContent[] => {
  const [example] = schema.examples ?? [schema.example];
  return [
    range(schema.minLength, schema.maxLength, ' characters'),
    range(schema.minItems, schema.maxItems, ' items'),
    range(bound(schema.minimum), bound(schema.maximum), ''),
    above(schema),
    // A format says more to a reader than the pattern that it stands for.
    schema.format === undefined && schema.pattern !== undefined && html`matches ${code(schema.pattern)}`,
    schema.default !== undefined && html`default ${code(schema.default)}`,
    example !== undefined && html`for example ${code(example)}`,
  ].filter((limit) => limit !== false);
};

/** One row of a schema's table: a property, or the head of one of several forms. */
type Row = { readonly name: string; readonly schema: ApiSchema; readonly required: boolean } | { readonly form: Html };

const nestingMax = 8;

/** The constants that tell one form of a union from the others, such as `type` `order.paid`. */
const formHead = (schema: ApiSchema): Html => {
  const constants = Object.entries(schema.properties ?? {}).filter(([, property]) => property.const !== undefined);
  if (constants.length === 0) return html`or`;
  return html`when
  ${join(
    constants.map(([name, property]) => html`<code>${name}</code> is ${code(property.const)}`),
    ' and ',
  )}`;
};

const formRows = (forms: readonly ApiSchema[], prefix: string, depth: number): readonly Row[] =>
  forms
    .filter((form) => form.properties !== undefined)
    .flatMap((form): readonly Row[] => [{ form: formHead(form) }, ...rows(form, prefix, depth)]);

const rows = (schema: ApiSchema, prefix: string, depth = 0): readonly Row[] => {
  if (depth > nestingMax || schema.$ref !== undefined) return [];
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, property]): readonly Row[] => {
    const name = prefix + key;
    const required = schema.required?.includes(key) ?? false;
    return [{ name, schema: property, required }, ...rows(property, `${name}.`, depth + 1)];
  });
  const ofItems = schema.items ? rows(schema.items, `${prefix.replace(/\.$/, '')}[].`, depth + 1) : [];
  const forms = schema.oneOf ?? schema.anyOf ?? [];
  const parts = (schema.allOf ?? []).flatMap((part) => rows(part, prefix, depth + 1));
  return [...own, ...ofItems, ...formRows(forms, prefix, depth + 1), ...parts];
};

/** One row: a name, what it is, and what is said of it. */
export const describedRow = (
  name: string,
  schema: ApiSchema,
  more: { required: boolean; description?: string },
): Html => {
  const details = limits(schema);
  const description = more.description ?? schema.description;
  return html`<tr>
    <th scope="row"><code>${name}</code> ${!more.required && html`<small>optional</small>`}</th>
    <td>${typeText(schema)}${details.length > 0 && [', ', ...join(details, ', ')]} ${prose(description)}</td>
  </tr> `;
};

const tableRow = (row: Row): Html =>
  'form' in row
    ? html`<tr>
        <th scope="colgroup" colspan="2">${row.form}</th>
      </tr> `
    : describedRow(row.name, row.schema, { required: row.required });

/** A table of rows under a caption. */
export const table = (caption: string, head: string, body: readonly Html[]): Html =>
  html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${head}</th>
        <th scope="col">Meaning</th>
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
  </table>`;

/** A schema: its properties as a table, inner ones by dotted names; or its type alone when it has none. */
export const schemaTable = (schema: ApiSchema, caption: string): Html => {
  const body = rows(schema, '').map(tableRow);
  if (body.length > 0) return table(caption, 'Property', body);
  const details = limits(schema);
  return html`<p>${caption}: ${typeText(schema)}${details.length > 0 && [', ', ...join(details, ', ')]}</p>`;
};
