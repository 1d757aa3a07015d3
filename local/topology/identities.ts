/** What CloudFormation would call a resource: its name, its `Ref`, and the attributes that other resources ask for. */
export type Identity = { name: string; arn: string; ref: string; attributes: Record<string, string> };

/** No account is behind it: AWS never gave this number to anybody. */
export const accountId = '000000000000';

type Naming = {
  /** The property that may hold a name of the author's choice. */
  nameProperty: string;
  arnOf: (name: string) => string;
  refIs: 'name' | 'arn';
};

const namings: Record<string, Naming> = {
  'AWS::DynamoDB::Table': { nameProperty: 'TableName', arnOf: (name) => `dynamodb:table/${name}`, refIs: 'name' },
  'AWS::S3::Bucket': { nameProperty: 'BucketName', arnOf: (name) => `s3:${name}`, refIs: 'name' },
  'AWS::Lambda::Function': { nameProperty: 'FunctionName', arnOf: (name) => `lambda:function:${name}`, refIs: 'name' },
  // Secrets Manager appends a hyphen and six characters of its own choice to the name.
  'AWS::SecretsManager::Secret': {
    nameProperty: 'Name',
    arnOf: (name) => `secretsmanager:secret:${name}-local0`,
    refIs: 'arn',
  },
};

type Described = {
  type: string;
  logicalId: string;
  properties: Record<string, unknown>;
  region: string;
  /** Replaces what only a deploy knows, such as the account, by what it is on this machine. */
  resolve: (value: unknown) => unknown;
};

/** Types without a naming here are known by their logical name, and an ARN that says no more than that. */
export function identify({ type, logicalId, properties, region, resolve }: Described): Identity {
  const naming = namings[type] ?? { nameProperty: '', arnOf: (name: string) => `local:${name}`, refIs: 'name' };
  const given = resolve(properties[naming.nameProperty]);
  const name = typeof given === 'string' ? given : logicalId;
  const [service = '', ...resource] = naming.arnOf(name).split(':');
  const arn = `arn:aws:${service}:${region}:${accountId}:${resource.join(':')}`;
  // The engine gives each stream a label of its own; who reads a stream asks the engine for it.
  const attributes = { Arn: arn, StreamArn: `${arn}/stream/latest` };
  return { name, arn, ref: naming.refIs === 'arn' ? arn : name, attributes };
}
