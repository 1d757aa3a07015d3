import type { Metafile } from 'esbuild';
import { expect, test } from 'vitest';
import { listBundleSizes } from '../../bench/bundle-sizes.ts';

/** esbuild's account of one bundle: what each file imports, and its bytes in the bundle. */
const metafileOf = (files: Record<string, [bytes: number, ...imports: string[]]>, bytes: number): Metafile => {
  const entries = Object.entries(files);
  return {
    inputs: Object.fromEntries(
      entries.map(([path, [, ...imports]]) => [
        path,
        { bytes: 0, imports: imports.map((imported) => ({ path: imported, kind: 'import-statement' as const })) },
      ]),
    ),
    outputs: {
      'portal-api/index.cjs': {
        bytes,
        entryPoint: 'functions/portal-api.ts',
        imports: [],
        exports: [],
        inputs: Object.fromEntries(entries.map(([path, [bytesInOutput]]) => [path, { bytesInOutput }])),
      },
      'portal-api/index.cjs.map': { bytes: 999, imports: [], exports: [], inputs: {} },
    },
  };
};

const client = 'node_modules/@aws-sdk/client-dynamodb/index.js';

test('a bundle is divided into our code, libraries and the SDK, and every byte is somebody’s', () => {
  const files = {
    'functions/portal-api.ts': [10, 'lib/store.ts', 'node_modules/zod/index.js'],
    'lib/store.ts': [20, client],
    'node_modules/zod/index.js': [300],
    [client]: [4000],
  } satisfies Parameters<typeof metafileOf>[0];

  expect(listBundleSizes(metafileOf(files, 4335))).toEqual([
    { entryPoint: 'functions/portal-api.ts', ownBytes: 35, libraryBytes: 300, sdkBytes: 4000 },
  ]);
});

test('what only the SDK imports is the SDK’s share, what we import too is not', () => {
  const files = {
    'functions/portal-api.ts': [10, client, 'node_modules/both/index.js'],
    [client]: [4000, 'node_modules/mnemonist/index.js', 'node_modules/both/index.js'],
    'node_modules/mnemonist/index.js': [500, 'node_modules/obliterator/index.js'],
    'node_modules/obliterator/index.js': [60],
    'node_modules/both/index.js': [7],
  } satisfies Parameters<typeof metafileOf>[0];

  expect(listBundleSizes(metafileOf(files, 4577))).toMatchObject([{ ownBytes: 10, libraryBytes: 7, sdkBytes: 4560 }]);
});
