import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import type { FunctionName } from './function-sizes.ts';
import type { Stage } from './stages.ts';

/** Wakes a function every minute. A run that failed is not tried again: the next one finds the same work. */
export function wakeEveryMinute(
  scope: Construct,
  stage: Stage,
  { name, lambda }: { name: FunctionName; lambda: LambdaFunction },
): void {
  const role = new Role(scope, 'ScheduleRole', {
    // Only schedules of this account may use the role (the confused deputy of the IAM guide).
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  });
  role.addToPolicy(
    new PolicyStatement({ sid: 'Invoke', actions: ['lambda:InvokeFunction'], resources: [lambda.functionArn] }),
  );
  new CfnSchedule(scope, 'EveryMinute', {
    name: `lephi-${stage.name}-${name}`,
    scheduleExpression: 'rate(1 minute)',
    flexibleTimeWindow: { mode: 'OFF' },
    target: { arn: lambda.functionArn, roleArn: role.roleArn, retryPolicy: { maximumRetryAttempts: 0 } },
  });
}
