import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type MathExpression, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Stage } from './stages.ts';

/** Each is the slug of a heading in `docs/runbook.md`. */
type RunbookHeading =
  | 'function-faults'
  | 'function-throttles'
  | 'http-api-faults'
  | 'callback-signatures-rejected'
  | 'notices-contradicted'
  | 'notices-unreadable'
  | 'money-unapplied'
  | 'debits-unexplained'
  | 'payments-reversed'
  | 'stream-behind'
  | 'webhooks-undelivered'
  | 'sweep-silent'
  | 'due-work-late'
  | 'feeds-unreadable'
  | 'reconciliation-silent'
  | 'statements-quarantined'
  | 'statements-unplaced'
  | 'statements-missing'
  | 'runs-not-balanced'
  | 'runs-given-up'
  | 'discrepancies-overdue';

type AlarmSettings = {
  runbookHeading: RunbookHeading;
  /** Added to the alarm's name where several share a heading. */
  subject?: string;
  /** One sentence: what is true while the alarm is on. */
  says: string;
  metric: Metric | MathExpression;
  threshold: number;
  /** When the alarm is on. While nothing at all is reported, the threshold is not reached. */
  onWhen?: 'reached' | 'not-reached';
};

const period = Duration.minutes(5);

const comparisons = {
  reached: {
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  },
  'not-reached': {
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
  },
};

/** The service that Powertools names in metrics and logs: stages may share an account. */
export const serviceName = (stage: Stage): string => `lephi-${stage.name}`;

export const metricsNamespace = 'Lephi';

/** What our own code counts with Powertools; its default dimension is the service alone. */
export const countedByLephi = (stage: Stage, metricName: string, statistic = 'Sum'): Metric =>
  new Metric({
    namespace: metricsNamespace,
    metricName,
    dimensionsMap: { service: serviceName(stage) },
    statistic,
    period,
  });

/** Makes an alarm over five minutes whose description leads to its heading in the runbook. */
export function addAlarm(scope: Construct, stage: Stage, settings: AlarmSettings): void {
  const { runbookHeading, subject, says, metric, threshold, onWhen = 'reached' } = settings;
  const name = subject === undefined ? runbookHeading : `${runbookHeading}-${subject}`;
  const alarm = new Alarm(scope, `Alarm-${name}`, {
    alarmName: `lephi-${stage.name}-${name}`,
    alarmDescription: `${says} See docs/runbook.md#${runbookHeading}`,
    metric: metric.with({ period }),
    threshold,
    evaluationPeriods: 1,
    ...comparisons[onWhen],
  });
  const { alarmTopicArn } = stage;
  if (alarmTopicArn !== undefined) alarm.addAlarmAction({ bind: () => ({ alarmActionArn: alarmTopicArn }) });
}
