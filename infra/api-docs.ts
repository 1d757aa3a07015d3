import { HttpMethod, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import type { LephiHttpApi } from './http-api.ts';
import { addFunction, type Surroundings } from './lephi-function.ts';

/** The OpenAPI document and its page, made when the functions are bundled. This function may touch nothing. */
export class ApiDocs extends Construct {
  constructor(scope: Construct, surroundings: Surroundings, httpApi: LephiHttpApi) {
    super(scope, 'ApiDocs');
    const { lambda } = addFunction(this, 'api-docs', surroundings);
    httpApi.route(
      lambda,
      HttpRouteKey.with('/v1/openapi.json', HttpMethod.GET),
      HttpRouteKey.with('/v1/docs', HttpMethod.GET),
    );
  }
}
