import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './platform/home';
import { SERVICES } from './platform/services';

const text = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
const names = SERVICES.map((service) => service.name);

describe('the platform is the same six services wherever it runs', () => {
  it('on one machine: each has a program', () => {
    expect(readdirSync(join(ROOT, 'apps')).sort()).toEqual([...names].sort());
  });

  it.each(names)('in Docker: %s has its own database, is migrated before it starts, and is known to the others', (name) => {
    const compose = text('docker-compose.yml');
    expect(compose).toContain(`command: [dist/apps/${name}/src/main.js, migrate]`);
    expect(compose).toContain(`command: [dist/apps/${name}/src/main.js]`);
    expect(compose).toContain(`portway_${name}:\${DATABASE_PASSWORD:-portway-local}-${name}@database:5432/portway_${name}`);
    expect(compose).toContain(`${name}-migration: { condition: service_completed_successfully }`);
    expect(compose).toContain(`"${name}":"http://${name}:8080"`);
    expect(text('tools', 'docker', 'databases.sh')).toMatch(new RegExp(`for service in .*\\b${name}\\b`));
  });

  it.each(names)('in Kubernetes: %s has a folder, is migrated before it starts, and takes its database from a secret of its own', (name) => {
    const deployment = text('k8s', 'base', name, 'deployment.yaml');
    expect(deployment).toMatch(new RegExp(`args: \\[dist/apps/${name}/src/main\\.js, migrate(, --unless-away)?\\]`));
    expect(deployment.match(new RegExp(`name: portway-${name}\\n\\s+key: DATABASE_URL`, 'g'))).toHaveLength(2);
    expect(text('k8s', 'base', 'kustomization.yaml')).toContain(`- ${name}\n`);
    expect(text('k8s', 'base', 'addresses.yaml')).toContain(`"${name}":"http://${name}:8080"`);
    expect(text('k8s', 'overlays', 'local', 'kustomization.yaml')).toContain(`name: portway-${name}\n`);
  });

  it('for developers: the Nest workspace lists every service and library', () => {
    const workspace = JSON.parse(text('nest-cli.json')) as { projects: Record<string, { root: string }> };
    const folders = ['apps', 'libs'].flatMap((kind) => readdirSync(join(ROOT, kind)).map((name) => `${kind}/${name}`));
    expect(Object.values(workspace.projects).map((project) => project.root).sort()).toEqual(folders.sort());
  });

  it('in Kubernetes: the status service starts, and is reached, while its database is away', () => {
    expect(text('k8s', 'base', 'status', 'deployment.yaml')).toContain('migrate, --unless-away]');
    expect(text('k8s', 'base', 'status-always-ready.yaml')).toMatch(/name: status\n[^]*readinessProbe:\s+httpGet:\s+path: \/health\/live/);
    // Patches are applied in order: this one has the last word.
    expect(text('k8s', 'base', 'kustomization.yaml').trimEnd()).toMatch(/path: every-service\.yaml[^]*path: status-always-ready\.yaml$/);
  });

  it('readiness and liveness never ask for the broker, so that downtime mode is possible', () => {
    const probes = text('k8s', 'base', 'every-service.yaml');
    expect(probes).toMatch(/livenessProbe:\s+httpGet: \*live/);
    expect(probes).toMatch(/readinessProbe:\s+httpGet:\s+path: \/health\/ready/);
    expect(text('docker-compose.yml')).not.toMatch(/broker: \{ condition/);
  });
});
