import * as z from 'zod';
import { CannotStart } from '../cannot-start.ts';
import { type Assembly, readAssembly, type StackTemplate } from './assembly.ts';
import * as shapes from './resource-shapes.ts';
import { listResources } from './resources.ts';

export type Topology = ReturnType<typeof sortResources>;
export type Table = Topology['tables'][number];
export type DeclaredSecret = Topology['secrets'][number];
export type DeclaredFunction = Topology['functions'][number];
export type StreamMapping = Topology['streamMappings'][number];
export type Schedule = Topology['schedules'][number];

/** Reads what the CDK app wrote into a folder, all of its stacks, and gives back the parts that run on one machine. */
export function readTopology(assemblyFolder: string): Topology {
  return sortResources(readAssembly(assemblyFolder));
}

const readTypes = {
  table: 'AWS::DynamoDB::Table',
  bucket: 'AWS::S3::Bucket',
  secret: 'AWS::SecretsManager::Secret',
  function: 'AWS::Lambda::Function',
  integration: 'AWS::ApiGatewayV2::Integration',
  route: 'AWS::ApiGatewayV2::Route',
  streamMapping: 'AWS::Lambda::EventSourceMapping',
  schedule: 'AWS::Scheduler::Schedule',
};

function sortResources({ stacks, assetFolders }: Assembly) {
  refuseUnknownTypes(stacks);
  const resources = listResources(stacks, Object.values(readTypes));
  const list = <T extends object>(kind: keyof typeof readTypes, shape: z.ZodType<T>) =>
    resources
      .filter(({ type }) => type === readTypes[kind])
      .map(({ name, arn, properties }) => ({ name, arn, ...parseProperties(shape, name, properties) }));

  const tables = list('table', shapes.tableShape);
  const functions = list('function', shapes.functionShape).map(({ zipKey, ...rest }) => ({
    ...rest,
    folder: getByKey(assetFolders, zipKey),
  }));
  const integrations = new Map(list('integration', shapes.integrationShape).map((one) => [one.name, one.functionArn]));
  const streamedTables = new Map(
    tables.map(({ arn, name, KeySchema }) => {
      const partitionKey = KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
      return [`${arn}/stream/latest`, { tableName: name, partitionKey }];
    }),
  );
  const functionNames = new Map(functions.flatMap(({ arn, name }) => [[arn, name] as const, [name, name] as const]));
  return {
    region: stacks[0]?.region ?? '',
    tables,
    functions,
    bucketNames: list('bucket', shapes.bucketShape).map(({ name }) => name),
    secrets: list('secret', shapes.secretShape),
    routes: list('route', shapes.routeShape).map(({ routeKey, integration }) => ({
      routeKey,
      functionName: getByKey(functionNames, getByKey(integrations, integration)),
    })),
    streamMappings: list('streamMapping', shapes.streamMappingShape).map((mapping) => ({
      ...mapping,
      ...getByKey(streamedTables, mapping.streamArn),
      functionName: getByKey(functionNames, mapping.function),
    })),
    schedules: list('schedule', shapes.scheduleShape).map((schedule) => ({
      ...schedule,
      functionName: getByKey(functionNames, schedule.function),
    })),
  };
}

function refuseUnknownTypes(stacks: StackTemplate[]): void {
  const known = [...Object.values(readTypes), ...shapes.harmlessTypes];
  for (const { Resources } of stacks) {
    for (const [logicalId, { Type }] of Object.entries(Resources)) {
      if (!known.includes(Type)) throw new CannotStart(`The local runner does not know ${Type} (${logicalId}).`);
    }
  }
}

function parseProperties<T>(shape: z.ZodType<T>, name: string, properties: unknown): T {
  const parsed = shape.safeParse(properties);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new CannotStart(`The local runner cannot run ${name}: ${issues.join('; ')}.`);
}

function getByKey<T>(map: Map<string, T>, key: string): T {
  const value = map.get(key);
  if (value === undefined) throw new CannotStart(`The template refers to ${key}, which nothing in it has.`);
  return value;
}
