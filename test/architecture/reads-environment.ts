import ts from "typescript";
import { parseSource, walk } from "./source-files.js";

/** Whether a file touches the environment: `process.env`, `process["env"]`, or `env` taken out of process by name. */
export function readsEnvironment(file: string, text?: string): boolean {
  let found = false;
  walk(parseSource(file, text), (node) => {
    found ||= isMember(node) || isTakenByName(node);
  });
  return found;
}

function isMember(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === "env" && isProcess(node.expression);
  if (!ts.isElementAccessExpression(node)) return false;
  const { argumentExpression: key, expression } = node;
  return ts.isStringLiteralLike(key) && key.text === "env" && isProcess(expression);
}

/** `process`, and `globalThis.process`. */
function isProcess(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return node.text === "process";
  return ts.isPropertyAccessExpression(node) && node.name.text === "process";
}

/** `const { env } = process`, `import { env } from "node:process"`. */
function isTakenByName(node: ts.Node): boolean {
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name)) {
    return node.initializer !== undefined && isProcess(node.initializer) && names(node.name.elements);
  }
  if (!ts.isImportDeclaration(node) || !/^(node:)?process$/.test(specifier(node))) return false;
  const bindings = node.importClause?.namedBindings;
  return bindings !== undefined && ts.isNamedImports(bindings) && names(bindings.elements);
}

function names(elements: readonly (ts.BindingElement | ts.ImportSpecifier)[]): boolean {
  return elements.some(({ name, propertyName }) => (propertyName ?? name).getText() === "env");
}

function specifier(node: ts.ImportDeclaration): string {
  return ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : "";
}
