import type { Metafile } from 'esbuild';

/** Where the packages of the AWS SDK lie. */
const sdk = /(^|\/)node_modules\/(@aws-sdk|@smithy|@aws-crypto)\//;

/** How many bytes a function's bundle has, and whose they are. */
export type BundleSize = {
  readonly entryPoint: string;
  readonly ownBytes: number;
  readonly libraryBytes: number;
  readonly sdkBytes: number;
};

/**
 * Divides each bundle. What only the SDK imports is the SDK's share, because without the SDK it would not be there;
 * what esbuild adds to join modules is ours.
 */
export function listBundleSizes({ inputs, outputs }: Metafile): BundleSize[] {
  return Object.values(outputs).flatMap((output) =>
    output.entryPoint === undefined ? [] : [sizeOf(output.entryPoint, output, inputs)],
  );
}

function sizeOf(entryPoint: string, output: Metafile['outputs'][string], inputs: Metafile['inputs']): BundleSize {
  const reached = reachedWithoutSdk(entryPoint, inputs);
  const sumBytes = (isCounted: (path: string) => boolean): number =>
    Object.entries(output.inputs)
      .filter(([path]) => isCounted(path))
      .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
  const sdkBytes = sumBytes((path) => !reached.has(path));
  const libraryBytes = sumBytes((path) => reached.has(path) && path.includes('node_modules/'));
  return { entryPoint, ownBytes: output.bytes - sdkBytes - libraryBytes, libraryBytes, sdkBytes };
}

/** The files that an entry point imports, itself or through files that are not the SDK's. */
function reachedWithoutSdk(entryPoint: string, inputs: Metafile['inputs']): Set<string> {
  const reached = new Set([entryPoint]);
  for (const path of reached) {
    for (const { path: imported } of inputs[path]?.imports ?? []) if (!sdk.test(imported)) reached.add(imported);
  }
  return reached;
}
