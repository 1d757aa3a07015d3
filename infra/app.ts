import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { DataStack } from './data-stack.ts';
import { LephiStack } from './lephi-stack.ts';
import { getStage } from './stages.ts';

type AppOptions = {
  /** The stage's name; absent, the `stage` of the CDK context. */
  stage?: string;
  /** The folder the templates are written to; absent, the one that the CDK command names. */
  outdir?: string;
  /** The folder with one bundled folder for each function. */
  bundles?: string;
};

const dist = join(import.meta.dirname, '..', 'dist');

/** Set here and not in `cdk.json`, so that every way to synthesize gives the same template. */
const settings = {
  ...recommendedFlags,
  // The data stack then refuses to lose what the other stack uses.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  // The template then says where each function's bundle lies.
  'aws:cdk:enable-asset-metadata': true,
};

/**
 * Lephi's two stacks for one stage; `synth()` writes their templates. Unchecked: what is to be deployed gets `addChecks`.
 * Throws one clear line when there is no such stage.
 */
export function buildApp({ bundles = dist, stage: stageName, ...appProps }: AppOptions): App {
  const app = new App({ ...appProps, context: settings, builtinCloudFormationValidation: false });
  const stage = getStage(stageName ?? app.node.tryGetContext('stage'));
  // What is not deployed runs from where it was bundled, without a copy.
  app.node.setContext('aws:cdk:disable-asset-staging', !stage.isDeployed);
  const data = new DataStack(app, stage);
  new LephiStack(app, { stage, data, bundles });
  return app;
}
