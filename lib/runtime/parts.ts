import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { instantFromMs } from '../domain/time.ts';
import { makeDynamoStore } from '../store/dynamo-store.ts';
import type { Parts } from '../use-cases/parts.ts';
import { environment } from './environment.ts';
import { log } from './log.ts';

let metrics: Metrics | undefined;

/** The real parts of the world for every function: made once for each process. */
export const parts: Parts = {
  store: makeDynamoStore(new DynamoDBClient({}), environment.TABLE_NAME),
  now: () => instantFromMs(Date.now()),
  sleep: (ms) => setTimeout(ms),
  random: Math.random,
  randomBytes,
  count: (what, { value = 1, ...about } = {}) => {
    const unit = what.endsWith('Seconds') ? MetricUnit.Seconds : MetricUnit.Count;
    metrics ??= new Metrics();
    metrics.singleMetric().addMetric(what, unit, value);
    log.info(what, about);
  },
};
