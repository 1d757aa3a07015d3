import * as z from 'zod';

/** What the documentation page shows of a JSON schema. */
const apiSchema = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  example: z.unknown().optional(),
  examples: z.array(z.unknown()).optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  required: z.array(z.string()).optional(),
  get properties(): z.ZodOptional<z.ZodRecord<z.ZodString, typeof apiSchema>> {
    return z.record(z.string(), apiSchema).optional();
  },
  get items(): z.ZodOptional<typeof apiSchema> {
    return apiSchema.optional();
  },
  get additionalProperties(): z.ZodOptional<z.ZodUnion<readonly [z.ZodBoolean, typeof apiSchema]>> {
    return z.union([z.boolean(), apiSchema]).optional();
  },
  get anyOf(): z.ZodOptional<z.ZodArray<typeof apiSchema>> {
    return z.array(apiSchema).optional();
  },
  get oneOf(): z.ZodOptional<z.ZodArray<typeof apiSchema>> {
    return z.array(apiSchema).optional();
  },
  get allOf(): z.ZodOptional<z.ZodArray<typeof apiSchema>> {
    return z.array(apiSchema).optional();
  },
});

const parameter = z.object({
  $ref: z.string().optional(),
  name: z.string().optional(),
  in: z.string().optional(),
  required: z.boolean().optional(),
  description: z.string().optional(),
  schema: apiSchema.optional(),
});

const content = z.record(z.string(), z.object({ schema: apiSchema.optional() }));

const response = z.object({
  $ref: z.string().optional(),
  description: z.string().optional(),
  headers: z.record(z.string(), parameter).optional(),
  content: content.optional(),
});

const requestBody = z.object({
  $ref: z.string().optional(),
  description: z.string().optional(),
  content: content.optional(),
});

const operation = z.object({
  operationId: z.string().optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  parameters: z.array(parameter).optional(),
  requestBody: requestBody.optional(),
  responses: z.record(z.string(), response).optional(),
});

const pathItem = z.object({
  parameters: z.array(parameter).optional(),
  get: operation.optional(),
  put: operation.optional(),
  post: operation.optional(),
  patch: operation.optional(),
  delete: operation.optional(),
});

/** What the documentation page shows of an OpenAPI 3.1 document; everything else in it is ignored. */
export const openApiDocumentSchema = z.object({
  openapi: z.string().startsWith('3.1'),
  info: z.object({ title: z.string(), version: z.string(), description: z.string().optional() }),
  paths: z.record(z.string(), pathItem).default({}),
  webhooks: z.record(z.string(), pathItem).default({}),
  components: z
    .object({
      schemas: z.record(z.string(), apiSchema).default({}),
      parameters: z.record(z.string(), parameter).default({}),
      headers: z.record(z.string(), parameter).default({}),
      requestBodies: z.record(z.string(), requestBody).default({}),
      responses: z.record(z.string(), response).default({}),
      securitySchemes: z
        .record(z.string(), z.object({ description: z.string().optional(), scheme: z.string().optional() }))
        .default({}),
    })
    .prefault({}),
});

export type ApiDocument = z.infer<typeof openApiDocumentSchema>;
export type ApiSchema = z.infer<typeof apiSchema>;
export type ApiParameter = z.infer<typeof parameter>;
export type ApiContent = z.infer<typeof content>;
export type ApiOperation = z.infer<typeof operation>;
export type ApiPathItem = z.infer<typeof pathItem>;

/** The last part of a reference such as `#/components/schemas/Order`. */
export const refName = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

/**
 * What a reference names, or the thing itself when it is none.
 *
 * @throws Error when the document has nothing of that name
 */
export const follow = <Thing extends { readonly $ref?: string | undefined }>(
  thing: Thing,
  components: Readonly<Record<string, Thing>>,
): Thing => {
  if (thing.$ref === undefined) return thing;
  const found = components[refName(thing.$ref)];
  if (found === undefined) throw new Error(`The document has no ${thing.$ref}`);
  return found;
};
