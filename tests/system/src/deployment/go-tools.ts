import type { GoTool } from '@profiles/devstack';
import { findOnPath, goTool, runCommand } from '@profiles/devstack';

/** The tools of the deployment tests. `go install` checks the source of these versions against the checksum database. */
const HELM: GoTool = { name: 'helm', source: 'helm.sh/helm/v3/cmd/helm', version: 'v3.22.0' };
const KUBECONFORM: GoTool = {
  name: 'kubeconform',
  source: 'github.com/yannh/kubeconform/cmd/kubeconform',
  version: 'v0.8.0',
};
/** Longest build of one tool, in milliseconds; a build that is cached takes none. */
export const TOOL_TIMEOUT_MS = 16 * 60_000;

/** A program that is called with arguments. Rejects with its output when it fails. */
export type Tool = (...args: string[]) => Promise<string>;

export const GO_OPTIONS = { env: process.env, log: (line: string) => console.log(line) };

/** Whether Go is there. Without it the tests that need a tool are skipped, and this says so. */
export async function hasGo(subject: string): Promise<boolean> {
  const found = (await findOnPath('go', process.env)) !== undefined;
  if (!found) console.warn(`SKIPPED: ${subject}: Go is not on the PATH, and the tools are built with it.`);
  return found;
}

export const helm: Tool = (...args) => run(HELM, args);
export const kubeconform: Tool = (...args) => run(KUBECONFORM, args);

async function run(tool: GoTool, args: readonly string[]): Promise<string> {
  const command = await goTool(tool, GO_OPTIONS);
  const { ok, output } = await runCommand({ command, args, env: process.env, timeoutMs: 60_000 });
  if (!ok) throw new Error(`${tool.name} ${args[0]}: ${output}`);
  return output;
}
