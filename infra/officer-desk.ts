import { HttpMethod, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { allowFiles } from './bucket-access.ts';
import type { LephiHttpApi } from './http-api.ts';
import { addFunction, type Surroundings } from './lephi-function.ts';
import { allowMerchantSecrets } from './secret-access.ts';
import { allowTable, type KeyPrefix } from './table-access.ts';

/** The API of finance officers: what waits for them, what they decide about it, and what statements prove. */
export class OfficerDesk extends Construct {
  constructor(scope: Construct, surroundings: Surroundings, httpApi: LephiHttpApi) {
    super(scope, 'OfficerDesk');
    const { stage, data } = surroundings;
    const variables = {
      OFFICER_ISSUER: stage.officerIssuer ?? '',
      OFFICER_AUDIENCE: stage.officerAudience ?? '',
      STATEMENTS_BUCKET: data.bucket.bucketName,
    };
    const { lambda, role } = addFunction(this, 'officer-api', { ...surroundings, variables });
    const decided: KeyPrefix[] = ['ORDER#', 'MOVEMENT#', 'PROPOSAL#', 'IDEMPOTENCY#'];
    // A short statement is reconciled while the officer who brings it waits.
    const reconciled: KeyPrefix[] = ['BANK-DAY#', 'RESULTS#', 'DISCREPANCY#'];
    allowTable(role, data.table, {
      reads: [...decided, ...reconciled, 'DOSSIER#', 'ACCOUNT#', 'AGENCY#', 'SOURCE#', 'CALENDAR#', 'DIRECTORY#'],
      writes: [...decided, ...reconciled],
      queries: ['desk', 'by-account-day'],
    });
    allowFiles(role, stage, {
      reads: ['receiving/', 'statements/', 'quarantine/', 'runs/'],
      writes: ['receiving/', 'statements/', 'quarantine/', 'runs/'],
      removes: ['receiving/'],
    });
    // Whether a provider can refund, and as which movement a transfer will come up, its plug-in says once it is opened.
    allowMerchantSecrets(role, stage);
    httpApi.route(
      lambda,
      HttpRouteKey.with('/v1/desk', HttpMethod.ANY),
      HttpRouteKey.with('/v1/desk/{proxy+}', HttpMethod.ANY),
      HttpRouteKey.with('/v1/reconciliation', HttpMethod.ANY),
      HttpRouteKey.with('/v1/reconciliation/{proxy+}', HttpMethod.ANY),
    );
  }
}
