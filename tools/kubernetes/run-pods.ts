/**
 * `npm run pods`: runs k8s/overlays/local on this machine by podman, a pod for each service with PostgreSQL and RabbitMQ beside them, tries the demo on it, in which the
 * pod of `entry` is killed and started, and takes everything away again. For root: what a cluster hands to a pod belongs to the pod's own user.
 */
import { execFile, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Foreseen, runProgram } from '../infrastructure/failure';
import { HeldPort } from '../infrastructure/held-port';
import { asked, makeKeys } from '../keys/keys';
import { ROOT } from '../platform/home';
import { type KubernetesObject, kustomize } from './kustomize';
import { type Folder, podsOf, type PodToRun } from './pods';
import { type Look, untilReady } from './until-ready';

const IMAGE = 'portway:latest';
const NETWORK = 'portway-pods';
const OVERLAY = 'k8s/overlays/local';
/** How long no pod may get ready while some are not, in milliseconds. */
const PATIENCE = 600_000;
const LOOK_EVERY = 500;
/** As often podman starts again what did not end well, without any pause; after that it is told. */
const RETRIES = 20;
/** Pods that have just begun may answer late. */
const OPEN_TRIES = 3;
const OPEN_AGAIN_AFTER = 5_000;
const ASK_WITHIN = 5_000;
/** From the secret's name to the folder of `npm run keys`, as k8s/secrets.sh does it. */
const SECRET = /^portway-(.+)-keys$/;

const tell = (line: string): void => void process.stdout.write(`  ${line}\n`);
const seconds = (since: number): string => `${((performance.now() - since) / 1_000).toFixed(1)} s`;

/**
 * @param all what it says as errors too, as what a container said is
 * @throws Foreseen with the last line of what podman said
 */
const podman = (words: readonly string[], input = '', all = false): Promise<string> =>
  new Promise((done, fail) => {
    const child = execFile('podman', words, { maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      if (!error) done(all ? stdout + stderr : stdout);
      else if (error.code === 'ENOENT') fail(new Foreseen('There is no podman on this machine.'));
      else
        fail(
          new Foreseen(`podman ${words.slice(0, 3).join(' ')}: ${stderr.trim().split('\n').at(-1) || error.message}`),
        );
    });
    child.stdin!.on('error', () => undefined).end(input);
  });

/** As a cluster would ask. */
const readinessOf = async ({ readiness }: PodToRun): Promise<Look> => {
  if (!readiness) return 'ready';
  const asked =
    'command' in readiness
      ? podman(['exec', readiness.container, ...readiness.command]).then(() => true)
      : fetch(readiness.url, { signal: AbortSignal.timeout(ASK_WITHIN) }).then(({ ok }) => ok);
  // Who does not answer yet is not ready, which is no fault of the look.
  return (await asked.catch(() => false)) ? 'ready' : 'not yet';
};

const STATE = '{{.State.Status}} {{.State.ExitCode}} {{.RestartCount}}';

/** Of a container that was begun again podman tells how often. */
const endOf = async ({ containers }: PodToRun): Promise<Look> => {
  const states = (await podman(['container', 'inspect', '--format', STATE, ...containers])).trim().split('\n');
  if (states.every((state) => state.startsWith('exited 0 '))) return 'ready';
  const times = Math.max(...states.map((state) => Number(state.split(' ')[2])));
  return times > RETRIES ? { failed: `was begun ${times + 1} times and never ended well` } : 'not yet';
};

const tellLogs = async ({ containers }: PodToRun): Promise<void> => {
  for (const container of containers) {
    const said = podman(['logs', '--tail', '10', container], '', true);
    tell(`${container}: ${(await said.catch(({ message }: Error) => message)).trim() || 'said nothing'}`);
  }
};

class PodsRun {
  private readonly folder = mkdtempSync(join(tmpdir(), 'portway-pods-'));
  private readonly ports = new Map<string, HeldPort>();
  private readonly started: string[] = [];
  private isStopped = false;
  private hasNetwork = false;

  /** @returns whether the demo went well */
  async run(): Promise<boolean> {
    // Whoever breaks it off finds everything taken away too.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => (this.isStopped = true));
    try {
      if (process.getuid?.() !== 0) throw new Foreseen('Run it as root: files are given to the users of the pods.');
      const said = await podman(['--version']);
      await podman(['image', 'exists', IMAGE]).catch(() => {
        throw new Foreseen(`There is no image ${IMAGE}: build it with \`sh tools/docker/image.sh ${IMAGE}\`.`);
      });
      const began = performance.now();
      const pods = await this.pods();
      await podman(['network', 'create', NETWORK]);
      this.hasNetwork = true;
      for (const stage of [...new Set(pods.map((pod) => pod.stage))].sort()) {
        const group = pods.filter((pod) => pod.stage === stage);
        for (const pod of group) await this.start(pod);
        await this.untilReady(group, began);
      }
      tell(`${pods.length} pods of ${OVERLAY} are ready by ${said.trim()} (${seconds(began)})`);
      await this.tellMemory(pods);
      return await this.demo();
    } finally {
      await this.takeAway();
    }
  }

  private proceed(): void {
    if (this.isStopped) throw new Foreseen('It was broken off.');
  }

  private async pods(): Promise<readonly PodToRun[]> {
    const objects = kustomize(join(ROOT, OVERLAY));
    // What pods are asked at from outside: readiness and the demo.
    for (const { metadata } of objects.filter(({ kind }) => kind === 'Deployment'))
      for (const port of [8080, 9090]) this.ports.set(`${metadata.name} ${port}`, await HeldPort.takeAny());
    const keys = join(this.folder, 'keys');
    makeKeys(asked([keys]));
    const { pods, folders } = podsOf(objects, {
      secrets: secretsOf(objects, keys),
      folder: join(this.folder, 'volumes'),
      publish: (pod, port) => this.ports.get(`${pod} ${port}`)?.port ?? null,
    });
    for (const folder of folders) make(folder);
    for (const held of this.ports.values()) await held.clear();
    return pods;
  }

  private async start({ name, document, aliases }: PodToRun): Promise<void> {
    this.proceed();
    this.started.push(document.metadata.name);
    const network = [NETWORK, ...aliases.map((alias) => `alias=${alias}`)].join(',').replace(',', ':');
    await podman(['kube', 'play', '--network', network, '-'], JSON.stringify(document)).catch((error: Error) => {
      throw new Foreseen(`The pod ${name} could not be started: ${error.message}`);
    });
  }

  private untilReady(pods: readonly PodToRun[], began: number): Promise<void> {
    return untilReady(
      pods.filter(({ ends, readiness }) => ends || readiness),
      {
        look: (pod) => (pod.ends ? endOf(pod) : readinessOf(pod)),
        tell: (line) => tell(`${line} (${seconds(began)})`),
        tellMore: tellLogs,
        proceed: () => this.proceed(),
        patience: PATIENCE,
        lookEvery: LOOK_EVERY,
      },
    );
  }

  private async tellMemory(pods: readonly PodToRun[]): Promise<void> {
    const staying = pods.filter(({ ends }) => !ends).flatMap(({ containers }) => containers);
    const used = await podman([
      'stats',
      '--no-stream',
      '--no-reset',
      '--format',
      '{{.Name}}: {{.MemUsage}}',
      ...staying,
    ]);
    for (const line of used.trim().split('\n')) tell(line);
  }

  private async demo(): Promise<boolean> {
    const at = (service: string, port = 8080): string =>
      `http://127.0.0.1:${this.ports.get(`${service} ${port}`)!.port}`;
    const token = join(this.folder, 'keys', 'operator', 'operations-token');
    const accounts = join(this.folder, 'accounts.json');
    const addresses = { ACCOUNT_URL: at('account', 9090), CEE_URL: at('cee', 9090), OPERATIONS_TOKEN_FILE: token };
    const secrets = join(this.folder, 'demo-secrets.json');
    for (let tries = 1; ; tries++) {
      // What was opened stays so: whoever asks once more asks for the rest.
      if ((await this.program('platform/open-demo-accounts.js', [secrets], addresses, accounts)) === 0) break;
      if (tries === OPEN_TRIES) return false;
      await pause(OPEN_AGAIN_AFTER);
    }
    const urls = ['gateway', 'status', 'account', 'cee', 'enforcement'].flatMap((name) => [`--${name}`, at(name)]);
    const entry = 'portway-entry-service';
    const outage = ['--kill', `podman kill ${entry}`, '--start', `podman start ${entry}`];
    const home = { PORTWAY_HOME: join(this.folder, 'home') };
    return (await this.program('demo/demo.js', ['--accounts', accounts, ...urls, ...outage], home)) === 0;
  }

  /** @param file what it prints is written there instead of on the screen */
  private program(path: string, words: readonly string[], env: Record<string, string>, file?: string): Promise<number> {
    this.proceed();
    return new Promise((done, fail) => {
      const child = spawn(process.execPath, [...process.execArgv, join(__dirname, '..', path), ...words], {
        env: { ...process.env, ...env },
        stdio: ['ignore', file ? 'pipe' : 'inherit', 'inherit'],
      });
      let printed = '';
      child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
      child.once('error', fail);
      child.once('close', (code) => {
        if (file) writeFileSync(file, printed, { mode: 0o600 });
        done(code ?? 1);
      });
    });
  }

  private async takeAway(): Promise<void> {
    // One that goes while podman takes another away can stop it half-way: what is left then goes by the second time.
    const remove = (): Promise<string> => podman(['pod', 'rm', '--ignore', '--force', '--time', '0', ...this.started]);
    const left: string[] = [];
    const late = ({ message }: Error): void => void left.push(message);
    if (this.started.length > 0) await remove().catch(remove).catch(late);
    if (this.hasNetwork) await podman(['network', 'rm', '--force', NETWORK]).catch(late);
    for (const held of this.ports.values()) await held.release();
    rmSync(this.folder, { recursive: true, force: true });
    tell(
      left.length === 0 ? 'pods, network and folders were taken away' : `not all was taken away: ${left.join('; ')}`,
    );
  }
}

/** The secrets that the objects name, of which there is a folder. */
const secretsOf = (objects: readonly KubernetesObject[], keys: string): Record<string, Record<string, string>> => {
  const names = new Set(JSON.stringify(objects).match(/portway-[a-z-]+-keys/g));
  return Object.fromEntries(
    [...names].map((name) => {
      const folder = join(keys, SECRET.exec(name)![1]!);
      const files = readdirSync(folder).filter((file) => statSync(join(folder, file)).isFile());
      return [name, Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]))];
    }),
  );
};

const make = ({ path, files, fileMode, mode, group }: Folder): void => {
  mkdirSync(path, { recursive: true });
  chownSync(path, 0, group);
  chmodSync(path, mode);
  for (const [name, text] of Object.entries(files)) {
    const file = join(path, basename(name));
    writeFileSync(file, text);
    chownSync(file, 0, group);
    chmodSync(file, fileMode);
  }
};

if (require.main === module) void runProgram(async () => ((await new PodsRun().run()) ? 0 : 1));
