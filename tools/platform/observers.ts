import { cpSync, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { onPath } from '../infrastructure/debian-packages';
import { Foreseen, messageOf } from '../infrastructure/failure';
import { HeldPort } from '../infrastructure/held-port';
import { endLeftover, readPid } from '../infrastructure/processes';
import { findPrometheus } from '../infrastructure/prometheus-program';
import { type Launch, ServerProcess } from '../infrastructure/server-process';
import { ROOT } from './home';
import { choosePort } from './ports';
import { FIRST_PORT } from './services';

/** Wished ports, counted from the gateway's usual one; the viewer of traces listens where it always does. */
const OFFSETS = { Prometheus: 14, Grafana: 15 } as const;
const JAEGER_PAGES = 'http://127.0.0.1:16686';
const JAEGER_OTLP = 'http://127.0.0.1:4318';
const JAEGER_PORTS = [16686, 4318];
/** By its file: version 2, and the one before. */
const JAEGER_1_ARGUMENTS = [
  '--collector.otlp.enabled=true',
  '--collector.otlp.http.host-port=127.0.0.1:4318',
  '--query.http-server.host-port=127.0.0.1:16686',
];
const END_WITHIN_MS = 5_000;

export const NO_TRACES_VIEWER =
  'no viewer of traces: Jaeger is not on the PATH. It is one file (jaegertracing.io, `jaeger`); or set OTEL_EXPORTER_OTLP_ENDPOINT to a collector that you have';
export const NO_GRAFANA =
  'no dashboards: Grafana is not on the PATH. Install it (grafana.com), or import observe/grafana where you have one';

/** A process of a service, as Prometheus reads it. */
export interface Watched {
  readonly service: string;
  /** `http://127.0.0.1:8080` */
  readonly address: string;
}

interface ObserversOptions {
  readonly home: string;
  readonly cacheDir: string;
  readonly say: (line: string) => void;
  /** Where a program is; undefined where it is not here. */
  readonly find?: (program: string) => string | undefined;
}

/**
 * What shows how the platform on this machine does: Prometheus with the rules and alerts of `observe/`, Grafana with its dashboards, and a viewer of traces, as far as
 * they are here. What is missing is said with how to get it; none of them keeps the platform from anything.
 */
export class Observers {
  private readonly folder: string;
  private readonly say: (line: string) => void;
  private readonly find: (program: string) => string | undefined;
  private readonly programs: ServerProcess[] = [];
  private readonly ports: HeldPort[] = [];
  private stopped = false;

  constructor(private readonly options: ObserversOptions) {
    this.folder = join(resolve(options.home), 'observe');
    this.say = (line) => void (this.stopped || options.say(line));
    this.find = options.find ?? onPath;
    mkdirSync(this.folder, { recursive: true });
  }

  /** Before services start: what they are told so that they tell traces. */
  async startTraces(): Promise<Record<string, string>> {
    const given = process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
    if (given) {
      this.say(`traces go to ${given}`);
      return {};
    }
    const [jaeger, jaeger1] = [this.find('jaeger'), this.find('jaeger-all-in-one')];
    const command = jaeger ?? jaeger1;
    if (!command) {
      this.say(NO_TRACES_VIEWER);
      return {};
    }
    const isUp = await this.attempt('the viewer of traces', async () => {
      for (const port of JAEGER_PORTS) await this.free(port);
      const args = jaeger ? [] : JAEGER_1_ARGUMENTS;
      await this.run('Jaeger', { command, args, logFile: this.logOf('jaeger') }, JAEGER_PAGES);
    });
    return isUp ? { OTEL_EXPORTER_OTLP_ENDPOINT: JAEGER_OTLP } : {};
  }

  /** Once services run. */
  async watch(services: readonly Watched[]): Promise<void> {
    let prometheus: string | undefined;
    await this.attempt('Prometheus', async () => {
      prometheus = await this.startPrometheus(services);
    });
    const grafana = this.find('grafana') ?? this.find('grafana-server');
    if (!grafana) return this.say(NO_GRAFANA);
    await this.attempt('Grafana', () => this.startGrafana(grafana, prometheus));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.programs.map((program) => program.stop('SIGTERM', END_WITHIN_MS)));
    for (const port of this.ports) await port.release();
  }

  private async startPrometheus(services: readonly Watched[]): Promise<string> {
    const { prometheus } = await findPrometheus(this.options.cacheDir, this.say);
    const port = await this.port('Prometheus');
    const config = join(this.folder, 'prometheus.yml');
    // What JSON says, YAML says too.
    writeFileSync(config, JSON.stringify(prometheusConfig(services), null, 2));
    const url = `http://127.0.0.1:${port.port}`;
    await port.clearFor('Prometheus');
    const args = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(this.folder, 'prometheus')}`,
      `--web.listen-address=127.0.0.1:${port.port}`,
      '--enable-feature=exemplar-storage',
    ];
    await this.run('Prometheus', { command: prometheus, args, logFile: this.logOf('prometheus') }, `${url}/-/ready`);
    this.say(`Prometheus is up at ${url}; its alerts: ${url}/alerts, what they mean: docs/operators/alerts.md`);
    return url;
  }

  private async startGrafana(command: string, prometheus: string | undefined): Promise<void> {
    const port = await this.port('Grafana');
    const provisioning = join(this.folder, 'grafana', 'provisioning');
    const dashboards = join(this.folder, 'grafana', 'dashboards');
    cpSync(join(ROOT, 'observe', 'grafana'), dashboards, { recursive: true });
    for (const [path, content] of Object.entries(grafanaProvisioning(dashboards, prometheus))) {
      mkdirSync(dirname(join(provisioning, path)), { recursive: true });
      writeFileSync(join(provisioning, path), JSON.stringify(content, null, 2));
    }
    await port.clearFor('Grafana');
    const url = `http://127.0.0.1:${port.port}`;
    const env = {
      ...process.env,
      GF_PATHS_DATA: join(this.folder, 'grafana', 'data'),
      GF_PATHS_LOGS: join(this.folder, 'grafana', 'logs'),
      GF_PATHS_PROVISIONING: provisioning,
      GF_SERVER_HTTP_ADDR: '127.0.0.1',
      GF_SERVER_HTTP_PORT: String(port.port),
      // It listens on this machine alone.
      GF_AUTH_ANONYMOUS_ENABLED: 'true',
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
    };
    const args = [...(command.endsWith('grafana-server') ? [] : ['server']), `--homepath=${grafanaHome(command)}`];
    await this.run('Grafana', { command, args, env, logFile: this.logOf('grafana') }, `${url}/api/health`);
    this.say(`Grafana is up at ${url}`);
  }

  /** Whether it went well; what did not is said, and nothing else ends by it. */
  private async attempt(what: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.say(`without ${what}: ${messageOf(error)}`);
      return false;
    }
  }

  private async run(name: string, launch: Launch, ready: string): Promise<void> {
    // One that an earlier run left behind has its files, and maybe its port.
    const pidFile = join(this.folder, `${name}.pid`);
    await endLeftover(readPid(pidFile), launch.command, 'SIGTERM');
    if (this.stopped) throw new Foreseen('the platform is stopped');
    const program = new ServerProcess(launch);
    this.programs.push(program);
    writeFileSync(pidFile, `${program.pid}\n`);
    await program.untilReady(name, () =>
      fetch(ready, { signal: AbortSignal.timeout(1_000) }).then(
        ({ ok }) => ok,
        () => this.stopped,
      ),
    );
  }

  private async port(part: keyof typeof OFFSETS): Promise<HeldPort> {
    const mine = new Set(this.ports.map(({ port }) => port));
    const held = await choosePort(part, FIRST_PORT + OFFSETS[part], { mine, say: this.say });
    this.ports.push(held);
    return held;
  }

  /** A port that cannot be another one. */
  private async free(port: number): Promise<void> {
    const held = await HeldPort.take(port);
    if (!held) throw new Foreseen(`port ${port} is used by another program`);
    this.ports.push(held);
    await held.clear();
  }

  private logOf(name: string): string {
    return join(this.folder, `${name}.log`);
  }
}

export const prometheusConfig = (services: readonly Watched[]): object => ({
  global: { scrape_interval: '5s', evaluation_interval: '5s' },
  rule_files: [join(ROOT, 'observe', 'prometheus', 'portway.rules.yml')],
  scrape_configs: [...new Set(services.map(({ service }) => service))].map((job) => ({
    job_name: job,
    static_configs: [
      { targets: services.filter(({ service }) => service === job).map(({ address }) => new URL(address).host) },
    ],
  })),
});

/** Path below the folder of provisioning to content. An example of a figure leads to its trace. */
const grafanaProvisioning = (dashboards: string, prometheus: string | undefined): Record<string, object> => ({
  'datasources/portway.yaml': {
    apiVersion: 1,
    datasources: [
      ...(prometheus
        ? [
            {
              name: 'Prometheus',
              type: 'prometheus',
              access: 'proxy',
              url: prometheus,
              isDefault: true,
              jsonData: { exemplarTraceIdDestinations: [{ name: 'trace_id', datasourceUid: 'traces' }] },
            },
          ]
        : []),
      { name: 'Traces', uid: 'traces', type: 'jaeger', access: 'proxy', url: JAEGER_PAGES },
    ],
  },
  'dashboards/portway.yaml': {
    apiVersion: 1,
    providers: [{ name: 'Portway', type: 'file', options: { path: dashboards } }],
  },
});

/** Where Debian's package has its pages; else beside the program, as in the archive that its makers give out. */
const grafanaHome = (command: string): string => {
  const packaged = '/usr/share/grafana';
  return existsSync(packaged) ? packaged : dirname(dirname(realpathSync(command)));
};
