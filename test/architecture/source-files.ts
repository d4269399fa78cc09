import { readdirSync, readFileSync } from "node:fs";
import { dirname, posix, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** One import of one file, in whatever form. Type-only imports count: they tie two files together all the same. */
export interface Import {
  /** The importing file, relative to src, with forward slashes. */
  from: string;
  /** A file of src, or the specifier as written for what lies outside. */
  to: string;
  isDynamic: boolean;
  isInside: boolean;
}

const root = fileURLToPath(new URL("../../src/", import.meta.url));

/** All files of src, relative to it, with forward slashes. */
export const sourceFiles: readonly string[] = readdirSync(root, { recursive: true, encoding: "utf8" })
  .map((path) => path.split(sep).join("/"))
  .filter((path) => path.endsWith(".ts"))
  .sort();

export function readSource(file: string): string {
  return readFileSync(root + file, "utf8");
}

export function parseSource(file: string, text = readSource(file)): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

/** Calls `visit` for a node and everything below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** What a file imports: `import`, `export … from`, `import()`, `import("…").Type`, `require()`. */
export function importsOf(file: string, text?: string): Import[] {
  const imports: Import[] = [];
  walk(parseSource(file, text), (node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined) return;
    const isInside = specifier.startsWith(".");
    const to = isInside ? posix.join(dirname(file), specifier).replace(/\.js$/, ".ts") : specifier;
    imports.push({ from: file, to, isDynamic: ts.isCallExpression(node), isInside });
  });
  return imports;
}

function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isExternalModuleReference(node)) return textOf(node.expression);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const isImport = expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(expression) && expression.text === "require";
  return isImport || isRequire ? textOf(node.arguments[0]) : undefined;
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}
