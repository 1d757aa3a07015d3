import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ApiDocs } from './api-docs.ts';
import { Checkout } from './checkout.ts';
import { DueWork } from './due-work.ts';
import { LephiHttpApi } from './http-api.ts';
import type { Surroundings } from './lephi-function.ts';
import { OfficerDesk } from './officer-desk.ts';
import { PortalApi } from './portal-api.ts';
import { ProviderCallbacks } from './provider-callbacks.ts';
import { Reconciliation } from './reconciliation.ts';
import { Webhooks } from './webhooks.ts';

/** Everything that can be thrown away and deployed again. */
export class LephiStack extends Stack {
  constructor(scope: Construct, surroundings: Surroundings) {
    const { stage } = surroundings;
    super(scope, `Lephi-${stage.name}`, {
      description: 'Lephi: the payment gateway for government fees, without its data',
      env: { region: stage.region },
    });
    const httpApi = new LephiHttpApi(this, stage);
    new PortalApi(this, surroundings, httpApi);
    new OfficerDesk(this, surroundings, httpApi);
    new ApiDocs(this, surroundings, httpApi);
    new Checkout(this, surroundings, httpApi);
    new ProviderCallbacks(this, surroundings, httpApi);
    new Webhooks(this, surroundings);
    new DueWork(this, surroundings);
    new Reconciliation(this, surroundings);
  }
}
