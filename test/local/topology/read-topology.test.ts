import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTopology } from '../../../local/topology/read-topology.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const region = 'ap-southeast-1';
const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:000000000000:${resource}`;

type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>;

/** Two stacks as the CDK writes them: one exports its table and its secret, the other uses them. */
const dataStack = {
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'sample',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      },
    },
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: { BucketName: { 'Fn::Join': ['-', ['sample', { Ref: 'AWS::AccountId' }]] } },
    },
    Key: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { Name: 'sample/key', GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } },
    },
  },
  Outputs: {
    Name: { Value: { Ref: 'Table' }, Export: { Name: { 'Fn::Sub': '${AWS::Region}:Name' } } },
    Stream: { Value: { 'Fn::GetAtt': ['Table', 'StreamArn'] }, Export: { Name: 'Stream' } },
    Key: { Value: { Ref: 'Key' }, Export: { Name: 'Key' } },
  },
};

const resources: Resources = {
  Role: { Type: 'AWS::IAM::Role', Properties: { Anything: { 'Fn::Cidr': [] } } },
  Work: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'sample-work',
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Timeout: 20,
      MemorySize: 512,
      Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: 'abc.zip' },
      Environment: {
        Variables: { TABLE_NAME: { 'Fn::ImportValue': `${region}:Name` }, KEY: { 'Fn::ImportValue': 'Key' } },
      },
    },
  },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      IntegrationType: 'AWS_PROXY',
      PayloadFormatVersion: '2.0',
      IntegrationUri: { 'Fn::GetAtt': ['Work', 'Arn'] },
    },
  },
  Route: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      RouteKey: 'ANY /pay/{proxy+}',
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
    },
  },
  Feed: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      BatchSize: 10,
      EventSourceArn: { 'Fn::ImportValue': 'Stream' },
      FunctionName: { Ref: 'Work' },
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 2,
    },
  },
  Clock: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: { ScheduleExpression: 'rate(5 minutes)', Target: { Arn: { 'Fn::GetAtt': ['Work', 'Arn'] } } },
  },
};

async function read(changed: Resources = {}) {
  const folder = await makeTemporaryFolder();
  const write = (name: string, content: unknown) => writeFile(join(folder, name), JSON.stringify(content));
  const stack = (name: string) => ({
    type: 'aws:cloudformation:stack',
    environment: `aws://unknown-account/${region}`,
    properties: { templateFile: `${name}.template.json` },
  });
  const assets = { type: 'cdk:asset-manifest', properties: { file: 'work.assets.json' } };
  await mkdir(join(folder, 'asset.abc'));
  await write('manifest.json', { artifacts: { data: stack('data'), work: stack('work'), assets } });
  await write('data.template.json', dataStack);
  await write('work.template.json', { Resources: { ...resources, ...changed } });
  await write('work.assets.json', { files: { abc: { source: { path: 'asset.abc', packaging: 'zip' } } } });
  return { folder, topology: readTopology(folder) };
}

function change(name: string, properties: Record<string, unknown>): Resources {
  const { Type = '', Properties } = resources[name] ?? {};
  return { [name]: { Type, Properties: { ...Properties, ...properties } } };
}

describe('the topology', () => {
  test('has what the stacks declare, each by the name it would have there', async () => {
    const { folder, topology } = await read();

    expect(topology).toMatchObject({
      region,
      tables: [{ name: 'sample', arn: arn('dynamodb', 'table/sample') }],
      bucketNames: ['sample-000000000000'],
      secrets: [{ name: 'sample/key', length: 64, withPunctuation: false }],
      functions: [
        {
          name: 'sample-work',
          arn: arn('lambda', 'function:sample-work'),
          folder: join(folder, 'asset.abc'),
          timeoutMs: 20_000,
          memoryMb: 512,
          environment: { TABLE_NAME: 'sample', KEY: arn('secretsmanager', 'secret:sample/key-local0') },
        },
      ],
      routes: [{ routeKey: 'ANY /pay/{proxy+}', functionName: 'sample-work' }],
      streamMappings: [
        {
          tableName: 'sample',
          partitionKey: 'pk',
          functionName: 'sample-work',
          batchRecordsMax: 10,
          lanes: 1,
          bisects: false,
          reportsItems: true,
          retriesMax: 2,
          recordAgeMaxMs: Infinity,
          patterns: [{ eventName: ['INSERT'] }],
        },
      ],
      schedules: [{ everyMs: 300_000, functionName: 'sample-work', input: '{}' }],
    });
  });

  test.each<[string, Resources, string]>([
    [
      'a type that is neither run nor known to be harmless',
      { Queue: { Type: 'AWS::SQS::Queue', Properties: {} } },
      'The local runner does not know AWS::SQS::Queue (Queue).',
    ],
    [
      'a schedule by cron',
      change('Clock', { ScheduleExpression: 'cron(0 7 * * ? *)' }),
      'The local runner cannot run Clock: ScheduleExpression: cron(0 7 * * ? *) is not a rate of minutes, hours or days.',
    ],
    [
      'a filter that is not understood',
      change('Feed', { FilterCriteria: { Filters: [{ Pattern: '{"a":[{"numeric":[">",1]}]}' }] } }),
      'only exact values, "exists" and "prefix" are known here',
    ],
    [
      'a runtime that is not Node',
      change('Work', { Runtime: 'python3.13' }),
      'The local runner cannot run sample-work: Runtime:',
    ],
    ['a route with an authorizer', change('Route', { AuthorizationType: 'JWT' }), 'The local runner cannot run Route:'],
    [
      'a reference to nothing',
      change('Clock', { Target: { Arn: { Ref: 'Gone' } } }),
      'The template refers to Gone, which it does not have.',
    ],
    [
      'a schedule of something that is no function',
      change('Clock', { Target: { Arn: { Ref: 'Route' } } }),
      'The template refers to Route, which nothing in it has.',
    ],
    [
      'an import that no stack exports',
      change('Feed', { EventSourceArn: { 'Fn::ImportValue': 'Nowhere' } }),
      'No stack exports Nowhere.',
    ],
  ])('refuses %s', async (_, changed, message) => {
    await expect(read(changed)).rejects.toThrow(message);
  });
});
