import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { metricsNamespace, serviceName } from './alarms.ts';
import type { DataStack } from './data-stack.ts';
import { addFunctionAlarms } from './function-alarms.ts';
import { functionSizes, type FunctionName } from './function-sizes.ts';
import { addLogGroup } from './log-group.ts';
import { merchantSecretPrefix } from './secret-access.ts';
import type { Stage } from './stages.ts';

/** What every construct of the domain is given. */
export type Surroundings = {
  stage: Stage;
  data: DataStack;
  /** The folder with one bundled folder for each function. */
  bundles: string;
};

/** Names, never values: a function reads secrets itself, with a permission of its own. */
const environment = ({ stage, data }: Surroundings) => ({
  TABLE_NAME: data.table.tableName,
  STAGE: stage.name,
  WEBHOOK_KEY_SECRET: data.webhookKeySecret.secretArn,
  MERCHANT_SECRET_PREFIX: merchantSecretPrefix(stage),
  WEBHOOK_RECEIVERS: stage.webhookReceivers,
  POWERTOOLS_SERVICE_NAME: serviceName(stage),
  POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
});

/** A bundled function with a log group, alarms, and a role that may only write to that log group. */
export function addFunction(
  scope: Construct,
  name: FunctionName,
  surroundings: Surroundings & {
    concurrencyReserved?: number | undefined;
    /** What this function alone is told, beside what all are. */
    variables?: Record<string, string>;
  },
): { lambda: LambdaFunction; role: Role } {
  const { stage, bundles, concurrencyReserved, variables } = surroundings;
  const { memoryMb, timeoutSeconds } = functionSizes[name];
  const logGroup = addLogGroup(scope, `/aws/lambda/lephi-${stage.name}-${name}`, stage);
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(
    new PolicyStatement({
      sid: 'WriteLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
  );
  const lambda = new LambdaFunction(scope, 'Function', {
    functionName: `lephi-${stage.name}-${name}`,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    // Source maps stay behind: a build of the same sources makes the same map again.
    code: Code.fromAsset(`${bundles}/${name}`, { exclude: ['*.map'] }),
    memorySize: memoryMb,
    timeout: Duration.seconds(timeoutSeconds),
    environment: { ...environment(surroundings), ...variables },
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    applicationLogLevelV2: ApplicationLogLevel.INFO,
    systemLogLevelV2: SystemLogLevel.WARN,
    ...(concurrencyReserved === undefined ? {} : { reservedConcurrentExecutions: concurrencyReserved }),
  });
  addFunctionAlarms(scope, stage, { name, lambda, logGroup });
  return { lambda, role };
}
