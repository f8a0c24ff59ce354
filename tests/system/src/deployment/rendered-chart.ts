import { parseAllDocuments } from 'yaml';
import { helm } from './go-tools.js';
import { CHART, pathOf } from './repository-files.js';

/** The version whose schemas the resources are compared with. Helm that `go install` builds would take v1.20. */
export const KUBERNETES_VERSION = '1.36.0';

export interface Container {
  readonly name: string;
  readonly args?: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly securityContext: Record<string, unknown>;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

export interface PodSpec {
  readonly automountServiceAccountToken: boolean;
  readonly terminationGracePeriodSeconds?: number;
  readonly securityContext: Record<string, unknown>;
  readonly containers: readonly [Container];
  readonly volumes?: readonly {
    readonly name: string;
    readonly secret?: { readonly items?: readonly { key: string }[] };
  }[];
}

export interface Resource {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Record<string, string> };
  readonly spec: Record<string, unknown>;
}

/** The text that the chart renders to, with one of the example sets of values and further ones in the form `key=value`. */
export function rendered(values: string, set: readonly string[] = [], more: readonly string[] = []): Promise<string> {
  const file = pathOf(`${CHART}/ci/${values}-values.yaml`);
  const options = set.flatMap((pair) => ['--set', pair]);
  return helm(
    'template',
    'test',
    pathOf(CHART),
    '--kube-version',
    KUBERNETES_VERSION,
    '--values',
    file,
    ...options,
    ...more,
  );
}

/** The resources of a rendered text. */
export function resourcesOf(text: string): Resource[] {
  return parseAllDocuments(text).flatMap((document) => (document.toJSON() as Resource | null) ?? []);
}

/** The pod of a Deployment, Job or CronJob. */
function podOf({ kind, spec }: Resource): PodSpec | undefined {
  const template = (within: unknown) => (within as { template: { spec: PodSpec } }).template.spec;
  if (kind === 'Deployment' || kind === 'Job') return template(spec);
  if (kind === 'CronJob') return template((spec['jobTemplate'] as { spec: unknown }).spec);
  return undefined;
}

/** The resources that have pods, with their pods. */
export function podsOf(text: string): { resource: Resource; pod: PodSpec }[] {
  return resourcesOf(text).flatMap((resource) => {
    const pod = podOf(resource);
    return pod === undefined ? [] : [{ resource, pod }];
  });
}
