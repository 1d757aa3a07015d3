import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().default(''),
      properties: z.object({ templateFile: z.string().optional(), file: z.string().optional() }).default({}),
    }),
  ),
});

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
});

const assetManifest = z.object({ files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })) });

export type StackTemplate = z.infer<typeof template> & { region: string };

/** What the CDK app wrote into a folder: its stacks, and where the folder lies that each `<hash>.zip` is made of. */
export type Assembly = { stacks: StackTemplate[]; assetFolders: Map<string, string> };

export function readAssembly(folder: string): Assembly {
  const readJson = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const assembly: Assembly = { stacks: [], assetFolders: new Map() };
  for (const { type, environment, properties } of Object.values(manifest.parse(readJson('manifest.json')).artifacts)) {
    const { templateFile, file } = properties;
    if (type === 'aws:cloudformation:stack' && templateFile !== undefined) {
      // An environment reads `aws://account/region`.
      assembly.stacks.push({ ...template.parse(readJson(templateFile)), region: environment.split('/').at(-1) ?? '' });
    }
    if (type === 'cdk:asset-manifest' && file !== undefined) {
      for (const [hash, { source }] of Object.entries(assetManifest.parse(readJson(file)).files)) {
        assembly.assetFolders.set(`${hash}.zip`, resolve(folder, source.path));
      }
    }
  }
  return assembly;
}
