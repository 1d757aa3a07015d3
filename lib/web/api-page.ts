import { describedRow, prose, schemaAnchor, schemaTable, table } from './api-schema.ts';
import { apiStyle } from './api-style.ts';
import { html, type Html } from './html.ts';
import {
  type ApiContent,
  type ApiDocument,
  type ApiOperation,
  type ApiParameter,
  type ApiPathItem,
  type ApiSchema,
  follow,
  openApiDocumentSchema,
} from './openapi-document.ts';
import { inlineStyle, makePage, type Page } from './page.ts';
import { pageStyle } from './style.ts';

const style = inlineStyle(pageStyle + apiStyle);

/** Every refusal that a caller can hear: code → status, title in English, title in Vietnamese. */
type RefusalTable = Readonly<Record<string, readonly [status: number, en: string, vi: string]>>;

/** An operation with where it is. */
type Place = { readonly method: string; readonly path: string; readonly operation: ApiOperation };

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const placesOf = (paths: Readonly<Record<string, ApiPathItem>>): readonly Place[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
      return [{ method: method.toUpperCase(), path, operation: { ...operation, parameters } }];
    }),
  );

const anchorOf = ({ method, path, operation }: Place): string =>
  operation.operationId ?? `${method}-${path}`.replaceAll(/[^A-Za-z0-9]+/g, '-');

const parameterRow = ({ name, in: place, required, description, schema }: ApiParameter): Html =>
  describedRow(name ?? '', schema ?? {}, {
    required: required ?? false,
    description: [place && `In the ${place}.`, description].filter((part) => part !== undefined).join(' '),
  });

const contentTables = (content: ApiContent | undefined, caption: string): readonly Html[] =>
  Object.entries(content ?? {}).map(([mediaType, { schema }]) =>
    schemaTable(schema ?? {}, `${caption} (${mediaType})`),
  );

type Response = NonNullable<ApiOperation['responses']>[string];

const responseSection = (status: string, response: Response, document: ApiDocument): Html => {
  const { description, headers, content } = follow(response, document.components.responses);
  const headerRows = Object.entries(headers ?? {}).map(([name, header]) =>
    parameterRow({ ...follow(header, document.components.headers), name, in: undefined, required: true }),
  );
  return html`<h4>Answer ${status}</h4>
    ${prose(description)} ${headerRows.length > 0 && table('Headers', 'Header', headerRows)}
    ${contentTables(content, 'Body')} `;
};

const problemType = 'application/problem+json';

/** Whether an answer can only be a problem: all of these have one form, so that a line says what each is. */
const isRefusal = (response: Response, document: ApiDocument): boolean => {
  const types = Object.keys(follow(response, document.components.responses).content ?? {});
  return types.length > 0 && types.every((type) => type === problemType);
};

const refusalLine = (status: string, response: Response, document: ApiDocument): Html => {
  const { description = '', headers = {} } = follow(response, document.components.responses);
  const names = Object.keys(headers).map((name) => `\`${name}\``);
  const withHeaders = names.length > 0 ? ` With the header ${names.join(', ')}.` : '';
  return html`<li>${prose(`\`${status}\` ${description}.${withHeaders}`)}</li> `;
};

const refusalList = (refusals: readonly [string, Response][], document: ApiDocument): Html | false =>
  refusals.length > 0 &&
  html`<h4>Refused</h4>
    <ul>
      ${refusals.map(([status, response]) => refusalLine(status, response, document))}
    </ul>`;

const operationSection = (place: Place, document: ApiDocument): Html => {
  const { method, path, operation } = place;
  const { parameters = [], requestBody, responses = {} } = operation;
  const parameterRows = parameters.map((parameter) => parameterRow(follow(parameter, document.components.parameters)));
  const all = Object.entries(responses);
  const answers = all.filter(([, response]) => !isRefusal(response, document));
  const refused = all.filter(([, response]) => isRefusal(response, document));
  const body = requestBody && follow(requestBody, document.components.requestBodies);
  return html`<section>
    <h3 id="${anchorOf(place)}">${operation.summary ?? operation.operationId ?? path}</h3>
    <p class="route"><code>${method} ${path}</code></p>
    ${prose(operation.description)} ${parameterRows.length > 0 && table('Parameters', 'Parameter', parameterRows)}
    ${prose(body?.description)} ${contentTables(body?.content, 'Request')}
    ${answers.map(([status, response]) => responseSection(status, response, document))}
    ${refusalList(refused, document)}
  </section> `;
};

const places = (heading: string, id: string, document: ApiDocument): readonly Html[] => {
  const found = placesOf(id === 'webhooks' ? document.webhooks : document.paths);
  if (found.length === 0) return [];
  return [
    html`<h2 id="${id}">${heading}</h2>
      ${found.map((place) => operationSection(place, document))}`,
  ];
};

const schemaSection = ([name, schema]: [string, ApiSchema]): Html =>
  html`<section>
    <h3 id="${schemaAnchor(name)}">${name}</h3>
    ${prose(schema.description)} ${schemaTable(schema, `The shape of ${name}`)}
  </section> `;

const problemRow = ([code, [status, en, vi]]: [string, RefusalTable[string]]): Html =>
  html`<tr id="problem-${code}">
    <th scope="row"><code>${code}</code> <small>${status}</small></th>
    <td>
      ${en}
      <p lang="vi">${vi}</p>
    </td>
  </tr> `;

const problemSection = (refusals: RefusalTable): Html =>
  html`<section>
    <h2 id="problems">Problems</h2>
    <p>
      A refusal is answered as <code>application/problem+json</code> (RFC 9457). Its <code>type</code> ends in one of
      these codes; a code never changes its meaning.
    </p>
    ${table('Every refusal', 'Code and status', Object.entries(refusals).map(problemRow))}
  </section>`;

const link = (id: string, text: string): Html => html`<li><a href="#${id}">${text}</a></li> `;

const contents = (document: ApiDocument): Html =>
  html`<nav aria-label="Contents">
    <ul>
      ${[...placesOf(document.paths), ...placesOf(document.webhooks)].map((place) =>
        link(anchorOf(place), place.operation.summary ?? `${place.method} ${place.path}`),
      )}
      ${link('schemas', 'Schemas')} ${link('problems', 'Problems')}
    </ul>
  </nav>`;

const authentication = ({ components }: ApiDocument): readonly Html[] =>
  Object.entries(components.securitySchemes).flatMap(([name, { description }]) => [
    html`<h2>Authentication: ${name}</h2>`,
    ...prose(description),
  ]);

/**
 * The documentation of an API as one page that works without scripts: operations, webhooks, schemas, and every refusal
 * under the anchor `problem-` and its code.
 *
 * @param openApiDocument an OpenAPI 3.1 document, parsed from JSON
 * @throws ZodError when it is no such document
 */
export const renderApiPage = (openApiDocument: unknown, refusals: RefusalTable): Page => {
  const document = openApiDocumentSchema.parse(openApiDocument);
  const { title, version, description } = document.info;
  return makePage({
    lang: 'en',
    title: `${title} ${version}`,
    style,
    body: html`<header class="bar">
        <div class="column">
          <p><strong>${title}</strong> <small>Version ${version}</small></p>
          <a href="/v1/openapi.json">openapi.json</a>
        </div>
      </header>
      <main class="column">
        <div class="sheet">
          <h1>${title}</h1>
          ${prose(description)} ${contents(document)} ${authentication(document)}
          ${places('Operations', 'operations', document)} ${places('Webhooks', 'webhooks', document)}
          <h2 id="schemas">Schemas</h2>
          ${Object.entries(document.components.schemas).map(schemaSection)} ${problemSection(refusals)}
        </div>
      </main>`,
  });
};
