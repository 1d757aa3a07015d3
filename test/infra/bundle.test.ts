import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { bundleFunctions } from '../../infra/bundle.ts';
import { functionSizes } from '../../infra/function-sizes.ts';
import { propertiesOf, synthesize } from './synthesized.ts';

const folder = mkdtempSync(join(tmpdir(), 'lephi-bundle-'));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const load = createRequire(import.meta.url);
const outdir = join(folder, 'dist');
const { outputs } = await bundleFunctions({ outdir });
const names = Object.keys(functionSizes).sort();

const textOf = (name: string, from = outdir): string => readFileSync(join(from, name, 'index.cjs'), 'utf8');

const functions = propertiesOf(synthesize('local').lephi, 'AWS::Lambda::Function');

/** What only a deploy knows, such as the name of a secret, is any text. */
function stubEnvironment(name: string): void {
  const properties = functions.find(({ FunctionName }) => FunctionName === `lephi-local-${name}`);
  const variables = { ...properties?.Environment.Variables, AWS_REGION: 'ap-southeast-1' };
  for (const [variable, value] of Object.entries(variables)) {
    vi.stubEnv(variable, typeof value === 'string' ? value : 'known-when-deployed');
  }
}

describe('a bundle', () => {
  test('is made of each function that has a size, and of no other', () => {
    expect(readdirSync(outdir).sort()).toEqual([...names, 'meta.json'].sort());
  });

  test.each(names)('%s loads with the environment of its template and exports its handler', (name) => {
    stubEnvironment(name);
    // As Lambda does; what vitest imports it transforms first.
    expect(load(join(outdir, name, 'index.cjs'))).toMatchObject({ handler: expect.any(Function) });
  });

  test.each(names)('%s has no require, which a module does not know', (name) => {
    expect(textOf(name)).not.toContain('Dynamic require of');
  });

  test('is the same bytes each time', async () => {
    const again = join(folder, 'again');
    await bundleFunctions({ outdir: again });

    for (const name of names) expect(textOf(name, again)).toBe(textOf(name));
  });

  test('is accounted for to the last file', () => {
    const paths = Object.keys(outputs).filter((path) => path.endsWith('/index.cjs'));

    expect(paths).toHaveLength(names.length);
    for (const path of paths) {
      const parts = Object.values(outputs[path]!.inputs).map(({ bytesInOutput }) => bytesInOutput);
      expect(parts.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(outputs[path]!.bytes);
    }
  });
});
