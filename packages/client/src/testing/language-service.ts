import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript-6';

let editors = 0;

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  noEmit: true,
  customConditions: ['@profiles/source'],
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  types: [],
};

/** Editors share the files they have read: most of them are those of the language. */
const REGISTRY = ts.createDocumentRegistry();

/** The language service of an editor in which a caller of the client is open. */
export function editorOf(text: string) {
  editors += 1;
  // The file need not be there: the service is given its text. Each has a name of its own, since editors share files.
  const caller = fileURLToPath(new URL(`../caller-${editors}.ts`, import.meta.url));
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => OPTIONS,
    getScriptFileNames: () => [caller],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      if (name === caller) return ts.ScriptSnapshot.fromString(text);
      return ts.sys.fileExists(name) ? ts.ScriptSnapshot.fromString(readFileSync(name, 'utf8')) : undefined;
    },
    getCurrentDirectory: () => fileURLToPath(new URL('..', import.meta.url)),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === caller || ts.sys.fileExists(name),
    readFile: (name) => (name === caller ? text : ts.sys.readFile(name)),
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    ...(ts.sys.realpath && { realpath: ts.sys.realpath }),
  };
  const service = ts.createLanguageService(host, REGISTRY);
  const program = () => service.getProgram() as ts.Program;
  return {
    /** The text that an editor shows when the mouse is over the first place of a word. */
    hover(word: string): string {
      const info = service.getQuickInfoAtPosition(caller, text.indexOf(word) + word.replace(/;$/, '').length - 1);
      const tags = (info?.tags ?? []).map(({ name, text: parts }) => `@${name} ${ts.displayPartsToString(parts)}`);
      return [ts.displayPartsToString(info?.documentation), ...tags].join('\n');
    },
    /** The texts that are struck through, as deprecated. */
    struckThrough: () =>
      service
        .getSuggestionDiagnostics(caller)
        .filter(({ reportsDeprecated }) => reportsDeprecated)
        .map(({ start = 0, length = 0 }) => text.slice(start, start + length)),
    errors: () =>
      service
        .getSemanticDiagnostics(caller)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    files: () =>
      program()
        .getSourceFiles()
        .map(({ fileName }) => fileName),
    /** How many types were instantiated to check the caller. Of an editor that was asked for nothing but errors. */
    instantiations(): number {
      return (program() as unknown as { getInstantiationCount(): number }).getInstantiationCount();
    },
  };
}
