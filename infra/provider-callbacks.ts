import { HttpMethod, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { addAlarm, countedByLephi } from './alarms.ts';
import type { LephiHttpApi } from './http-api.ts';
import { addFunction, type Surroundings } from './lephi-function.ts';
import { allowMerchantSecrets } from './secret-access.ts';
import type { Stage } from './stages.ts';
import { allowTable } from './table-access.ts';

/** What providers call when money moved. The path names the provider and the merchant account. */
export class ProviderCallbacks extends Construct {
  constructor(scope: Construct, surroundings: Surroundings, httpApi: LephiHttpApi) {
    super(scope, 'ProviderCallbacks');
    const { stage, data } = surroundings;
    const concurrencyReserved = stage.callbackConcurrencyReserved;
    const { lambda, role } = addFunction(this, 'provider-callback', { ...surroundings, concurrencyReserved });
    allowTable(role, data.table, {
      reads: ['ORDER#', 'MOVEMENT#', 'PROPOSAL#', 'DOSSIER#', 'ACCOUNT#'],
      writes: ['ORDER#', 'MOVEMENT#', 'PROPOSAL#'],
    });
    allowMerchantSecrets(role, stage);
    httpApi.route(lambda, HttpRouteKey.with('/callbacks/{provider}/{account}', HttpMethod.ANY));
    this.#addAlarms(stage);
  }

  #addAlarms(stage: Stage): void {
    addAlarm(this, stage, {
      runbookHeading: 'callback-signatures-rejected',
      says: 'At least ten callbacks in five minutes had a signature that does not hold.',
      metric: countedByLephi(stage, 'CallbackSignatureRejected'),
      threshold: 10,
    });
    addAlarm(this, stage, {
      runbookHeading: 'notices-contradicted',
      says: 'A provider said two different things of one movement of money.',
      metric: countedByLephi(stage, 'NoticeContradicted'),
      threshold: 1,
    });
    addAlarm(this, stage, {
      runbookHeading: 'money-unapplied',
      says: 'At least ten payments in five minutes came that no order could take.',
      metric: countedByLephi(stage, 'MoneyUnapplied'),
      threshold: 10,
    });
    addAlarm(this, stage, {
      runbookHeading: 'debits-unexplained',
      says: 'Money went out of an account, and no refund explains it.',
      metric: countedByLephi(stage, 'UnexplainedDebit'),
      threshold: 1,
    });
    addAlarm(this, stage, {
      runbookHeading: 'payments-reversed',
      says: 'A bank took back money that had paid an order, or that officers had begun to use.',
      metric: countedByLephi(stage, 'OrderReversed'),
      threshold: 1,
    });
    addAlarm(this, stage, {
      runbookHeading: 'notices-unreadable',
      says: 'A genuine callback could not be read; its bytes are kept.',
      metric: countedByLephi(stage, 'NoticeUnreadable'),
      threshold: 1,
    });
  }
}
