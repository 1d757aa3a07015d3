import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Stage } from './stages.ts';

/** A log group that forgets after the stage's time and, where data is kept, outlives its stack. */
export const addLogGroup = (scope: Construct, logGroupName: string, stage: Stage): LogGroup =>
  new LogGroup(scope, 'Log', {
    logGroupName,
    retention: stage.logRetention,
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
  });
