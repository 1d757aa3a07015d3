import * as z from 'zod';
import { filterPattern } from '../stream/filter-pattern.ts';

/*
 * What the local runner reads of each resource, in its own words. Properties that it does not read are let through;
 * a value it cannot honour is refused, because what runs here must be what would run there.
 */

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const projection = z.object({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
  NonKeyAttributes: z.array(z.string()).optional(),
});

/** Keeps the words of DynamoDB, which is told them as they are. */
export const tableShape = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z
    .array(z.object({ IndexName: z.string(), KeySchema: keySchema, Projection: projection }))
    .optional(),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']) })
    .optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.literal(true) }).optional(),
});

/** Of a bucket only the name counts here: a folder keeps no versions, and everything may reach it. */
export const bucketShape = z.object({});

export const secretShape = z
  .object({
    GenerateSecretString: z.strictObject({
      PasswordLength: z.int().default(32),
      ExcludePunctuation: z.boolean().default(false),
    }),
  })
  .transform(({ GenerateSecretString: generate }) => ({
    length: generate.PasswordLength,
    withPunctuation: !generate.ExcludePunctuation,
  }));

export const functionShape = z
  .object({
    Code: z.object({ S3Key: z.string() }),
    Handler: z.string(),
    Runtime: z.string().startsWith('nodejs'),
    Timeout: z.int().default(3),
    MemorySize: z.int().default(128),
    Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
    LoggingConfig: z
      .object({ LogFormat: z.string().default('Text'), ApplicationLogLevel: z.string().default('INFO') })
      .default({ LogFormat: 'Text', ApplicationLogLevel: 'INFO' }),
  })
  .transform((declared) => ({
    zipKey: declared.Code.S3Key,
    handler: declared.Handler,
    timeoutMs: declared.Timeout * 1_000,
    memoryMb: declared.MemorySize,
    environment: declared.Environment?.Variables ?? {},
    logFormat: declared.LoggingConfig.LogFormat,
    logLevel: declared.LoggingConfig.ApplicationLogLevel,
  }));

export const integrationShape = z
  .object({
    IntegrationType: z.literal('AWS_PROXY'),
    PayloadFormatVersion: z.literal('2.0'),
    IntegrationUri: z.string(),
  })
  .transform((declared) => ({ functionArn: declared.IntegrationUri }));

export const routeShape = z
  .object({ RouteKey: z.string(), Target: z.string(), AuthorizationType: z.literal('NONE').default('NONE') })
  .transform((declared) => ({
    routeKey: declared.RouteKey,
    integration: declared.Target.replace('integrations/', ''),
  }));

/** A pattern is JSON inside of JSON. */
const pattern = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(filterPattern);

/** Lambda writes "without a limit" as -1. */
const limit = z
  .int()
  .default(-1)
  .transform((count) => (count === -1 ? Infinity : count));

export const streamMappingShape = z
  .object({
    EventSourceArn: z.string(),
    FunctionName: z.string(),
    BatchSize: z.int().default(100),
    ParallelizationFactor: z.int().default(1),
    BisectBatchOnFunctionError: z.boolean().default(false),
    FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
    MaximumRetryAttempts: limit,
    MaximumRecordAgeInSeconds: limit,
    FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: pattern })) }).default({ Filters: [] }),
  })
  .transform((declared) => ({
    streamArn: declared.EventSourceArn,
    function: declared.FunctionName,
    batchRecordsMax: declared.BatchSize,
    lanes: declared.ParallelizationFactor,
    bisects: declared.BisectBatchOnFunctionError,
    reportsItems: declared.FunctionResponseTypes.length > 0,
    retriesMax: declared.MaximumRetryAttempts,
    recordAgeMaxMs: declared.MaximumRecordAgeInSeconds * 1_000,
    patterns: declared.FilterCriteria.Filters.map(({ Pattern }) => Pattern),
  }));

const unitMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

const rateMs = z.string().transform((expression, context) => {
  const [, count = '', unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const ms = Number(count) * (unitMs[unit] ?? 0);
  if (ms > 0) return ms;
  context.addIssue({ code: 'custom', message: `${expression} is not a rate of minutes, hours or days` });
  return z.NEVER;
});

export const scheduleShape = z
  .object({
    ScheduleExpression: rateMs,
    State: z.literal('ENABLED').default('ENABLED'),
    Target: z.object({ Arn: z.string(), Input: z.string().default('{}') }),
  })
  .transform((declared) => ({
    everyMs: declared.ScheduleExpression,
    function: declared.Target.Arn,
    input: declared.Target.Input,
  }));

/** Types that change nothing on one machine, where everything is allowed and nobody watches alarms. */
export const harmlessTypes = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::S3::BucketPolicy',
];
