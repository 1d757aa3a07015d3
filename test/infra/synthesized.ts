import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { buildApp } from '../../infra/app.ts';
import { addChecks } from '../../infra/checks.ts';
import { functionSizes } from '../../infra/function-sizes.ts';

const resourceSchema = z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.any()) });
const templateSchema = z.object({ Resources: z.record(z.string(), resourceSchema) });

type Resource = z.infer<typeof resourceSchema>;
export type Template = z.infer<typeof templateSchema>;

type Options = { checked?: boolean };

/** The templates of a stage, made in a folder of their own from bundles that do nothing. */
export function synthesize(stage: string, { checked = false }: Options = {}): { data: Template; lephi: Template } {
  const folder = mkdtempSync(join(tmpdir(), 'lephi-synth-'));
  const outdir = join(folder, 'out');
  try {
    const app = buildApp({ stage, outdir, bundles: emptyBundles(folder) });
    if (checked) addChecks(app);
    app.synth();
    const read = (stack: string): Template =>
      templateSchema.parse(JSON.parse(readFileSync(join(outdir, `${stack}-${stage}.template.json`), 'utf8')));
    return { data: read('LephiData'), lephi: read('Lephi') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function emptyBundles(folder: string): string {
  const bundles = join(folder, 'dist');
  for (const name of Object.keys(functionSizes)) {
    mkdirSync(join(bundles, name), { recursive: true });
    writeFileSync(join(bundles, name, 'index.cjs'), `exports.handler = () => '${name}';\n`);
  }
  return bundles;
}

/** Resources of a type, with their logical ids. */
export function resourcesOf(template: Template, type: string): [id: string, resource: Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

export function propertiesOf(template: Template, type: string): Resource['Properties'][] {
  return resourcesOf(template, type).map(([, { Properties }]) => Properties);
}
