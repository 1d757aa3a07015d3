/**
 * Bundles the functions and synthesizes the CDK app into a folder: `node local/topology/synthesize.ts <folder>`. It is a
 * process of its own, because the CDK takes 100 MB that a running Lephi has no use for.
 */
import { rmSync } from 'node:fs';
import { buildApp } from '../../infra/app.ts';
import { bundleFunctions } from '../../infra/bundle.ts';
import { bundlesIn, cloudAssemblyIn } from './build.ts';

const [folder = ''] = process.argv.slice(2);
// Nothing of an earlier version may be taken for a bundle of this one.
for (const made of [bundlesIn(folder), cloudAssemblyIn(folder)]) rmSync(made, { recursive: true, force: true });
await bundleFunctions({ outdir: bundlesIn(folder) });
buildApp({ stage: 'local', bundles: bundlesIn(folder), outdir: cloudAssemblyIn(folder) }).synth();
