import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { makeApiDocs } from './api-docs-files.ts';

const repository = join(import.meta.dirname, '..');

/** Files made at build time that lie beside a function's bundle: function → file name → content. */
const filesBeside: Record<string, () => Record<string, string>> = { 'api-docs': makeApiDocs };

/**
 * Bundles each file of `functions/` into `<outdir>/<function>/index.cjs` with everything it imports, the AWS SDK too: what
 * was tested is what runs, whatever Lambda itself brings. The same sources give the same bytes.
 *
 * `<outdir>/meta.json` is esbuild's account of which input put how many bytes into which bundle. It and the source maps
 * are not deployed.
 */
export async function bundleFunctions({ outdir = join(repository, 'dist') } = {}): Promise<Metafile> {
  const metafile = await bundle(await listEntryPoints(), outdir);
  await writeFile(join(outdir, 'meta.json'), JSON.stringify(metafile));
  await writeFilesBeside(outdir);
  return metafile;
}

/** Bundles entry points (path in `outdir` without its ending → source) in the one way in which functions are bundled. */
export async function bundle(entryPoints: Record<string, string>, outdir: string): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: repository,
    entryPoints,
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    // An ES module that imports node:http makes Node load all that http can export: a sixth of a cold start.
    format: 'cjs',
    define: { 'import.meta.dirname': '__dirname' },
    // The CommonJS build of a library, which esbuild takes by default for Node, cannot be shaken.
    mainFields: ['module', 'main'],
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
  });
  return metafile;
}

async function listEntryPoints(): Promise<Record<string, string>> {
  const files = await readdir(join(repository, 'functions'));
  const names = files.filter((file) => file.endsWith('.ts')).map((file) => basename(file, '.ts'));
  return Object.fromEntries(names.sort().map((name) => [`${name}/index`, `functions/${name}.ts`]));
}

async function writeFilesBeside(outdir: string): Promise<void> {
  for (const [name, makeFiles] of Object.entries(filesBeside)) {
    await mkdir(join(outdir, name), { recursive: true });
    for (const [file, content] of Object.entries(makeFiles())) await writeFile(join(outdir, name, file), content);
  }
}

function printSizes({ outputs }: Metafile): void {
  for (const [path, { bytes }] of Object.entries(outputs)) {
    if (path.endsWith('.cjs')) console.log(`${path}  ${Math.ceil(bytes / 1000)} kB`);
  }
}

if (import.meta.main) printSizes(await bundleFunctions());
