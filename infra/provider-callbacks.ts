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
      reads: ['ORDER#', 'MOVEMENT#', 'DOSSIER#', 'ACCOUNT#'],
      writes: ['ORDER#', 'MOVEMENT#'],
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
      runbookHeading: 'notices-unreadable',
      says: 'A genuine callback could not be read; its bytes are kept.',
      metric: countedByLephi(stage, 'NoticeUnreadable'),
      threshold: 1,
    });
  }
}
