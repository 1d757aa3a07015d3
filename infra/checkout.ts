import { HttpMethod, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import type { LephiHttpApi } from './http-api.ts';
import { addFunction, type Surroundings } from './lephi-function.ts';
import { allowMerchantSecrets } from './secret-access.ts';
import { allowTable } from './table-access.ts';

/** The pages where a payer sees what is owed, leaves for a provider and comes back. */
export class Checkout extends Construct {
  constructor(scope: Construct, surroundings: Surroundings, httpApi: LephiHttpApi) {
    super(scope, 'Checkout');
    const { lambda, role } = addFunction(this, 'checkout-pages', surroundings);
    allowTable(role, surroundings.data.table, {
      reads: ['ORDER#', 'AGENCY#', 'ACCOUNT#'],
      writes: ['ORDER#'],
    });
    allowMerchantSecrets(role, surroundings.stage);
    httpApi.route(lambda, HttpRouteKey.with('/pay/{proxy+}', HttpMethod.ANY));
  }
}
