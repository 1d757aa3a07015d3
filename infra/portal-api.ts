import { HttpMethod, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import type { LephiHttpApi } from './http-api.ts';
import { addFunction, type Surroundings } from './lephi-function.ts';
import { allowTable } from './table-access.ts';

/** The API of portals. It also answers every path that nothing else does. */
export class PortalApi extends Construct {
  constructor(scope: Construct, surroundings: Surroundings, httpApi: LephiHttpApi) {
    super(scope, 'PortalApi');
    const { lambda, role } = addFunction(this, 'portal-api', surroundings);
    allowTable(role, surroundings.data.table, {
      reads: ['ORDER#', 'DOSSIER#', 'IDEMPOTENCY#', 'AGENCY#', 'CLIENT#', 'CLIENT-KEY#', 'ACCOUNT#'],
      writes: ['ORDER#', 'DOSSIER#', 'IDEMPOTENCY#'],
      queries: ['by-dossier'],
    });
    httpApi.route(lambda, HttpRouteKey.with('/v1/{proxy+}', HttpMethod.ANY), HttpRouteKey.DEFAULT);
  }
}
