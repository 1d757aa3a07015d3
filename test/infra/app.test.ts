import { describe, expect, test } from 'vitest';
import { buildApp } from '../../infra/app.ts';
import { propertiesOf, resourcesOf, synthesize } from './synthesized.ts';

const prod = synthesize('prod');
const local = synthesize('local');

const only = <T>(all: T[]): T => {
  expect(all).toHaveLength(1);
  return all[0]!;
};

describe('synthesis', () => {
  test.each(['test', 'prod'])(
    'the templates of %s break none of the checks',
    (stage) => {
      expect(() => synthesize(stage, { checked: true })).not.toThrow();
    },
    60_000,
  );

  test('an unknown stage is refused in one line that names those there are', () => {
    expect(() => buildApp({ stage: 'production' })).toThrow(
      /^Unknown stage "production": choose one with -c stage=local\|test\|prod\.$/,
    );
  });

  test('no stage at all is refused', () => {
    expect(() => buildApp({})).toThrow(/^No stage given: /);
  });

  test('the same sources give the same templates', () => {
    expect(synthesize('prod')).toEqual(prod);
  });

  test('stages differ in settings, not in shape', () => {
    const shape = ({ data, lephi }: typeof prod) =>
      [data, lephi].map(({ Resources }) => Object.entries(Resources).map(([id, { Type }]) => `${id} ${Type}`));

    expect(shape(local)).toEqual(shape(prod));
  });
});

describe('what must not be lost', () => {
  const [table] = resourcesOf(prod.data, 'AWS::DynamoDB::Table').map(([, resource]) => resource);

  test('the data stack holds one table, one bucket with its policy, and one secret', () => {
    expect(Object.values(prod.data.Resources).map(({ Type }) => Type)).toEqual([
      'AWS::DynamoDB::Table',
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
      'AWS::SecretsManager::Secret',
    ]);
  });

  test('deleting or replacing a stack leaves them', () => {
    // A policy is no data: who may do what is said again by the next deploy.
    for (const resource of Object.values(prod.data.Resources).filter(({ Type }) => Type !== 'AWS::S3::BucketPolicy')) {
      expect(resource).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    }
  });

  test('the table is protected, recoverable, encrypted, paid by request and forgets by its own attribute', () => {
    expect(table?.Properties).toMatchObject({
      TableName: 'lephi-prod',
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'expiresAtSeconds', Enabled: true },
    });
  });

  test('the bucket has a name of its own, keeps versions, is encrypted, closed to the public and to plain HTTP', () => {
    const [bucket] = propertiesOf(prod.data, 'AWS::S3::Bucket');
    const [policy] = propertiesOf(prod.data, 'AWS::S3::BucketPolicy');

    expect(bucket).toMatchObject({
      BucketName: { 'Fn::Join': ['', ['lephi-prod-statements-', { Ref: 'AWS::AccountId' }]] },
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    expect(policy?.PolicyDocument.Statement).toMatchObject([
      { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      { Effect: 'Deny', Action: 's3:*', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
    ]);
  });

  test('the bucket forgets uploads that were given up, and what was replaced after as long as the logs', () => {
    const [bucket] = propertiesOf(prod.data, 'AWS::S3::Bucket');

    expect(bucket?.LifecycleConfiguration.Rules).toMatchObject([
      { Prefix: 'receiving/', ExpirationInDays: 1, Status: 'Enabled' },
      { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
      { NoncurrentVersionExpiration: { NoncurrentDays: 400 }, Status: 'Enabled' },
    ]);
    expect(JSON.stringify(bucket?.LifecycleConfiguration).match(/"Expiration(InDays|Date)"/g)).toHaveLength(1);
  });

  test('indexes are sparse lists of keys; one carries what reconciliation needs', () => {
    const keysOnly = { ProjectionType: 'KEYS_ONLY' };

    expect(table?.Properties.GlobalSecondaryIndexes).toMatchObject([
      { IndexName: 'due', Projection: keysOnly },
      { IndexName: 'desk', Projection: keysOnly },
      { IndexName: 'by-dossier', Projection: keysOnly },
      { IndexName: 'by-account-day', Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['booking'] } },
    ]);
  });

  test('logs are kept for thirteen months and outlive their function', () => {
    const groups = resourcesOf(prod.lephi, 'AWS::Logs::LogGroup').map(([, group]) => group);

    expect(groups).toHaveLength(9);
    for (const group of groups) {
      expect(group).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', Properties: { RetentionInDays: 400 } });
    }
  });

  test('what is not deployed can be thrown away', () => {
    expect(local.data.Resources).toMatchObject(
      Object.fromEntries(
        Object.entries(local.data.Resources)
          .filter(([, { Type }]) => Type !== 'AWS::S3::BucketPolicy')
          .map(([id]) => [id, { DeletionPolicy: 'Delete' }]),
      ),
    );
  });
});

describe('functions', () => {
  const functions = propertiesOf(prod.lephi, 'AWS::Lambda::Function');

  test('each runs Node 24 on ARM, with a time limit and a log of its own', () => {
    expect(functions).toHaveLength(8);
    for (const properties of functions) {
      expect(properties).toMatchObject({
        Architectures: ['arm64'],
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        MemorySize: expect.any(Number),
        Timeout: expect.any(Number),
        LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: expect.stringContaining('Log') } },
      });
    }
  });

  test('the environment holds names only, the same for each; beside them where officers sign in, and the bucket', () => {
    for (const { FunctionName, Environment } of functions) {
      const {
        OFFICER_ISSUER: issuer,
        OFFICER_AUDIENCE: audience,
        STATEMENTS_BUCKET: bucket,
        ...variables
      } = Environment.Variables;
      const isOfficers = FunctionName === 'lephi-prod-officer-api';
      expect([issuer, audience]).toEqual(isOfficers ? ['', 'urn:lephi:desk'] : [undefined, undefined]);
      const isTold = isOfficers || FunctionName === 'lephi-prod-reconcile-statements';
      const itsName = { 'Fn::ImportValue': expect.stringMatching(/^LephiData-prod:ExportsOutputRefStatements/) };
      expect(bucket).toEqual(isTold ? itsName : undefined);
      expect(variables).toEqual({
        TABLE_NAME: { 'Fn::ImportValue': expect.stringMatching(/^LephiData-prod:ExportsOutputRefTable/) },
        STAGE: 'prod',
        WEBHOOK_KEY_SECRET: { 'Fn::ImportValue': expect.stringMatching(/^LephiData-prod:ExportsOutputRefWebhookKey/) },
        MERCHANT_SECRET_PREFIX: 'lephi/prod/merchant-accounts/',
        WEBHOOK_RECEIVERS: 'https-only',
        POWERTOOLS_SERVICE_NAME: 'lephi-prod',
        POWERTOOLS_METRICS_NAMESPACE: 'Lephi',
      });
    }
  });

  test('no template reads the value of a secret', () => {
    expect(JSON.stringify(prod)).not.toMatch(/\{\{resolve:/);
  });

  test('only the sandbox may be told at an address without a certificate', () => {
    const receivers = ({ lephi }: typeof prod) =>
      propertiesOf(lephi, 'AWS::Lambda::Function').map(({ Environment }) => Environment.Variables.WEBHOOK_RECEIVERS);

    expect(new Set(receivers(local))).toEqual(new Set(['any']));
    expect(new Set(receivers(synthesize('test')))).toEqual(new Set(['https-only']));
  });

  test('the local template points at the bundles where they lie', () => {
    const paths = resourcesOf(local.lephi, 'AWS::Lambda::Function').map(([, { Metadata }]) => Metadata);

    for (const metadata of paths) {
      expect(metadata).toMatchObject({ 'aws:asset:path': expect.stringMatching(/\/dist\/[a-z-]+$/) });
    }
  });
});

describe('what wakes the functions', () => {
  test('each route leads to its function, which the API may call', () => {
    expect(routes()).toMatchInlineSnapshot(`
      [
        "ANY /v1/{proxy+} → lephi-prod-portal-api",
        "$default → lephi-prod-portal-api",
        "ANY /v1/desk → lephi-prod-officer-api",
        "ANY /v1/desk/{proxy+} → lephi-prod-officer-api",
        "ANY /v1/reconciliation → lephi-prod-officer-api",
        "ANY /v1/reconciliation/{proxy+} → lephi-prod-officer-api",
        "GET /v1/openapi.json → lephi-prod-api-docs",
        "GET /v1/docs → lephi-prod-api-docs",
        "ANY /pay/{proxy+} → lephi-prod-checkout-pages",
        "ANY /callbacks/{provider}/{account} → lephi-prod-provider-callback",
      ]
    `);
  });

  test('the access log says nothing that a request carried', () => {
    const { AccessLogSettings } = only(propertiesOf(prod.lephi, 'AWS::ApiGatewayV2::Stage'));

    expect(Object.values(JSON.parse(AccessLogSettings.Format))).toMatchInlineSnapshot(`
      [
        "$context.requestTimeEpoch",
        "$context.requestId",
        "$context.routeKey",
        "$context.status",
        "$context.responseLatency",
        "$context.integration.status",
        "$context.integration.latency",
        "$context.integrationErrorMessage",
        "$context.responseLength",
      ]
    `);
  });

  test('the API holds back a flood', () => {
    expect(only(propertiesOf(prod.lephi, 'AWS::ApiGatewayV2::Stage'))).toMatchObject({
      DefaultRouteSettings: { ThrottlingBurstLimit: 2_000, ThrottlingRateLimit: 1_000 },
    });
  });

  test('the stream wakes the delivery for new items that carry a webhook, and gives up soon', () => {
    const mapping = only(propertiesOf(prod.lephi, 'AWS::Lambda::EventSourceMapping'));

    expect(mapping).toMatchObject({
      FunctionName: { Ref: expect.stringContaining('Webhooks') },
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 2,
      MaximumRecordAgeInSeconds: 300,
    });
    expect(JSON.parse(only<{ Pattern: string }>(mapping.FilterCriteria.Filters).Pattern)).toEqual({
      eventName: ['INSERT'],
      dynamodb: { NewImage: { dueShard: { S: [{ prefix: 'webhook#' }] } } },
    });
  });

  test('the sweep and reconciliation run every minute', () => {
    const everyMinute = (scope: string) => ({
      ScheduleExpression: 'rate(1 minute)',
      Target: { Arn: { 'Fn::GetAtt': [expect.stringContaining(scope), 'Arn'] } },
    });

    expect(propertiesOf(prod.lephi, 'AWS::Scheduler::Schedule')).toMatchObject(
      ['DueWork', 'Reconciliation'].map(everyMinute),
    );
  });
});

type Join = { 'Fn::Join': [string, unknown[]] };
type Route = { RouteKey: string; Target: Join };
type Permission = { FunctionName: GetAtt; SourceArn: Join };
type GetAtt = { 'Fn::GetAtt': [string, string] };

/** Each route as `key → function`, when the API may call that function for that route. */
function routes(): string[] {
  const permissions = propertiesOf(prod.lephi, 'AWS::Lambda::Permission') as Permission[];
  const allowed = permissions.map(({ FunctionName, SourceArn }) =>
    [nameOf(FunctionName), SourceArn['Fn::Join'][1].at(-1)].join(' '),
  );
  return (propertiesOf(prod.lephi, 'AWS::ApiGatewayV2::Route') as Route[]).map(({ RouteKey, Target }) => {
    const { Ref } = Target['Fn::Join'][1][1] as { Ref: string };
    const name = nameOf(prod.lephi.Resources[Ref]?.Properties.IntegrationUri);
    const path = RouteKey === '$default' ? '' : RouteKey.split(' ')[1];
    return `${RouteKey} → ${name}${allowed.includes(`${name} /*/*${path}`) ? '' : ' (which the API may not call)'}`;
  });
}

function nameOf(reference: GetAtt): string {
  return prod.lephi.Resources[reference['Fn::GetAtt'][0]]?.Properties.FunctionName;
}
