import { expect, test } from 'vitest';
import { at } from '../../lib/store/key-table.ts';
import { propertiesOf, synthesize } from './synthesized.ts';

const { lephi } = synthesize('prod');

type Statement = {
  Sid: string;
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': string | string[] } };
};

/** An intrinsic function as one word: what is imported or made elsewhere, between angle brackets. */
function flatten(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, argument]] = Object.entries(value as Record<string, unknown>) as [[string, unknown]];
  if (name === 'Fn::Join') return (argument as [string, unknown[]])[1].map(flatten).join('');
  const text = Array.isArray(argument) ? argument.join('.') : String(argument);
  return `<${text.replace(/^LephiData-prod:ExportsOutput(Ref|FnGetAtt)/, '').replace(/[0-9A-F]{8}/g, '')}>`;
}

const statements = propertiesOf(lephi, 'AWS::IAM::Policy').flatMap(({ PolicyDocument, Roles }) =>
  (PolicyDocument.Statement as Statement[]).map((statement) => ({ role: flatten(Roles[0]), ...statement })),
);

function describeStatement({ role, Action, Resource, Condition }: (typeof statements)[number]): string {
  const keys = Condition?.['ForAllValues:StringLike']['dynamodb:LeadingKeys'];
  return [
    role,
    [Action].flat().join(' '),
    'on',
    flatten(Resource),
    ...(keys ? ['if', [keys].flat().join(' ')] : []),
  ].join(' ');
}

test('each function may do what it needs and nothing else', () => {
  expect(statements.map(describeStatement).sort()).toMatchInlineSnapshot(`
    [
      "<ApiDocsRole> logs:CreateLogStream logs:PutLogEvents on <ApiDocsLog.Arn>",
      "<CheckoutRole> dynamodb:BatchGetItem dynamodb:GetItem dynamodb:Query on <TableArn> if ORDER#* AGENCY#* ACCOUNT#*",
      "<CheckoutRole> dynamodb:PutItem on <TableArn> if ORDER#*",
      "<CheckoutRole> logs:CreateLogStream logs:PutLogEvents on <CheckoutLog.Arn>",
      "<CheckoutRole> secretsmanager:GetSecretValue on arn:aws:secretsmanager:ap-southeast-1:<AWS::AccountId>:secret:lephi/prod/merchant-accounts/*",
      "<DueWorkRole> dynamodb:BatchGetItem dynamodb:GetItem dynamodb:Query on <TableArn> if ORDER#* MOVEMENT#* PROPOSAL#* DOSSIER#* CLIENT#* ACCOUNT#* FEED#*",
      "<DueWorkRole> dynamodb:PutItem on <TableArn> if ORDER#* MOVEMENT#* PROPOSAL#* FEED#*",
      "<DueWorkRole> dynamodb:Query on <TableArn>/index/due",
      "<DueWorkRole> logs:CreateLogStream logs:PutLogEvents on <DueWorkLog.Arn>",
      "<DueWorkRole> secretsmanager:GetSecretValue on <WebhookKey>",
      "<DueWorkRole> secretsmanager:GetSecretValue on arn:aws:secretsmanager:ap-southeast-1:<AWS::AccountId>:secret:lephi/prod/merchant-accounts/*",
      "<DueWorkScheduleRole> lambda:InvokeFunction on <DueWorkFunction.Arn>",
      "<OfficerDeskRole> dynamodb:BatchGetItem dynamodb:GetItem dynamodb:Query on <TableArn> if ORDER#* MOVEMENT#* PROPOSAL#* DOSSIER#* IDEMPOTENCY#* ACCOUNT#*",
      "<OfficerDeskRole> dynamodb:PutItem on <TableArn> if ORDER#* MOVEMENT#* PROPOSAL#* IDEMPOTENCY#*",
      "<OfficerDeskRole> dynamodb:Query on <TableArn>/index/desk",
      "<OfficerDeskRole> logs:CreateLogStream logs:PutLogEvents on <OfficerDeskLog.Arn>",
      "<OfficerDeskRole> secretsmanager:GetSecretValue on arn:aws:secretsmanager:ap-southeast-1:<AWS::AccountId>:secret:lephi/prod/merchant-accounts/*",
      "<PortalApiRole> dynamodb:BatchGetItem dynamodb:GetItem dynamodb:Query on <TableArn> if ORDER#* DOSSIER#* IDEMPOTENCY#* AGENCY#* CLIENT#* CLIENT-KEY#* ACCOUNT#*",
      "<PortalApiRole> dynamodb:PutItem on <TableArn> if ORDER#* DOSSIER#* IDEMPOTENCY#*",
      "<PortalApiRole> dynamodb:Query on <TableArn>/index/by-dossier",
      "<PortalApiRole> logs:CreateLogStream logs:PutLogEvents on <PortalApiLog.Arn>",
      "<ProviderCallbacksRole> dynamodb:BatchGetItem dynamodb:GetItem dynamodb:Query on <TableArn> if ORDER#* MOVEMENT#* PROPOSAL#* DOSSIER#* ACCOUNT#*",
      "<ProviderCallbacksRole> dynamodb:PutItem on <TableArn> if ORDER#* MOVEMENT#* PROPOSAL#*",
      "<ProviderCallbacksRole> logs:CreateLogStream logs:PutLogEvents on <ProviderCallbacksLog.Arn>",
      "<ProviderCallbacksRole> secretsmanager:GetSecretValue on arn:aws:secretsmanager:ap-southeast-1:<AWS::AccountId>:secret:lephi/prod/merchant-accounts/*",
      "<WebhooksRole> dynamodb:BatchGetItem dynamodb:GetItem dynamodb:Query on <TableArn> if ORDER#* CLIENT#*",
      "<WebhooksRole> dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator on <TableStreamArn>",
      "<WebhooksRole> dynamodb:ListStreams on arn:aws:dynamodb:ap-southeast-1:<AWS::AccountId>:table/lephi-prod/stream/*",
      "<WebhooksRole> dynamodb:PutItem on <TableArn> if ORDER#*",
      "<WebhooksRole> logs:CreateLogStream logs:PutLogEvents on <WebhooksLog.Arn>",
      "<WebhooksRole> secretsmanager:GetSecretValue on <WebhookKey>",
    ]
  `);
});

test('nothing is allowed on everything, and no action has a wildcard', () => {
  for (const { Effect, Action, Resource } of statements) {
    expect(Effect).toBe('Allow');
    expect([Action].flat().join()).not.toContain('*');
    expect(flatten(Resource)).not.toBe('*');
  }
});

test('no item is reached without a limit to kinds of item that the key table knows', () => {
  const addresses = [at.order(''), at.movement(''), at.dossier('', ''), at.idempotency('', ''), at.agency('')];
  const more = [at.proposal(''), at.client(''), at.clientKey(''), at.merchantAccount(''), at.feed('')];
  const kinds = [...addresses, ...more].map(({ pk }) => `${pk.split('#')[0]}#*`);
  const onItems = statements.filter(({ Action }) => /:(BatchGetItem|GetItem|PutItem)/.test([Action].flat().join()));

  expect(onItems).toHaveLength(12);
  for (const { Condition } of onItems) {
    const keys = [Condition?.['ForAllValues:StringLike']['dynamodb:LeadingKeys'] ?? '*'].flat();
    expect(keys.filter((key) => !kinds.includes(key))).toEqual([]);
  }
});

test('no role has a policy that AWS may widen', () => {
  for (const role of propertiesOf(lephi, 'AWS::IAM::Role')) expect(role).not.toHaveProperty('ManagedPolicyArns');
});
