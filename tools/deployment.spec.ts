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
    const key = name.toUpperCase();
    expect(compose.match(new RegExp(` DATABASE_URL: postgres://portway_${name}:\\$\\{${key}_DATABASE_PASSWORD:\\?[^}]*\\}@database:5432/portway_${name}\\n`, 'g'))).toHaveLength(2);
    expect(compose.match(new RegExp(`MIGRATE_DATABASE_URL: postgres://portway_${name}_owner:\\$\\{${key}_OWNER_PASSWORD:`, 'g'))).toHaveLength(1);
    expect(compose).toContain(`${name}-migration: { condition: service_completed_successfully }`);
    expect(compose).toContain(`"${name}":"http://${name}:8080"`);
    expect(text('tools', 'docker', 'databases.sh')).toMatch(new RegExp(`for service in .*\\b${name}\\b`));
  });

  it.each(names)('in Kubernetes: %s has a folder, is migrated before it starts, and takes its database from a secret of its own', (name) => {
    const deployment = text('k8s', 'base', name, 'deployment.yaml');
    expect(deployment).toMatch(new RegExp(`args: \\[dist/apps/${name}/src/main\\.js, migrate(, --unless-away)?\\]`));
    expect(deployment.match(new RegExp(`name: portway-${name}\\n\\s+key: DATABASE_URL`, 'g'))).toHaveLength(2);
    // The owner's way in is the migration's only.
    const [migration, service] = deployment.split(/^ {6}containers:$/m);
    expect(migration).toMatch(new RegExp(`name: portway-${name}-owner\\n\\s+key: MIGRATE_DATABASE_URL`));
    expect(service).not.toContain('MIGRATE_DATABASE_URL');
    expect(text('k8s', 'base', 'kustomization.yaml')).toContain(`- ${name}\n`);
    expect(text('k8s', 'base', 'addresses.yaml')).toContain(`"${name}":"http://${name}:8080"`);
    expect(text('k8s', 'overlays', 'local', 'kustomization.yaml')).toContain(`name: portway-${name}\n`);
  });

  it('no password of a database can be told from another, wherever it runs', () => {
    const made = [...text('tools', 'docker', 'settings.sh').matchAll(/add "?\S+(?:_PASSWORD|_KEY)"? "\$\(random\)"/g)];
    expect(made).toHaveLength(4);
    const overlay = text('k8s', 'overlays', 'local', 'kustomization.yaml');
    const passwords = [...overlay.matchAll(/_DATABASE_URL=postgres:\/\/\w+:(\w+)@| DATABASE_URL=postgres:\/\/\w+:(\w+)@/g)].map(([, owner, role]) => owner ?? role ?? '');
    expect(new Set(passwords).size).toBe(2 * names.length);
    for (const password of passwords) {
      expect(password).toMatch(/^[0-9a-f]{24}$/);
      expect(overlay).toContain(`_PASSWORD=${password}\n`);
    }
    for (const name of names) {
      for (const kind of ['DATABASE', 'OWNER']) {
        expect(text('docker-compose.yml')).toContain(`${name.toUpperCase()}_${kind}_PASSWORD: \${${name.toUpperCase()}_${kind}_PASSWORD:?`);
      }
    }
  });

  it('each key goes to the services that need it and to no other', () => {
    const holders = { ACTIVITY_SIGNING_KEY: ['account'], ACTIVITY_PUBLIC_KEYS: ['account', 'gateway'], IMPORTER_DIGEST_KEY: ['cee'] };
    for (const [key, services] of Object.entries(holders)) {
      expect(names.filter((name) => text('k8s', 'base', name, 'deployment.yaml').includes(`key: ${key}`)).sort()).toEqual(services);
      expect(text('docker-compose.yml').match(new RegExp(` ${key}: `, 'g'))).toHaveLength(services.length);
    }
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
