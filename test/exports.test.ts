import { analyzeTsConfig } from 'ts-unused-exports';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { repository, syntaxOf, trackedFiles } from './tracked-files.ts';

type Export = { path: string; name: string };

/** Exports that no file imports; an option of ts-unused-exports narrows the search. */
function findUnused(...options: string[]): Export[] {
  const { unusedExports } = analyzeTsConfig(`${repository}tsconfig.json`, options);
  return Object.entries(unusedExports)
    .flatMap(([path, exports]) => exports.map(({ exportName }) => ({ path: relativePath(path), name: exportName })))
    .filter((found) => !calledFromOutside.test(toText(found)));
}

function relativePath(path: string): string {
  return path.slice(repository.length);
}

function toText({ path, name }: Export): string {
  return `${path} ${name}`;
}

/** What no import shows, because something outside of TypeScript calls it; and the bucket's twin, which tests run on. */
const calledFromOutside =
  /^functions\/[^/]+\.ts handler$|^vitest\.config\.ts default$|^lib\/store\/memory-files\.ts makeMemoryFiles$/;

/** Beside the declaration, something in the same file says the name. */
function isUsedAtHome({ path, name }: Export): boolean {
  const count = (node: ts.Node): number =>
    (ts.isIdentifier(node) && node.text === name ? 1 : 0) +
    childrenOf(node).reduce((sum, child) => sum + count(child), 0);
  return count(syntaxOf(path)) > 1;
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return children;
}

describe('dead code', () => {
  test('what is exported is imported, if only by a test', () => {
    expect(findUnused().map(toText)).toEqual([]);
  });

  test('what only tests import is not there for them alone', () => {
    const unused = findUnused('--ignoreFiles=/test/').filter((found) => !isUsedAtHome(found));

    expect(unused.map(toText)).toEqual([]);
  });
});

/** First lines of what a file exports without a docstring. */
function undocumented(path: string): string[] {
  return syntaxOf(path)
    .statements.filter(isExported)
    .filter((statement) => !isInferred(statement))
    .filter((statement) => ts.getJSDocCommentsAndTags(statement).length === 0)
    .map((statement) => `${path} ${firstLineOf(statement)}`);
}

function isExported(statement: ts.Statement): boolean {
  if (ts.isExportDeclaration(statement)) return true;
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

/** A type inferred from a schema is what the docstring of the schema says. */
function isInferred(statement: ts.Statement): boolean {
  return ts.isTypeAliasDeclaration(statement) && /^z\.(infer|input|output)<typeof \w+>$/.test(statement.type.getText());
}

function firstLineOf(node: ts.Node): string {
  return node.getText().split('\n')[0] ?? '';
}

test('what lib/ exports is explained where it stands', () => {
  const sources = trackedFiles.filter((path) => path.startsWith('lib/') && path.endsWith('.ts'));

  expect(sources.flatMap(undocumented)).toEqual([]);
});
