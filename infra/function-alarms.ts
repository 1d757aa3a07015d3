import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { addAlarm, metricsNamespace } from './alarms.ts';
import type { FunctionName } from './function-sizes.ts';
import type { Stage } from './stages.ts';

type Watched = { name: FunctionName; lambda: LambdaFunction; logGroup: LogGroup };

/** The alarms that every function has. */
export function addFunctionAlarms(scope: Construct, stage: Stage, { name, lambda, logGroup }: Watched): void {
  addAlarm(scope, stage, {
    runbookHeading: 'function-faults',
    subject: name,
    says: `${name} logged a fault, failed, ran out of time or could not start.`,
    metric: countFaults(stage, { name, lambda, logGroup }),
    threshold: 1,
  });
  addAlarm(scope, stage, {
    runbookHeading: 'function-throttles',
    subject: name,
    says: `${name} was refused an execution.`,
    metric: lambda.metricThrottles(),
    threshold: 1,
  });
}

/**
 * A function that meets a fault still gives its caller an answer, so that Lambda sees no error: what was logged as an
 * error counts as well.
 */
function countFaults(stage: Stage, { name, lambda, logGroup }: Watched): MathExpression {
  const filter = logGroup.addMetricFilter('Faults', {
    filterPattern: FilterPattern.stringValue('$.level', '=', 'ERROR'),
    metricNamespace: metricsNamespace,
    metricName: `FaultsLogged-${stage.name}-${name}`,
  });
  return new MathExpression({
    label: 'Faults',
    expression: 'FILL(failed, 0) + FILL(logged, 0)',
    usingMetrics: { failed: lambda.metricErrors(), logged: filter.metric({ statistic: 'Sum' }) },
  });
}
