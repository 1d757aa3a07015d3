import { expect, test } from 'vitest';
import { vietnamDaySchema } from '../../lib/domain/time.ts';
import { at } from '../../lib/store/key-table.ts';
import { reconciled } from '../../lib/store/reconciliation-keys.ts';
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

/** A resource of IAM that is more than one is told one after the other. */
const flattenAll = (resources: unknown): string => [resources].flat().map(flatten).join(' ');

const statements = propertiesOf(lephi, 'AWS::IAM::Policy').flatMap(({ PolicyDocument, Roles }) =>
  (PolicyDocument.Statement as Statement[]).map((statement) => ({ role: flatten(Roles[0]), ...statement })),
);

function describeStatement({ role, Action, Resource, Condition }: (typeof statements)[number]): string {
  const keys = Condition?.['ForAllValues:StringLike']['dynamodb:LeadingKeys'];
  return [
    role,
    [Action].flat().join(' '),
    'on',
    flattenAll(Resource),
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
      "<OfficerDeskRole> dynamodb:BatchGetItem dynamodb:GetItem dynamodb:Query on <TableArn> if ORDER#* MOVEMENT#* PROPOSAL#* IDEMPOTENCY#* BANK-DAY#* RESULTS#* DISCREPANCY#* DOSSIER#* ACCOUNT#* AGENCY#* SOURCE#* CALENDAR#* DIRECTORY#*",
      "<OfficerDeskRole> dynamodb:PutItem on <TableArn> if ORDER#* MOVEMENT#* PROPOSAL#* IDEMPOTENCY#* BANK-DAY#* RESULTS#* DISCREPANCY#*",
      "<OfficerDeskRole> dynamodb:Query on <TableArn>/index/by-account-day <TableArn>/index/desk",
      "<OfficerDeskRole> logs:CreateLogStream logs:PutLogEvents on <OfficerDeskLog.Arn>",
      "<OfficerDeskRole> s3:AbortMultipartUpload s3:PutObject on arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/quarantine/* arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/receiving/* arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/runs/* arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/statements/*",
      "<OfficerDeskRole> s3:DeleteObject on arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/receiving/*",
      "<OfficerDeskRole> s3:GetObject on arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/quarantine/* arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/receiving/* arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/runs/* arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/statements/*",
      "<OfficerDeskRole> s3:ListBucket on arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>",
      "<OfficerDeskRole> secretsmanager:GetSecretValue on arn:aws:secretsmanager:ap-southeast-1:<AWS::AccountId>:secret:lephi/prod/merchant-accounts/*",
      "<PortalApiRole> dynamodb:BatchGetItem dynamodb:GetItem dynamodb:Query on <TableArn> if ORDER#* DOSSIER#* IDEMPOTENCY#* AGENCY#* CLIENT#* CLIENT-KEY#* ACCOUNT#*",
      "<PortalApiRole> dynamodb:PutItem on <TableArn> if ORDER#* DOSSIER#* IDEMPOTENCY#*",
      "<PortalApiRole> dynamodb:Query on <TableArn>/index/by-dossier",
      "<PortalApiRole> logs:CreateLogStream logs:PutLogEvents on <PortalApiLog.Arn>",
      "<ProviderCallbacksRole> dynamodb:BatchGetItem dynamodb:GetItem dynamodb:Query on <TableArn> if ORDER#* MOVEMENT#* PROPOSAL#* DOSSIER#* ACCOUNT#*",
      "<ProviderCallbacksRole> dynamodb:PutItem on <TableArn> if ORDER#* MOVEMENT#* PROPOSAL#*",
      "<ProviderCallbacksRole> logs:CreateLogStream logs:PutLogEvents on <ProviderCallbacksLog.Arn>",
      "<ProviderCallbacksRole> secretsmanager:GetSecretValue on arn:aws:secretsmanager:ap-southeast-1:<AWS::AccountId>:secret:lephi/prod/merchant-accounts/*",
      "<ReconciliationRole> dynamodb:BatchGetItem dynamodb:GetItem dynamodb:Query on <TableArn> if ORDER#* MOVEMENT#* PROPOSAL#* DOSSIER#* ACCOUNT#* BANK-DAY#* RESULTS#* DISCREPANCY#* WATCH#* SOURCE#* CALENDAR#* DIRECTORY#*",
      "<ReconciliationRole> dynamodb:PutItem on <TableArn> if ORDER#* MOVEMENT#* PROPOSAL#* BANK-DAY#* RESULTS#* DISCREPANCY#* WATCH#*",
      "<ReconciliationRole> dynamodb:Query on <TableArn>/index/by-account-day <TableArn>/index/due",
      "<ReconciliationRole> logs:CreateLogStream logs:PutLogEvents on <ReconciliationLog.Arn>",
      "<ReconciliationRole> s3:AbortMultipartUpload s3:PutObject on arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/quarantine/* arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/receiving/* arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/runs/* arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/statements/*",
      "<ReconciliationRole> s3:DeleteObject on arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/incoming/* arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/receiving/*",
      "<ReconciliationRole> s3:GetObject on arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/incoming/* arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/quarantine/* arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/receiving/* arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/runs/* arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>/statements/*",
      "<ReconciliationRole> s3:ListBucket on arn:aws:s3:::lephi-prod-statements-<AWS::AccountId>",
      "<ReconciliationScheduleRole> lambda:InvokeFunction on <ReconciliationFunction.Arn>",
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
    expect(flattenAll(Resource).split(' ')).not.toContain('*');
  }
});

test('no item is reached without a limit to kinds of item that the key table knows', () => {
  const addresses = [at.order(''), at.movement(''), at.dossier('', ''), at.idempotency('', ''), at.agency('')];
  const more = [at.proposal(''), at.client(''), at.clientKey(''), at.merchantAccount(''), at.feed('')];
  const of = { accountId: '', side: 'bank', on: vietnamDaySchema.parse('2026-11-24') } as const;
  const days = [reconciled.bankDay(of), reconciled.resultPages(of, 1), reconciled.discrepancy('')];
  const configured = [reconciled.source('', 'bank'), reconciled.calendar, reconciled.watch, at.entry('agency', '')];
  const kinds = [...addresses, ...more, ...days, ...configured].map(({ pk }) => `${pk.split('#')[0]}#*`);
  const onItems = statements.filter(({ Action }) => /:(BatchGetItem|GetItem|PutItem)/.test([Action].flat().join()));

  expect(onItems).toHaveLength(14);
  for (const { Condition } of onItems) {
    const keys = [Condition?.['ForAllValues:StringLike']['dynamodb:LeadingKeys'] ?? '*'].flat();
    expect(keys.filter((key) => !kinds.includes(key))).toEqual([]);
  }
});

test('no role has a policy that AWS may widen', () => {
  for (const role of propertiesOf(lephi, 'AWS::IAM::Role')) expect(role).not.toHaveProperty('ManagedPolicyArns');
});
