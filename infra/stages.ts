import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';

const stageFields = z.strictObject({
  /** False: only read on one machine, so bundles are used where they lie instead of being copied for upload. */
  isDeployed: z.boolean(),
  /** True: neither a deploy nor a deletion of a stack can drop the table, the secret or the logs. */
  keepsData: z.boolean(),
  region: z.string(),
  /** Which addresses a portal may be told at: a sandbox portal has no certificate. */
  webhookReceivers: z.enum(['https-only', 'any']),
  logRetention: z.enum(RetentionDays),
  /** Above these the HTTP API answers 429 by itself. Steady rate and burst, for the whole API. */
  requestsPerSecondMax: z.int().positive(),
  requestBurstMax: z.int().positive(),
  /**
   * Executions set aside for providers' callbacks, so that no rush of citizens can crowd out the banks. The account's
   * own limit must leave 100 beside them, which a new account's does not: absent means none are set aside.
   */
  callbackConcurrencyReserved: z.int().positive().optional(),
  /**
   * The OpenID Connect issuer where officers sign in, as it calls itself; absent, no officer can. Their tokens must be
   * meant for the audience.
   */
  officerIssuer: z.url({ protocol: /^https?$/ }).optional(),
  officerAudience: z.string().min(1).optional(),
  /** Where alarms are sent; absent, they only show their state. */
  alarmTopicArn: z.string().startsWith('arn:').optional(),
});

const stageSettings = stageFields.refine(
  ({ isDeployed, officerIssuer }) => !isDeployed || officerIssuer?.startsWith('http:') !== true,
  { path: ['officerIssuer'], error: 'must be https: whoever reads the keys on their way can sign in as anybody' },
);

const stageNames = z.enum(['local', 'test', 'prod']);

/** Singapore is the nearest region that has every service in use. */
const nearestRegion = 'ap-southeast-1';

/** What the API for officers calls itself, where an issuer is told for whom its tokens are. */
const officerAudience = 'urn:lephi:desk';

const stages = z.record(stageNames, stageSettings).parse({
  local: {
    isDeployed: false,
    keepsData: false,
    region: nearestRegion,
    webhookReceivers: 'any',
    // The sandbox issuer; the local runner says at which port it is.
    officerIssuer: 'http://127.0.0.1:4003',
    officerAudience,
    logRetention: RetentionDays.ONE_WEEK,
    requestsPerSecondMax: 1_000,
    requestBurstMax: 1_000,
  },
  test: {
    isDeployed: true,
    keepsData: true,
    region: nearestRegion,
    webhookReceivers: 'https-only',
    officerAudience,
    logRetention: RetentionDays.ONE_MONTH,
    requestsPerSecondMax: 100,
    requestBurstMax: 200,
  },
  prod: {
    isDeployed: true,
    keepsData: true,
    region: nearestRegion,
    webhookReceivers: 'https-only',
    officerAudience,
    // The audit of a year can still read that year's first day.
    logRetention: RetentionDays.THIRTEEN_MONTHS,
    requestsPerSecondMax: 1_000,
    requestBurstMax: 2_000,
    callbackConcurrencyReserved: 100,
  },
});

type StageName = z.infer<typeof stageNames>;
export type Stage = z.infer<typeof stageSettings> & { name: StageName };

/** The stage of that name, as given on a command line. Throws one clear line when there is no such stage. */
export function getStage(name: unknown): Stage {
  const known = stageNames.safeParse(name);
  if (!known.success) {
    const given = typeof name === 'string' ? `Unknown stage "${name}"` : 'No stage given';
    throw new Error(`${given}: choose one with -c stage=${stageNames.options.join('|')}.`);
  }
  return { name: known.data, ...stages[known.data] };
}
