import type { Metafile } from 'esbuild';

/** Packages that are the AWS SDK. */
const sdk = /(^|\/)node_modules\/(@aws-sdk|@smithy|@aws-crypto)\//;

/** Of how many bytes a bundle is, and whose they are. */
export type BundleSizes = { readonly sdkBytes: number; readonly libraryBytes: number; readonly ownBytes: number };

/**
 * Divides a function's bundle. What only the SDK imports is the SDK's share: without the SDK it would not be there.
 * What esbuild adds to join modules is ours.
 */
export function sizesOf({ inputs, outputs }: Metafile, entryPoint: string): BundleSizes {
  const output = Object.values(outputs).find((one) => one.entryPoint === entryPoint);
  if (output === undefined) throw new Error(`there is no bundle of ${entryPoint}`);
  const reached = reachedWithoutSdk(inputs, entryPoint);
  const sumBytes = (isCounted: (path: string) => boolean): number =>
    Object.entries(output.inputs).reduce((sum, [path, { bytesInOutput }]) => sum + (isCounted(path) ? bytesInOutput : 0), 0);
  const sdkBytes = sumBytes((path) => !reached.has(path));
  const libraryBytes = sumBytes((path) => reached.has(path) && path.includes('node_modules/'));
  return { sdkBytes, libraryBytes, ownBytes: output.bytes - sdkBytes - libraryBytes };
}

/** The files that an entry point imports, itself or through others that are not the SDK's. */
function reachedWithoutSdk(inputs: Metafile['inputs'], entryPoint: string): Set<string> {
  const reached = new Set([entryPoint]);
  for (const path of reached) {
    for (const { path: imported } of inputs[path]?.imports ?? []) if (!sdk.test(imported)) reached.add(imported);
  }
  return reached;
}
