import * as z from 'zod';
import { CannotStart } from '../cannot-start.ts';
import type { StackTemplate } from './assembly.ts';
import { accountId, identify, type Identity } from './identities.ts';
import { type Names, resolveIntrinsics } from './intrinsics.ts';

/** A resource of a template: what it is called and its properties, both without any intrinsic function left. */
type Resource = Identity & { type: string; properties: unknown };

/** All resources of the given types, of all stacks; properties of other types are never looked at. */
export function listResources(stacks: StackTemplate[], types: string[]): Resource[] {
  const imports = new Map<string, () => unknown>();
  const stacksWithNames = stacks.map((stack) => ({ stack, names: namesOf(stack, imports) }));
  for (const { stack, names } of stacksWithNames) collectExports(stack, names, imports);
  return stacksWithNames.flatMap(({ stack, names }) =>
    Object.entries(stack.Resources)
      .filter(([, { Type }]) => types.includes(Type))
      .map(([logicalId, { Type, Properties }]) => ({
        ...names.identify(logicalId),
        type: Type,
        properties: resolveIntrinsics(Properties, names),
      })),
  );
}

function collectExports(stack: StackTemplate, names: Names, imports: Map<string, () => unknown>): void {
  for (const { Value, Export } of Object.values(stack.Outputs)) {
    if (Export === undefined) continue;
    const exportName = z.string().parse(resolveIntrinsics(Export.Name, names));
    imports.set(exportName, () => resolveIntrinsics(Value, names));
  }
}

function namesOf(
  stack: StackTemplate,
  imports: Map<string, () => unknown>,
): Names & { identify: (logicalId: string) => Identity } {
  const identityOf = (logicalId: string): Identity => {
    const resource = stack.Resources[logicalId];
    if (resource === undefined) throw new CannotStart(`The template refers to ${logicalId}, which it does not have.`);
    const { Type: type, Properties: properties } = resource;
    const resolve = (value: unknown): unknown => resolveIntrinsics(value, names);
    return identify({ type, logicalId, properties, region: stack.region, resolve });
  };
  const pseudoParameters: Record<string, string> = {
    'AWS::AccountId': accountId,
    'AWS::Partition': 'aws',
    'AWS::Region': stack.region,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const names: Names = {
    ref: (name) => pseudoParameters[name] ?? identityOf(name).ref,
    attribute: (logicalId, attribute) => {
      const value = identityOf(logicalId).attributes[attribute];
      if (value !== undefined) return value;
      throw new CannotStart(
        `The template asks for ${attribute} of ${logicalId}, which the local runner does not know.`,
      );
    },
    importValue: (exportName) => {
      const exported = imports.get(exportName);
      if (exported === undefined) throw new CannotStart(`No stack exports ${exportName}.`);
      return z.string().parse(exported());
    },
  };
  return { ...names, identify: identityOf };
}
