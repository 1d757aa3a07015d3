import { fieldMessages } from '../lib/domain/field-messages.ts';
import { type FieldError, type FileProblem, Refusal, refusals } from '../lib/domain/refusal.ts';
import { printable } from './answer.ts';
import { CannotGoOn } from './cannot-go-on.ts';

/** What a wrong field is called at a terminal, by where it stands in what the use case was given. */
const fieldNames: Record<string, string> = {
  '/code': 'the agency code',
  '/id': 'the id',
  '/name': '--name',
  '/beneficiaryAccounts': '--account',
  '/addBeneficiaryAccounts': '--account',
  '/removeBeneficiaryAccounts': '--remove-account',
  '/merchantAccountIds': 'the merchant accounts of the agency',
  '/agencyCodes': '--agency',
  '/addAgencyCodes': '--agency',
  '/removeAgencyCodes': '--remove-agency',
  '/webhookUrl': '--webhook-url',
  '/previousUntil': '--until',
  '/agencyCode': '--agency',
  '/provider': '--provider',
  '/beneficiaryAccount': '--account',
  '/options': '--option',
  '/secret': 'the key',
  '/apiToken': 'the API token',
  '/keyIds': 'the merchant account',
  '/by': '--by',
  '/amountVnd': '--amount',
  '/orderId': '--order',
  '/movementId': '--movement',
  '/parts': '--from',
  '/reason': '--reason',
  '/payee': '--payee',
  '/transferReference': '--reference',
  '/accountId': 'the merchant account',
  '/profile': '--profile',
  '/period': '--from and --on',
  '/from': '--from',
  '/bodySha256': '--report',
  '/side': 'the side',
  '/rules': '--rules',
  '/statementAccount': '--statement-account',
};

/** What went wrong, for a machine: the form of an API's problem (RFC 9457), with the option's name beside the pointer. */
export type Complaint = {
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly (FieldError & { readonly field: string })[];
  /** What is wrong with a file: the first fifty of so many. */
  readonly problems?: readonly FileProblem[];
  readonly problemCount?: number;
};

/** `/beneficiaryAccounts/0/bankCode` → `--account, number 1, bankCode`. */
const nameField = (pointer: string): string => {
  const [, first = '', ...rest] = pointer.split('/');
  const steps = rest.map((step) => (/^\d+$/.test(step) ? `number ${Number(step) + 1}` : step));
  return [fieldNames[`/${first}`] ?? first, ...steps].join(', ');
};

const sayMessage = (message: string): string =>
  Object.entries(fieldMessages).find(([key]) => key === message)?.[1][0] ?? message;

const complainOfRefusal = ({ code, facts }: Refusal): Complaint => ({
  code,
  title: refusals[code][1],
  ...(facts.detail !== undefined && { detail: facts.detail }),
  ...(facts.problems && { problems: facts.problems }),
  ...(facts.problemCount !== undefined && { problemCount: facts.problemCount }),
  ...(facts.errors && {
    errors: facts.errors.map(({ pointer, message }) => ({
      pointer,
      field: nameField(pointer),
      message: sayMessage(message),
    })),
  }),
});

/** What an AWS service says, by the name of its error, to somebody who has only this terminal. */
const awsAdvice: Record<string, string> = {
  CredentialsProviderError: 'There are no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID with its secret.',
  ExpiredTokenException: 'The AWS credentials have expired.',
  UnrecognizedClientException: 'AWS does not know these credentials.',
  AccessDeniedException: 'These AWS credentials may not do this.',
  ResourceNotFoundException: 'There is no such stage in this AWS account and region.',
};

const isNoRegion = (error: unknown): boolean => error instanceof Error && error.message === 'Region is missing';

const isNobodyThere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';

/** What to say of anything that was thrown, in one line and without a stack. */
export function complainOf(error: unknown): Complaint {
  if (error instanceof Refusal) return complainOfRefusal(error);
  if (error instanceof CannotGoOn) return { code: error.code, title: error.message };
  if (isNoRegion(error)) return { code: 'no-region', title: 'There is no AWS region: set AWS_REGION.' };
  if (isNobodyThere(error)) return { code: 'not-running', title: 'Lephi does not answer: start it with npm start.' };
  const name = error instanceof Error ? error.name : 'Error';
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'fault',
    title: awsAdvice[name] ?? 'That did not work.',
    detail: `${name}: ${message.split('\n')[0] ?? ''}`,
  };
}

const toProblemLine = ({ line, field, message }: FileProblem): string => {
  const place = [line === undefined ? 'the file' : `line ${line}`, ...(field === undefined ? [] : [field])];
  return `  ${place.join(', ')}: ${printable(message)}`;
};

/** A complaint for a person. The detail of a refusal says it all; other details are somebody else's words. */
export function toText({ code, title, detail, errors = [], problems = [], problemCount = 0 }: Complaint): string {
  const sentence = title.endsWith('.') ? title : `${title}.`;
  const told = Object.hasOwn(refusals, code) ? (detail ?? sentence) : [sentence, detail].join(' ').trimEnd();
  const more = problemCount > problems.length ? [`  and ${problemCount - problems.length} more`] : [];
  const wrong = errors.map(({ field, message }) => `  ${field}: ${message}`);
  return [told, ...wrong, ...problems.map(toProblemLine), ...more].join('\n');
}
