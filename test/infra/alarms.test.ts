import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Count } from '../../lib/use-cases/parts.ts';
import { propertiesOf, synthesize } from './synthesized.ts';

const { lephi } = synthesize('prod');
const alarms = propertiesOf(lephi, 'AWS::CloudWatch::Alarm');
const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');

const slugs = [...runbook.matchAll(/^## (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'));
const namedByAlarms = alarms.map(
  ({ AlarmDescription }) => /docs\/runbook\.md#([a-z0-9-]+)$/.exec(AlarmDescription)?.[1],
);

type MetricData = { MetricStat?: { Metric: { MetricName: string } } };

const metricNameOf = ({ MetricStat }: MetricData): string | undefined => MetricStat?.Metric.MetricName;

test('each alarm names a heading of the runbook, and each heading has its alarm', () => {
  expect([...new Set(namedByAlarms)].sort()).toEqual(slugs.sort());
});

test('each function has an alarm on its faults and on its throttles', () => {
  const count = (heading: string) => namedByAlarms.filter((named) => named === heading).length;

  expect([count('function-faults'), count('function-throttles')]).toEqual([8, 8]);
});

test('a fault that a function logged and answered sets off its alarm too', () => {
  const filters = propertiesOf(lephi, 'AWS::Logs::MetricFilter').map(({ FilterPattern, MetricTransformations }) => {
    expect(FilterPattern).toBe('{ $.level = "ERROR" }');
    return MetricTransformations[0].MetricName;
  });
  const watched = (alarms as { Metrics?: MetricData[] }[])
    .flatMap(({ Metrics = [] }) => Metrics.map(metricNameOf))
    .filter((name) => name !== 'Errors');

  expect(filters).toHaveLength(8);
  expect(watched.filter((name) => name !== undefined).sort()).toEqual(filters.sort());
});

test('what Lephi itself counts is counted for each stage apart', () => {
  const own = alarms.filter(({ Namespace }) => Namespace === 'Lephi');

  const counted: (Count | 'DueWorkLateSeconds')[] = [
    'CallbackSignatureRejected',
    'NoticeContradicted',
    'MoneyUnapplied',
    'UnexplainedDebit',
    'OrderReversed',
    'NoticeUnreadable',
    'WebhookUndelivered',
    'DueWorkLateSeconds',
    'FeedUnreadable',
    'StatementQuarantined',
    'StatementUnplaced',
    'StatementMissing',
    'RunNotBalanced',
    'RunGivenUp',
    'DiscrepancyOverdue',
  ];

  expect(own.map(({ MetricName }) => MetricName)).toEqual(counted);
  for (const { Dimensions } of own) expect(Dimensions).toEqual([{ Name: 'service', Value: 'lephi-prod' }]);
});

test('silence is alarming only where something should be heard', () => {
  const breaching = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');

  expect(breaching.map(({ AlarmName }) => AlarmName)).toEqual([
    'lephi-prod-sweep-silent',
    'lephi-prod-reconciliation-silent',
  ]);
});
