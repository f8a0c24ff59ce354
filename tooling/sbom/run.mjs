// `npm run sbom`: what the apps are made of, as CycloneDX 1.6 in sbom.cdx.json. Dependencies of production only.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { pnpm } from '../run/pnpm.mjs';
import { ROOT } from '../run/repository.mjs';

const APPS = ['profiles-service', 'openapi-adapter', 'nats-publisher', 'events-gateway', 'retention'];
const { ComponentType } = Enums;

const bom = new Models.Bom();
const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
bom.metadata.component = new Models.Component(ComponentType.Application, name, { version, bomRef: name });
const components = new Map();
for (const app of productionTrees()) bom.metadata.component.dependencies.add(componentOf(app.name, app).bomRef);

const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
writeFileSync(join(ROOT, 'sbom.cdx.json'), `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`);
console.log(`sbom.cdx.json: ${components.size} components of ${APPS.length} apps.`);

/** The packages that each app needs to run, down to the leaves, as in the lockfile. */
function productionTrees() {
  const filters = APPS.map((app) => `--filter=@profiles/${app}`);
  const { command, args } = pnpm([...filters, 'list', '--prod', '--json', '--depth', 'Infinity']);
  const options = { cwd: ROOT, encoding: 'utf8', maxBuffer: 1024 ** 3, stdio: ['ignore', 'pipe', 'inherit'] };
  return JSON.parse(execFileSync(command, args, options));
}

/** The component of a package, made once however often it is depended on. */
function componentOf(packageName, { version: packageVersion, path, dependencies = {} }) {
  const isOurs = packageName.startsWith('@profiles/');
  const own = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const shown = isOurs ? own.version : packageVersion;
  const bomRef = `pkg:npm/${packageName.replace('@', '%40')}@${shown}`;
  let component = components.get(bomRef);
  if (component === undefined) {
    component = new Models.Component(isOurs ? ComponentType.Application : ComponentType.Library, packageName, {
      version: shown,
      bomRef,
      purl: bomRef,
    });
    if (typeof own.license === 'string') component.licenses.add(licenceOf(own.license));
    components.set(bomRef, component);
    bom.components.add(component);
  }
  for (const [dependency, found] of Object.entries(dependencies)) {
    // Native builds for other platforms stand in the lockfile and are not here.
    if (!existsSync(join(found.path, 'package.json'))) continue;
    component.dependencies.add(componentOf(dependency, found).bomRef);
  }
  return component;
}

function licenceOf(text) {
  return /[ ()]/.test(text) ? new Models.LicenseExpression(text) : new Models.SpdxLicense(text);
}
