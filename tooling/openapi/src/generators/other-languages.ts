import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, findOnPath, findPython, goTool, installOnce, runCommand, withPackages } from '@profiles/devstack';
import { type Generation, type Generator, MissingToolError } from './generator.js';

const TIMEOUT_MS = 10 * 60_000;

/** A client in Python, with httpx. */
export const openApiPythonClient: Generator = {
  name: 'openapi-python-client',
  version: '0.29.1',
  async generate({ document, folder, env, log }) {
    const { python, env: withClient } = await pythonWithGenerator({ env, log });
    const args = [
      '-m',
      'openapi_python_client',
      'generate',
      '--path',
      document,
      '--output-path',
      folder,
      '--meta',
      'none',
    ];
    await run({ command: python, args, env: withClient });
    const files = await readdir(join(folder, 'api'), { recursive: true });
    return files
      .filter((file) => file.endsWith('.py') && !file.endsWith('__init__.py'))
      .map((file) => file.slice(file.lastIndexOf('/') + 1, -'.py'.length));
  },
};

/**
 * A Python in whose environment the generator, and what its clients need, is found.
 * @throws {@link MissingToolError}
 */
export async function pythonWithGenerator({
  env,
  log,
}: Pick<Generation, 'env' | 'log'>): Promise<{ python: string; env: Generation['env'] }> {
  const found = await findPython(env);
  if (found.why !== undefined) throw new MissingToolError(found.why);
  const example = '../../../../examples/rest-python/requirements.txt';
  const requirements = fileURLToPath(new URL(example, import.meta.url));
  const packages = { name: 'openapi-python-client', requirements };
  return { python: found.python, env: await withPackages(found, packages, { env, log }).catch(asMissing) };
}

/** A client in Go, with net/http. */
export const oapiCodegen: Generator = {
  name: 'oapi-codegen',
  version: 'v2.8.2',
  async generate({ document, folder, env, log }) {
    const source = 'github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen';
    const tool = { name: 'oapi-codegen', source, version: this.version };
    const command = await goTool(tool, { env, log }).catch(asMissing);
    const file = `${folder}.go`;
    await run({ command, args: ['-generate', 'types,client', '-package', 'profiles', '-o', file, document], env });
    const names = [
      ...(await readFile(file, 'utf8')).matchAll(/^func \(c \*ClientWithResponses\) (\w+)WithResponse\(/gm),
    ];
    return names.map(([, name = '']) => name.replace(/With\w*Body$/, ''));
  },
};

const JAR_SHA256 = '41ce4f6b07f196676439d710759fa1ced7a08066d06ff1bf314681470289efae';

/** A client in Java, with the client of the JDK. Also the generator of some fifty other languages. */
export const openApiGenerator: Generator = {
  name: 'openapi-generator (java)',
  version: '7.25.0',
  async generate({ document, folder, env, log }) {
    const java = await findOnPath('java', env);
    if (java === undefined) throw new MissingToolError('java not on PATH');
    const jar = await generatorJar(this.version, { env, log }).catch(asMissing);
    const args = ['-jar', jar, 'generate', '-g', 'java', '--library', 'native', '-i', document, '-o', folder];
    await run({ command: java, args, env });
    const api = join(folder, 'src', 'main', 'java', 'org', 'openapitools', 'client', 'api');
    const texts = await Promise.all((await readdir(api)).map((file) => readFile(join(api, file), 'utf8')));
    return [...texts.join('\n').matchAll(/^ {2}public ApiResponse<.*> (\w+)WithHttpInfo\(/gm)].map(
      ([, name = '']) => name,
    );
  },
};

/** The jar from Maven Central, downloaded once. */
async function generatorJar(version: string, { env, log }: Pick<Generation, 'env' | 'log'>): Promise<string> {
  const folder = join(cacheFolder(env), 'openapi-generator', version);
  await installOnce(folder, async (empty) => {
    log(`downloading openapi-generator ${version} from Maven Central …`);
    const name = `openapi-generator-cli-${version}.jar`;
    const base = 'https://repo1.maven.org/maven2/org/openapitools/openapi-generator-cli';
    const response = await fetch(`${base}/${version}/${name}`);
    if (!response.ok) throw new Error(`Maven Central responds ${response.status}.`);
    const bytes = Buffer.from(await response.arrayBuffer());
    const sum = createHash('sha256').update(bytes).digest('hex');
    if (sum !== JAR_SHA256) throw new Error(`The checksum of ${name} is ${sum}.`);
    await writeFile(join(empty, 'openapi-generator-cli.jar'), bytes);
  });
  return join(folder, 'openapi-generator-cli.jar');
}

async function run({ command, args, env }: Pick<Parameters<typeof runCommand>[0], 'command' | 'args' | 'env'>) {
  const { ok, output, reason } = await runCommand({ command, args, env, timeoutMs: TIMEOUT_MS });
  if (!ok) throw new Error(`${reason}\n${output.slice(-4000)}`);
}

function asMissing(error: Error): never {
  throw new MissingToolError(error.message);
}
