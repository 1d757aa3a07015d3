import { HttpMethod, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import type { LephiHttpApi } from './http-api.ts';
import { addFunction, type Surroundings } from './lephi-function.ts';
import { allowMerchantSecrets } from './secret-access.ts';
import { allowTable } from './table-access.ts';

/** The API of finance officers: what waits for them, and what they decide about it. */
export class OfficerDesk extends Construct {
  constructor(scope: Construct, surroundings: Surroundings, httpApi: LephiHttpApi) {
    super(scope, 'OfficerDesk');
    const { stage, data } = surroundings;
    const variables = { OFFICER_ISSUER: stage.officerIssuer ?? '', OFFICER_AUDIENCE: stage.officerAudience ?? '' };
    const { lambda, role } = addFunction(this, 'officer-api', { ...surroundings, variables });
    allowTable(role, data.table, {
      reads: ['ORDER#', 'MOVEMENT#', 'PROPOSAL#', 'DOSSIER#', 'IDEMPOTENCY#', 'ACCOUNT#'],
      writes: ['ORDER#', 'MOVEMENT#', 'PROPOSAL#', 'IDEMPOTENCY#'],
      queries: 'desk',
    });
    // Whether a provider can refund, and as which movement a transfer will come up, its plug-in says once it is opened.
    allowMerchantSecrets(role, stage);
    httpApi.route(
      lambda,
      HttpRouteKey.with('/v1/desk', HttpMethod.ANY),
      HttpRouteKey.with('/v1/desk/{proxy+}', HttpMethod.ANY),
    );
  }
}
