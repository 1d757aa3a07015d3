import { CfnOutput, Validations } from 'aws-cdk-lib';
import { HttpApi, HttpRoute, type HttpRouteKey, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { addAlarm } from './alarms.ts';
import { addLogGroup } from './log-group.ts';
import type { Stage } from './stages.ts';

/**
 * Facts about a request and nothing of what it carried: a path of a checkout page is a secret, a query string of a
 * callback holds the payer's payment, an address is personal data.
 */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestedAt: '$context.requestTimeEpoch',
    requestId: '$context.requestId',
    route: '$context.routeKey',
    status: '$context.status',
    latencyMs: '$context.responseLatency',
    functionStatus: '$context.integration.status',
    functionLatencyMs: '$context.integration.latency',
    fault: '$context.integrationErrorMessage',
    answerBytes: '$context.responseLength',
  }),
);

/** The one HTTP API. Constructs of the domain send their own routes to their own functions. */
export class LephiHttpApi extends Construct {
  readonly #api: HttpApi;

  constructor(scope: Construct, stage: Stage) {
    super(scope, 'HttpApi');
    this.#api = new HttpApi(this, 'Api', { apiName: `lephi-${stage.name}`, createDefaultStage: false });
    const httpStage = new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: stage.requestsPerSecondMax, burstLimit: stage.requestBurstMax },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          addLogGroup(this, `/aws/vendedlogs/lephi-${stage.name}-http-api`, stage),
        ),
        format: accessLogFormat,
      },
    });
    addAlarm(this, stage, {
      runbookHeading: 'http-api-faults',
      says: 'The HTTP API answered 5xx at least five times in five minutes.',
      metric: this.#api.metricServerError({ statistic: 'Sum' }),
      threshold: 5,
    });
    Validations.of(this.#api).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Who calls is proved in the functions: portals by a key, officers by a token, payers by the path, providers by a signature.',
    });
    new CfnOutput(this, 'Url', { value: httpStage.url });
  }

  /** Sends requests of these routes to a function, and allows the API to call it for them. */
  route(lambda: LambdaFunction, ...routeKeys: HttpRouteKey[]): void {
    const integration = new HttpLambdaIntegration('Integration', lambda);
    for (const routeKey of routeKeys) {
      new HttpRoute(this.#api, routeKey.key, { httpApi: this.#api, routeKey, integration });
    }
  }
}
