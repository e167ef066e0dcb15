import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join, relative } from 'node:path';
import { Client } from 'pg';
import { roomForBodies } from '#service';
import { Foreseen, runProgram } from '../tools/infrastructure/failure';
import { ROOT } from '../tools/platform/home';
import { measureActivityLog } from './activity-log';
import { measureAssignment } from './assignment';
import { measureBehind } from './behind';
import { measureBonds } from './bonds';
import { measureConversations } from './conversations';
import { type CostFigures, measureCost } from './cost';
import { costReport, dividedReport, FULL_TIMES, fullRatios } from './cost-report';
import { filingsOf, measureDay } from './day';
import { measureDowntime } from './downtime';
import { measureDocuments, WAYS } from './documents';
import { downtimeReport } from './downtime-report';
import { measureDrawback } from './drawback';
import { measureEnforcement } from './enforcement';
import { measureFlood } from './flood';
import { postgresFloor, rabbitFloor } from './floor';
import { type IdlePart, measureIdle, totalOf } from './idle';
import { growthReport, measureGrowth } from './growth';
import { measureLarge } from './large';
import { measureMemory } from './memory';
import { measureAccounts } from './accounts';
import { measurePersonalNumbers } from './personal-numbers';
import { measurePicture } from './picture';
import { measureQuestions } from './questions';
import { measureRights } from './rights';
import { measureRules, measureSummaryRules } from './rules';
import { measureSelection } from './selection';
import { measureTariff } from './tariff';
import { measureSimilar } from './similar';
import { LINES as SUMMARY_LINES, measureSummaries, SUMMARIES } from './summaries';
import { measureSummaryWork } from './summary-work';
import { measureWorklist } from './worklist';
import { measure, type Road, type Sender } from './measure';
import { startPeer } from './peer-road';
import { portwayRoads, untilAccepted } from './portway-road';
import { type Against, measureGate } from './gate';
import { keepRun } from './history';
import type { KeptFigure } from './kept-run';
import { type Options, readOptions } from './options';
import { type ContenderFigures, measureQueues, measureWorkers, MESSAGES } from './queues/queues';
import { keepsOrder, queuesReport, ratiosOf } from './queues/queues-report';
import { report, type BenchResult, type Machine, machineLine, whole } from './report';
import { type Servers, startPortway, withServers } from './servers';
import type { RoadCost } from './watch';

const WARM_UP_SECONDS = 4;
const FULL_SECONDS = 10;
const HALF_SECONDS = 10;

const began = Date.now();
/** Of one minute, before anything of ours ran. */
const [loadBefore = 0] = loadavg();
const say = (line: string): void =>
  void process.stderr.write(`  ${((Date.now() - began) / 1_000).toFixed(0).padStart(4)} s  ${line}\n`);

const machineOf = async (url: string): Promise<Machine> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
  await client.end();
  return {
    processor: cpus()[0]?.model ?? 'unknown processor',
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    postgres: rows[0]!.server_version,
    at: new Date().toISOString().slice(0, 10),
  };
};

/** Warms up, then full speed, then half of what was accepted at full speed. */
const measureRoad = async (road: Road, sender: Sender): Promise<BenchResult['roads']> => {
  say(`${road.name}: warming up`);
  await measure(road, sender, 'full', WARM_UP_SECONDS);
  say(`${road.name}: full speed`);
  const full = await measure(road, sender, 'full', FULL_SECONDS);
  const half = Math.max(1, Math.floor(full.acceptedPerSecond / 2));
  say(
    `${road.name}: ${Math.round(full.acceptedPerSecond)} accepted/s, ${Math.round(full.deliveredPerSecond)} delivered/s; now ${half}/s offered`,
  );
  return [full, await measure(road, sender, half, HALF_SECONDS)];
};

const HISTORY = join(ROOT, 'docs', 'developers', 'benchmark');

/** With `--keep` figures go into the history, which is drawn anew. */
const keep = async (
  { keep: isKept }: Options,
  scenario: string,
  { postgres }: Pick<Servers, 'postgres'>,
  figures: readonly KeptFigure[],
): Promise<void> => {
  if (!isKept) return;
  const { processor, cores, memoryGigabytes, node, postgres: database, at: day } = await machineOf(postgres.url);
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const machine = `${processor}, ${cores} cores, ${memoryGigabytes} GB; Node ${node}; PostgreSQL ${database}`;
  keepRun(HISTORY, { scenario, day, version, machine, load: loadBefore, figures });
  say(`kept in ${relative(ROOT, HISTORY)}`);
};

/** What a release may cost, and how many times the usual way its roads are to carry. */
const RELEASE_GOALS = { ms: 0.4, rows: 8, json: 4, catair: 5 };

/** Acceptance at half the peak, in milliseconds, of 99 of 100. */
const ACCEPTED_WITHIN_MS = 50;

const keptOfRoads = ({ floor, roads: measured }: BenchResult): KeptFigure[] => {
  const peer = measured.find(({ road, offered }) => road.startsWith('peer') && offered === 'full');
  return [
    {
      ...{ name: 'floor: rows committed on four connections', unit: 'a second' },
      value: floor.postgresRowsPerSecond.fourConnections,
    },
    ...measured.flatMap(({ road, offered, deliveredPerSecond, acceptance }): KeptFigure[] => {
      const isOwn = road.startsWith('Portway');
      if (offered !== 'full') {
        const p99 = { name: `${road}, accepted at half the peak, p99`, value: acceptance.p99, unit: 'ms' as const };
        return [isOwn ? { ...p99, goal: { most: ACCEPTED_WITHIN_MS } } : p99];
      }
      const delivered = { name: `${road}, delivered`, value: deliveredPerSecond, unit: 'a second' as const };
      if (!isOwn || !peer) return [delivered];
      const value = deliveredPerSecond / peer.deliveredPerSecond;
      const least = road.includes('JSON') ? RELEASE_GOALS.json : RELEASE_GOALS.catair;
      return [delivered, { name: `${road}, of the peer`, value, unit: 'times', goal: { least } }];
    }),
  ];
};

const roads = (options: Options): Promise<number> =>
  withServers(say, async (servers) => {
    const { postgres, rabbit, cleanUp } = servers;
    say('floor: PostgreSQL');
    const postgresRowsPerSecond = {
      oneConnection: await postgresFloor(postgres.url, 1),
      fourConnections: await postgresFloor(postgres.url, 4),
    };
    say('floor: RabbitMQ');
    const floor = { postgresRowsPerSecond, rabbit: await rabbitFloor(rabbit.url) };

    const nobody: Sender = {
      filerCode: 'B76',
      siteCode: '2704',
      senderId: 'B76',
      senderPassword: '',
      importerNumber: '12-3456789',
    };
    const peer = await startPeer(postgres.url, rabbit.url);
    cleanUp.push(() => peer.stop());
    const measured = await measureRoad(peer, nobody);
    await cleanUp.pop()!();

    say('starting Portway');
    const { platform, sender, apiKey } = await startPortway(servers);
    const own = await portwayRoads(platform, postgres.url, apiKey);
    cleanUp.push(() => own.close());
    await untilAccepted(own.json, sender);
    const measuredSince = new Date();
    measured.push(...(await measureRoad(own.json, sender)), ...(await measureRoad(own.catair, sender)));

    const { rejected, answered, example } = await own.outcomes(measuredSince);
    if (rejected > 0)
      throw new Foreseen(
        `${rejected} of ${answered} releases were rejected, so these figures would say nothing: ${example}`,
      );
    const result: BenchResult = { machine: await machineOf(postgres.url), floor, roads: measured };
    process.stdout.write(`\n${report(result)}\n`);
    if (options.json) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
    await keep(options, 'roads', servers, keptOfRoads(result));
    return measured.some(({ missing }) => missing > 0) ? 1 : 0;
  });

const downtime = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async (servers) => {
    const figures = await measureDowntime(servers, say);
    const machine = await machineOf(servers.postgres.url);
    process.stdout.write(`\n${downtimeReport(machine, figures)}\n`);
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify({ machine, ...figures }, null, 2)}\n`);
    return figures.missing > 0 ? 1 : 0;
  });

const DOCUMENT_GOAL_MS = 2_000;
/** Enough that pages of 8 KB do not show. */
const GROWTH_FILINGS = 2_000;

/** A container of 1 GiB. */
const SMALL_CONTAINER = 1024 * 1024 * 1024;

const memory = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async ({ postgres }) => {
    const figures = await measureMemory(postgres, roomForBodies(SMALL_CONTAINER), say);
    const { senders, megabytesEach, idleMegabytes, mostMegabytes, answers, toldToComeAgain, seconds } = figures;
    process.stdout.write(
      `\n${senders} x ${megabytesEach} MB at once, with the room of a container of 1 GiB: at most ${mostMegabytes} MB resident (idle ${idleMegabytes}), ` +
        `all answered after ${seconds.toFixed(0)} s (${answers.join('; ')}), told to come again ${toldToComeAgain} times\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return mostMegabytes * 1024 * 1024 < SMALL_CONTAINER ? 0 : 1;
  });

const flood = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async ({ postgres }) => {
    const figures = await measureFlood(postgres, say);
    const { before, meanwhile, refusedToPartner, floodAcceptedPerSecond } = figures;
    const [p50, p99] = [meanwhile.p50 / before.p50, meanwhile.p99 / before.p99];
    process.stdout.write(
      `\na partner's acceptance, p50 / p99: ${before.p50.toFixed(1)} / ${before.p99.toFixed(1)} ms alone, ${meanwhile.p50.toFixed(1)} / ${meanwhile.p99.toFixed(1)} ms beside a flood of ` +
        `${floodAcceptedPerSecond.toFixed(0)} filings/s: ${p50.toFixed(1)} / ${p99.toFixed(1)} times; refused to the partner: ${refusedToPartner}\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return refusedToPartner === 0 ? 0 : 1;
  });

const large = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async (servers) => {
    const figures = await measureLarge(servers, say);
    const { releases, lines, kilobytes, large: many, single, floor } = figures;
    process.stdout.write(
      `\n${releases} releases of ${lines} lines (${kilobytes.toFixed(0)} KB), receipt to answer, p50 / p99: ${many.p50.toFixed(0)} / ${many.p99.toFixed(0)} ms, ` +
        `of one line ${single.p50.toFixed(0)} / ${single.p99.toFixed(0)} ms: ${(many.p50 / single.p50).toFixed(1)} / ${(many.p99 / single.p99).toFixed(1)} times; ` +
        `read and stored by one commit ${floor.p50.toFixed(1)} / ${floor.p99.toFixed(1)} ms; goal: p99 under 150 ms\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return 0;
  });

/** Summaries a second of a batch, from the first byte to the answer in the mailbox; and milliseconds, at p99, of one of 998 lines. */
const SUMMARIES_GOAL = 2_000;
const LARGE_SUMMARY_GOAL_MS = 250;
/** A small batch first, by which memory in a large one is judged. */
const SMALL_BATCH = 1_000;

const summaries = (options: Options): Promise<number> =>
  withServers(say, async (servers) => {
    const { json, entries: count = SUMMARIES } = options;
    const work = await measureSummaryWork(servers.postgres, count, SUMMARY_LINES, say);
    process.stdout.write(
      `\n${work.summaries} entry summaries of ${SUMMARY_LINES} lines without the way between the services: read and checked ${work.read.toFixed(0)}/s (${work.readUs.toFixed(0)} µs of a processor each), ` +
        `judged with duty, kept and answered ${work.kept.toFixed(0)}/s (${work.keptUs.toFixed(0)} µs, and ${work.databaseUs.toFixed(0)} of PostgreSQL; ${work.statementsABatch.toFixed(0)} statements for 400), one after the other ${work.both.toFixed(0)}/s\n` +
        `  ${(work.kept / work.peer).toFixed(1)} times the peer (${work.peer.toFixed(0)}/s, each looked up and written by itself), the floor is ${(work.floor / work.kept).toFixed(1)} times as many (${work.floor.toFixed(0)}/s, one INSERT a table and batch)\n`,
    );
    if (work.accepted < work.summaries)
      throw new Foreseen(
        `${work.summaries - work.accepted} summaries were refused, so these figures would say nothing.`,
      );
    const figures = await measureSummaries(servers, [SMALL_BATCH, count, count], say);
    const { floor, peerPerSecond, batches, large: many, small, stored } = figures;
    const last = batches.at(-1)!;
    const perSecond = last.summaries / last.mailboxSeconds;
    const busiest = last.processorOf.filter(({ ms }) => ms >= 0.01).sort((a, b) => b.ms - a.ms);
    const memoryOf = (name: string): string =>
      `${name} ${batches.map((batch) => batch.memory.find((each) => each.name === name)!.most).join(', ')}`;
    process.stdout.write(
      `\na batch of ${last.summaries} entry summaries of ${SUMMARY_LINES} lines (${last.megabytes.toFixed(0)} MB), from its first byte: receipt after ${last.receiptSeconds.toFixed(1)} s, ` +
        `the last summary answered after ${last.answeredSeconds.toFixed(1)} s, the answer in the mailbox after ${last.mailboxSeconds.toFixed(1)} s: ${perSecond.toFixed(0)} summaries/s, goal: ${SUMMARIES_GOAL}\n` +
        `  ${(perSecond / peerPerSecond).toFixed(1)} times the peer (${peerPerSecond.toFixed(0)}/s, filings of ${SUMMARY_LINES} lines without rules), ` +
        `${((perSecond / floor.fourConnections) * 100).toFixed(1)} % of the floor (${floor.fourConnections.toFixed(0)} rows/s on four connections, ${floor.oneConnection.toFixed(0)} on one)\n` +
        `  ${last.processorMs.toFixed(2)} ms of processors for each summary: ${busiest.map(({ name, ms }) => `${name} ${ms.toFixed(2)}`).join(', ')}\n` +
        `  resident at most, in MB, with batches of ${batches.map((batch) => batch.summaries).join(', ')}: ${['gateway', 'entry'].map(memoryOf).join('; ')}\n` +
        `${many.count} summaries of 998 lines (${many.kilobytes.toFixed(0)} KB), receipt to answer, p50 / p99: ${many.p50.toFixed(0)} / ${many.p99.toFixed(0)} ms, goal: p99 under ${LARGE_SUMMARY_GOAL_MS}; ` +
        `of ${SUMMARY_LINES} lines ${small.p50.toFixed(0)} / ${small.p99.toFixed(0)} ms: ${(many.p50 / small.p50).toFixed(1)} / ${(many.p99 / small.p99).toFixed(1)} times; stored by one commit ${stored.p50.toFixed(1)} / ${stored.p99.toFixed(1)} ms\n`,
    );
    if (json) writeFileSync(json, `${JSON.stringify({ work, ...figures }, null, 2)}\n`);
    await keep(options, 'summaries', servers, [
      { name: 'a batch, in summaries', value: perSecond, unit: 'a second', goal: { least: SUMMARIES_GOAL } },
      { name: 'a batch, of the peer', value: perSecond / peerPerSecond, unit: 'times' },
      { name: 'a summary of a batch', value: last.processorMs, unit: 'ms' },
      {
        name: 'judged, kept and answered, of plain SQL in processor time',
        value: (work.keptUs + work.databaseUs) / work.peerUs,
        unit: 'times',
      },
      {
        name: 'of 998 lines, receipt to answer, p99',
        value: many.p99,
        unit: 'ms',
        goal: { most: LARGE_SUMMARY_GOAL_MS },
      },
    ]);
    return perSecond >= SUMMARIES_GOAL && many.p99 < LARGE_SUMMARY_GOAL_MS ? 0 : 1;
  });

const COST_FILINGS = 3_000;

const keptOfCost = ({ roads, floor, full }: CostFigures, stored = 0): KeptFigure[] => {
  const peer = roads.find(({ road }) => road.startsWith('peer'));
  const timesOf = (road: string): number => (road.includes('JSON') ? RELEASE_GOALS.json : RELEASE_GOALS.catair);
  return [
    { name: 'floor: rows committed on four connections', value: floor, unit: 'a second' },
    ...roads.flatMap(({ road, perSecond, processorMs, rows }): KeptFigure[] => {
      const isRelease = road.startsWith('Portway, releases');
      return [
        { name: road, value: perSecond, unit: 'a second' },
        { name: road, value: processorMs, unit: 'ms', ...(isRelease && { goal: { most: RELEASE_GOALS.ms } }) },
        { name: road, value: rows, unit: 'rows', ...(isRelease && { goal: { most: RELEASE_GOALS.rows } }) },
        ...(peer && isRelease
          ? [
              {
                ...{ name: `${road}, of the peer`, value: perSecond / peer.perSecond, unit: 'times' as const },
                goal: { least: timesOf(road) },
              },
            ]
          : []),
      ];
    }),
    ...fullRatios({ roads, full }).map(
      ({ road, processor }): KeptFigure => ({
        ...{ name: `${road}, processor time with ${stored.toLocaleString('en-US')} on file`, value: processor },
        ...{ unit: 'times', goal: { most: FULL_TIMES } },
      }),
    ),
  ];
};

const cost = (options: Options): Promise<number> => {
  const { json, entries = COST_FILINGS, statements: withStatements, road: only, stored } = options;
  return withServers(
    say,
    async (servers) => {
      const figures = await measureCost(servers, entries, { withStatements, only, stored }, say);
      process.stdout.write(`\n${costReport(figures)}\n`);
      if (json) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
      await keep(options, stored ? 'cost-stored' : 'cost', servers, keptOfCost(figures, stored));
      return fullRatios(figures).every(({ processor }) => processor <= FULL_TIMES) ? 0 : 1;
    },
    withStatements ? { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track_planning': 'on' } : {},
  );
};

/** Into how many parts tables are put. */
const PARTS = 16;
/** What a filing may cost with tables in parts, in times of what it costs with whole ones. */
const PARTS_TIMES = 1.2;

const divided = (options: Options): Promise<number> =>
  withServers(say, async (servers) => {
    const { json, entries = COST_FILINGS, road: only = 'Portway' } = options;
    const figures = await measureCost(servers, entries, { only, parts: PARTS }, say);
    process.stdout.write(`\n${dividedReport(figures, PARTS)}\ngoal: ${PARTS_TIMES} times at most\n`);
    if (json) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
    const ratios = fullRatios(figures);
    await keep(
      options,
      'divided',
      servers,
      ratios.map(({ road, processor }) => ({
        ...{ name: `${road}, processor time with tables in ${PARTS} parts`, value: processor },
        ...{ unit: 'times', goal: { most: PARTS_TIMES } },
      })),
    );
    return ratios.every(({ processor }) => processor <= PARTS_TIMES) ? 0 : 1;
  });

/** Percent of two cores, megabytes, and seconds of a start after the first. */
const IDLE_GOAL = { percent: 1, megabytes: 1_000, start: 6 };

const idle = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async (servers) => {
    const figures = await measureIdle(servers, say);
    const { start, parts, floor } = figures;
    const [all, least] = [totalOf(parts), totalOf(floor)];
    const line = ({ name, percent, megabytes, wakes, transactions }: IdlePart): string =>
      `  ${name.padEnd(14)} ${percent.toFixed(2).padStart(6)} ${megabytes.toFixed(0).padStart(6)} ${wakes.toFixed(0).padStart(6)} ${(transactions?.toFixed(1) ?? '').padStart(6)}\n`;
    process.stdout.write(
      `\nan idle platform: ${all.percent.toFixed(2)} % of a core, so ${(all.percent / 2).toFixed(2)} % of two (goal: ${IDLE_GOAL.percent}), ${all.megabytes.toFixed(0)} MB (goal: ${IDLE_GOAL.megabytes}); ` +
        `the same servers and ${floor.length - 2} Node processes with nothing in them ${least.percent.toFixed(2)} %, ${least.megabytes.toFixed(0)} MB: ` +
        `${(all.percent / least.percent).toFixed(1)} and ${(all.megabytes / least.megabytes).toFixed(1)} times as much\n` +
        `started in ${start.first.toFixed(1)} s, again in ${start.again.toFixed(1)} s (goal: ${IDLE_GOAL.start})\n` +
        `                 % core     MB  wakes/s  transactions/s\n${parts.map(line).join('')}` +
        `  floor: database ${floor[0]!.percent.toFixed(2)} %, ${floor[0]!.megabytes.toFixed(0)} MB; broker ${floor[1]!.percent.toFixed(2)} %, ${floor[1]!.megabytes.toFixed(0)} MB; a Node process ${floor.at(-1)!.percent.toFixed(2)} %, ${floor.at(-1)!.megabytes.toFixed(0)} MB\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    const isMet = all.percent / 2 < IDLE_GOAL.percent && all.megabytes < IDLE_GOAL.megabytes;
    return isMet && start.again < IDLE_GOAL.start ? 0 : 1;
  });

/** How much better than the best peer that keeps order and survives a kill. */
const QUEUES_TIMES = 2;

const queues = (options: Options): Promise<number> =>
  withServers(say, async (servers) => {
    const { json, entries = MESSAGES, road } = options;
    const figures = await measureQueues(servers, entries, road, say);
    process.stdout.write(`\n${machineLine(await machineOf(servers.postgres.url))}\n${queuesReport(figures)}\n`);
    if (json) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
    const ratios = ratiosOf(figures);
    await keep(options, 'queues', servers, [
      ...ratios.map(
        ({ shape, peer, rate }): KeptFigure => ({
          ...{ name: `Portway of ${peer}, ${shape}`, value: rate, unit: 'times', goal: { least: QUEUES_TIMES } },
        }),
      ),
      ...figures.flatMap(({ name, shapes }) =>
        shapes.flatMap(({ road: shape, perSecond, processorMs }): KeptFigure[] => [
          { name: `${name}, ${shape}`, value: perSecond, unit: 'a second' },
          { name: `${name}, ${shape}`, value: processorMs * 1_000, unit: 'µs' },
        ]),
      ),
    ]);
    const own = figures.find(({ name }) => name === 'Portway')!;
    return keepsOrder(own) && ratios.every(({ rate }) => rate >= QUEUES_TIMES) ? 0 : 1;
  });

/** Within so many minutes a business day is to be carried; and one with the entries of low value that came in free of duty before. */
const DAY_GOAL_MINUTES = 5;
const LOW_VALUE_DAY_GOAL_MINUTES = 25;

const day = (options: Options): Promise<number> =>
  withServers(say, async (servers) => {
    const { json, share, lowValue } = options;
    const figures = await measureDay(servers, share, lowValue, say);
    const { counts, cost: of, floor, toldLater } = figures;
    const filings = filingsOf(counts);
    const minutes = filings / of.perSecond / share / 60;
    const processorMinutes = (of.processorMs * filings) / share / 60_000;
    const goal = lowValue ? LOW_VALUE_DAY_GOAL_MINUTES : DAY_GOAL_MINUTES;
    process.stdout.write(
      `\n${machineLine(await machineOf(servers.postgres.url))}\n` +
        `${(share * 100).toFixed(2)} % of a business day: ${Object.entries(counts)
          .map(([what, count]) => `${whole(count)} ${what === 'lowValue' ? 'of low value' : what}`)
          .join(', ')}\n` +
        `  ${whole(of.perSecond)} filings/s, ${of.processorMs.toFixed(2)} ms of processors and ${of.rows.toFixed(1)} rows each; ` +
        `${((of.perSecond / floor) * 100).toFixed(1)} % of the floor (${whole(floor)} rows/s); told ${toldLater} times to come again later\n` +
        `  the whole day so: ${minutes.toFixed(1)} minutes, goal: under ${goal}; ${processorMinutes.toFixed(1)} minutes of one processor\n` +
        `  ${of.processorOf.map(({ name, ms }) => `${name} ${ms.toFixed(2)}`).join(', ')}\n` +
        `  rows: ${of.rowsOf.map((row) => `${row.table} ${row.inserted.toFixed(2)}+${row.changed.toFixed(2)}`).join(', ')}\n`,
    );
    if (json) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
    await keep(options, lowValue ? 'day-low-value' : 'day', servers, [
      { name: 'the whole day', value: minutes, unit: 'minutes', goal: { most: goal } },
      { name: 'the whole day, of one processor', value: processorMinutes, unit: 'minutes' },
      { name: 'filings', value: of.perSecond, unit: 'a second' },
      { name: 'a filing', value: of.processorMs, unit: 'ms' },
      { name: 'a filing', value: of.rows, unit: 'rows' },
    ]);
    return minutes < goal ? 0 : 1;
  });

const REPLICATED = 'CATAIR, 50';

/** Processes that work the roads, and replicas of entry in the whole platform: one and two. */
const replicas = async (options: Options): Promise<number> => {
  const { json, entries = COST_FILINGS } = options;
  const roads = await withServers(say, (servers) => measureWorkers(servers, 5 * entries, [1, 2], say));
  const [one, two] = roads as [ContenderFigures, ContenderFigures];
  const costs: RoadCost[] = [];
  for (const entry of [1, 2]) {
    say(`the platform with ${entry} of entry`);
    const { roads: measured } = await withServers(say, (servers) =>
      measureCost(servers, entries, { only: REPLICATED, replicas: { entry } }, say),
    );
    costs.push(measured[0]!);
  }
  const [alone, both] = costs as [RoadCost, RoadCost];
  process.stdout.write(
    `\n${queuesReport(roads)}\n` +
      `releases in CATAIR through the whole platform, with one and two of entry: ${whole(alone.perSecond)} and ${whole(both.perSecond)} a second, ` +
      `${alone.processorMs.toFixed(2)} and ${both.processorMs.toFixed(2)} ms of processors each\n`,
  );
  if (json) writeFileSync(json, `${JSON.stringify({ roads, costs }, null, 2)}\n`);
  const kept: KeptFigure[] = [
    ...one.shapes.map(
      ({ road, perSecond }, at): KeptFigure => ({
        ...{ name: `two workers of one, ${road}`, value: two.shapes[at]!.perSecond / perSecond },
        ...{ unit: 'times', goal: { least: 1 } },
      }),
    ),
    {
      ...{ name: 'two of entry of one, releases in CATAIR', value: both.perSecond / alone.perSecond },
      ...{ unit: 'times', goal: { least: 1 } },
    },
  ];
  await withServers(say, (servers) => keep(options, 'replicas', servers, kept));
  return keepsOrder(one) && keepsOrder(two) && kept.every(({ value }) => value >= 1) ? 0 : 1;
};

/** Behind a million lines of another a single release is answered within so many milliseconds, of 99 of 100. */
const BEHIND_GOAL_MS = 2_000;

const behind = (options: Options): Promise<number> =>
  withServers(say, async (servers) => {
    const figures = await measureBehind(servers, options.entries, say);
    const { alone, behind: meanwhile, singles, lines, bulkPerSecond, answerSeconds, gateway } = figures;
    process.stdout.write(
      `\n${singles} single releases, receipt to answer, p50 / p99: ${alone.p50.toFixed(0)} / ${alone.p99.toFixed(0)} ms alone, ${meanwhile.p50.toFixed(0)} / ${meanwhile.p99.toFixed(0)} ms behind ` +
        `${lines} lines of another broker, worked at ${bulkPerSecond.toFixed(0)} releases/s; goal: under ${BEHIND_GOAL_MS} ms\n` +
        `its answer was in the mailbox ${answerSeconds.toFixed(1)} s after the last release was answered; from its request to then the gateway needed ${gateway.cpuSeconds.toFixed(0)} s of a processor and ` +
        `at most ${gateway.mostMegabytes} MB (idle ${gateway.idleMegabytes}), and left nobody waiting longer than ${gateway.longestStallMs.toFixed(0)} ms\n`,
    );
    if (options.json) writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
    await keep(options, 'behind', servers, [
      { name: 'single releases alone, p99', value: alone.p99, unit: 'ms' },
      { name: 'single releases behind it, p99', value: meanwhile.p99, unit: 'ms', goal: { most: BEHIND_GOAL_MS } },
      { name: 'the many lines, in releases', value: bulkPerSecond, unit: 'a second' },
    ]);
    return meanwhile.p99 < BEHIND_GOAL_MS ? 0 : 1;
  });

const log = (jsonFile: string | undefined, entries: number): Promise<number> =>
  withServers(say, async ({ postgres }) => {
    const figures = await measureActivityLog(postgres, entries, say);
    const { plainPerSecond, appendedPerSecond, verified, verifiedPerSecond, groupedPerSecond, searches, proofMs } =
      figures;
    const oneConnection = await postgresFloor(postgres.url, 1);
    process.stdout.write(
      `\n${entries} entries of activity logs: appended and sealed at ${appendedPerSecond.toFixed(0)}/s (goal 5000; the same rows plainly ${plainPerSecond.toFixed(0)}/s, ` +
        `${(plainPerSecond / appendedPerSecond).toFixed(1)} times), ${verified} verified in memory at ${verifiedPerSecond.toFixed(0)}/s (goal 100000; SELECT … GROUP BY of the same rows ` +
        `${groupedPerSecond.toFixed(0)}/s, ${(groupedPerSecond / verifiedPerSecond).toFixed(1)} times), one inclusion proof p50 / p99 ${proofMs.p50.toFixed(1)} / ${proofMs.p99.toFixed(1)} ms (goal 10)\n` +
        `floor: this PostgreSQL commits ${oneConnection.toFixed(0)} single rows/s over one connection\n` +
        `a page of a search by ${searches.map(({ by, ms, index }) => `${by} ${ms.toFixed(1)} ms${index ? '' : ' WITHOUT AN INDEX'}`).join(', ')}\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return appendedPerSecond >= 5_000 &&
      verifiedPerSecond >= 100_000 &&
      proofMs.p99 < 10 &&
      searches.every(({ index }) => index)
      ? 0
      : 1;
  });

const GOAL_MS = 300;

const picture = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async ({ postgres }) => {
    const figures = await measurePicture(postgres, say);
    const {
      entries,
      cells,
      picture: own,
      papersByPlace,
      plain,
      page,
      rebuildSeconds,
      keptPerSecond,
      floorRowsPerSecond,
    } = figures;
    process.stdout.write(
      `\nthe picture of an importer with ${entries} entries (${cells} cells), p50 / p99: ${own.p50.toFixed(0)} / ${own.p99.toFixed(0)} ms, goal: under ${GOAL_MS} ms; ` +
        `the same by plain SELECT … GROUP BY: ${plain.p50.toFixed(0)} ms, ${(plain.p50 / own.p50).toFixed(0)} times as long\n` +
        `first page of the records behind a figure: ${page.p50.toFixed(1)} / ${page.p99.toFixed(1)} ms; its papers by places ${papersByPlace.p50.toFixed(0)} ms; its figures added up anew in ${rebuildSeconds.toFixed(0)} s; ` +
        `${keptPerSecond.toFixed(0)} changes of entries kept a second, where this PostgreSQL commits ${floorRowsPerSecond.toFixed(0)} plain rows: ${(floorRowsPerSecond / keptPerSecond).toFixed(0)} times as many\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return own.p99 < GOAL_MS ? 0 : 1;
  });

/** Of what a message costs anyway. */
const SCAN_SHARE = 0.5;

const numbers = (jsonFile: string | undefined): Promise<number> => {
  const figures = measurePersonalNumbers();
  const { bytes, scan, floor, written, closed, opened } = figures;
  process.stdout.write(
    `\na message of ${bytes} bytes without the number of a person: looked through in ${scan.toFixed(2)} µs, where its JSON and hash cost ${written.toFixed(2)} µs (${(scan / written).toFixed(2)} times; goal: under ${SCAN_SHARE}) ` +
      `and one word that is not there is looked for in ${floor.toFixed(2)} µs\none with such a number: encrypted in ${closed.toFixed(1)} µs, opened in ${opened.toFixed(1)} µs\n`,
  );
  if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
  return Promise.resolve(scan < written * SCAN_SHARE ? 0 : 1);
};

const SEARCH_GOAL_MS = 50;

const accounts = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async ({ postgres }) => {
    const figures = await measureAccounts(postgres, say);
    const { accounts: count, searches, list, floor, announcedPerSecond } = figures;
    process.stdout.write(
      `\n${count} accounts; a page of 100, p50 / p99: ${searches.map(({ by, own, plain, index }) => `${by} ${own.p50.toFixed(1)} / ${own.p99.toFixed(1)} ms (plain SELECT … ILIKE without an index ${plain.p50.toFixed(0)} ms, ${(plain.p50 / own.p50).toFixed(1)} times as long)${index ? '' : ' WITHOUT AN INDEX'}`).join('; ')}\n` +
        `the last page of the list by cursor ${list.p50.toFixed(1)} / ${list.p99.toFixed(1)} ms; one row by its key: ${floor.p50.toFixed(2)} ms; all are announced anew at ${announcedPerSecond.toFixed(0)}/s\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return searches.every(({ own, index }) => index && own.p50 < SEARCH_GOAL_MS) ? 0 : 1;
  });

const ASSIGNMENT_GOAL_SECONDS = 120;

const assignment = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async ({ postgres }) => {
    const figures = await measureAssignment(postgres, say);
    const { accounts, lines, cells, seconds, linesCountedPerSecond, plainSampleSeconds, plainSampleLines } = figures;
    const plain = (plainSampleSeconds * lines) / plainSampleLines;
    process.stdout.write(
      `\nproposals for ${accounts} accounts over ${lines} lines (${cells} cells of importer, heading and month): ${seconds.toFixed(1)} s, goal: under ${ASSIGNMENT_GOAL_SECONDS} s\n` +
        `plain SELECT … GROUP BY, which proposes nothing: ${plainSampleSeconds.toFixed(1)} s over ${plainSampleLines} lines (a tenth of the accounts), so ${plain.toFixed(0)} s over all: ${(plain / seconds).toFixed(1)} times as long\n` +
        `counted as they come, with their team: ${linesCountedPerSecond.toFixed(0)} lines/s in summaries of ten; this PostgreSQL commits ${figures.floorRowsPerSecond.toFixed(0)} plain rows/s over one connection: ` +
        `${(figures.floorRowsPerSecond / linesCountedPerSecond).toFixed(1)} rows a line; ${((seconds * figures.floorRowsPerSecond) / accounts).toFixed(1)} plain rows in the time of a proposal\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return seconds < ASSIGNMENT_GOAL_SECONDS ? 0 : 1;
  });

const TARIFF_GOALS = { megabytes: 60, lookUpUs: 2, loadMs: 5_000 };

const tariff = (jsonFile: string | undefined): number => {
  const figures = measureTariff();
  const { peer, floor } = figures;
  process.stdout.write(
    `\n${figures.numbers} numbers of eight digits in ${figures.periods} periods, ${figures.statistical} statistical numbers in force\n` +
      `loaded in ${figures.loadMs.toFixed(0)} ms (goal: under ${TARIFF_GOALS.loadMs}), ${figures.megabytes.toFixed(1)} MB (goal: under ${TARIFF_GOALS.megabytes}); ` +
      `a Map of parsed JSON: ${peer.loadMs.toFixed(0)} ms, ${peer.megabytes.toFixed(1)} MB, ${(peer.megabytes / figures.megabytes).toFixed(1)} times as much; a Map of numbers ${floor.megabytes.toFixed(1)} MB\n` +
      `a look-up: ${figures.articleUs.toFixed(2)} µs (goal: under ${TARIFF_GOALS.lookUpUs}), with its rate for an origin ${figures.rateUs.toFixed(2)} µs, its remedies for China ${figures.remediesUs.toFixed(2)} µs; ` +
      `in the Map of JSON, without periods, ${peer.lookUpUs.toFixed(2)} µs; floor ${floor.lookUpUs.toFixed(2)} µs, so ${(figures.articleUs / floor.lookUpUs).toFixed(1)} floors\n`,
  );
  if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
  const { megabytes, articleUs, loadMs } = figures;
  return megabytes < TARIFF_GOALS.megabytes && articleUs < TARIFF_GOALS.lookUpUs && loadMs < TARIFF_GOALS.loadMs
    ? 0
    : 1;
};

const DECISION_GOAL_MICROSECONDS = 50;

const rights = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async ({ postgres }) => {
    const figures = await measureRights(postgres, say);
    const { accounts, decision, table, floor, plain, first, change } = figures;
    const both = ({ p50, p99 }: { p50: number; p99: number }, digits = 1): string =>
      `${p50.toFixed(digits)} / ${p99.toFixed(digits)}`;
    process.stdout.write(
      `\n${accounts} accounts in the copy; a decision, p50 / p99: ${both(decision)} µs, goal: under ${DECISION_GOAL_MICROSECONDS}; the table alone ${both(table, 2)} µs; one look-up of a Map ${both(floor, 2)} µs; ` +
        `by plain SELECT … GROUP BY ${both(plain, 0)} µs, ${(plain.p50 / decision.p50).toFixed(0)} times as long\n` +
        `the first decision on a key, from the database (nothing is loaded at the start): ${both(first, 0)} µs; a remembered key needs ${figures.kilobytesEachRemembered.toFixed(1)} KB, the copy ${figures.copyMegabytes.toFixed(0)} MB of database; ` +
        `taken as messages at ${figures.takenPerSecond.toFixed(0)}/s\n` +
        `a change of one account is decided by after ${both(change)} ms, and made ${figures.forgotten} of 200 others ask the database again\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return decision.p99 < DECISION_GOAL_MICROSECONDS ? 0 : 1;
  });

const QUESTION_GOAL_MS = 100;

const questions = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async ({ postgres }) => {
    const figures = await measureQuestions(postgres, say);
    const { own, lastKnown, peer, floor, summaries, inBatchesPerSecond, summariesInBatchesPerSecond } = figures;
    const told = ({ perSecond, each }: typeof own): string =>
      `${perSecond.toFixed(0)}/s, ${each.p50.toFixed(1)} / ${each.p99.toFixed(1)} ms`;
    process.stdout.write(
      `\nquestions on bills, p50 / p99: ${told(own)}, goal: under ${QUESTION_GOAL_MS}; the owner asked directly ${told(peer)}, ${(peer.perSecond / own.perSecond).toFixed(1)} times as many; ` +
        `an address that looks nothing up ${told(floor)}, ${(floor.perSecond / own.perSecond).toFixed(1)} times as many\n` +
        `while the owner is away, the last known: ${told(lastKnown)}; in CATAIR batches of a hundred, one after the other: ${inBatchesPerSecond.toFixed(0)}/s\n` +
        `questions on entry summaries with their protests: ${told(summaries)}; in EQ batches of five hundred: ${summariesInBatchesPerSecond.toFixed(0)}/s\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return own.each.p99 < QUESTION_GOAL_MS ? 0 : 1;
  });

const PAGE_GOAL_MS = 100;
const SWEEP_GOAL_S = 30;

const enforcement = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async ({ postgres }) => {
    const figures = await measureEnforcement(postgres, say);
    const { cases, first, anywhere, narrowed, plain, floor, sweep, due } = figures;
    const both = ({ p50, p99 }: { p50: number; p99: number }): string => `${p50.toFixed(1)} / ${p99.toFixed(1)} ms`;
    const slowest = Math.max(first.p99, anywhere.p99, narrowed.p99, due.p99);
    process.stdout.write(
      `\na page of a port with ${cases} open cases, p50 / p99: the first ${both(first)}, from anywhere ${both(anywhere)}, of a kind in a state ${both(narrowed)}, goal: under ${PAGE_GOAL_MS} ms; ` +
        `by a plain SELECT … ORDER BY ${both(plain)}, ${(plain.p50 / anywhere.p50).toFixed(0)} times as long; floor: a row by its key ${both(floor)}, ${(anywhere.p50 / floor.p50).toFixed(1)} times less\n` +
        `a day of their clocks: ${sweep.reminded} parties reminded, ${sweep.ended} times to petition over, in ${(sweep.ms / 1_000).toFixed(1)} s, goal: under ${SWEEP_GOAL_S} s; ` +
        `reading every clock to look at it ${(sweep.plainMs / 1_000).toFixed(1)} s, before anything is done; floor: marking as many rows ${(sweep.floorMs / 1_000).toFixed(2)} s, ${(sweep.ms / sweep.floorMs).toFixed(0)} times less\n` +
        `a page of what runs out in two weeks: ${both(due)}, goal: under ${PAGE_GOAL_MS} ms; ${(due.p50 / floor.p50).toFixed(1)} times the floor of a row by its key\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return slowest < PAGE_GOAL_MS && sweep.ms < SWEEP_GOAL_S * 1_000 ? 0 : 1;
  });

const CLAIM_LINES_GOAL = 1_000;

const drawback = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async ({ postgres }) => {
    const figures = await measureDrawback(postgres, say);
    const { claims, lines, read, kept, both, peer, floor, accepted } = figures;
    process.stdout.write(
      `\n${claims} drawback claims of ${lines} lines, ${accepted} accepted: read from CATAIR ${read} lines/s, judged, kept and answered ${kept} lines/s, both in one process ${both} lines/s, ` +
        `goal: ${CLAIM_LINES_GOAL}; each line looked up and inserted by itself ${peer} lines/s, ${(kept / peer).toFixed(1)} times less; floor: one INSERT a claim ${floor} lines/s, ${(floor / kept).toFixed(1)} times more\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return both >= CLAIM_LINES_GOAL && accepted === claims ? 0 : 1;
  });

const worklist = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async ({ postgres }) => {
    const figures = await measureWorklist(postgres, say);
    const { items, first, anywhere, team, plain, floor, workload, workloadAfterTakes, counted } = figures;
    const { takes, taken, takenTwice } = figures;
    const both = ({ p50, p99 }: { p50: number; p99: number }): string => `${p50.toFixed(1)} / ${p99.toFixed(1)} ms`;
    const slowest = Math.max(first.p99, anywhere.p99, team.p99, workload.p99, workloadAfterTakes.p99);
    process.stdout.write(
      `\na page of a Center with ${items} open items, p50 / p99: the first ${both(first)}, from anywhere ${both(anywhere)}, of a team ${both(team)}, goal: under ${PAGE_GOAL_MS} ms; ` +
        `by a plain SELECT … ORDER BY ${both(plain)}, ${(plain.p50 / anywhere.p50).toFixed(0)} times as long; floor: a row by its key ${both(floor)}, ${(anywhere.p50 / floor.p50).toFixed(1)} times less\n` +
        `the workload of its teams from counts that are kept ${both(workload)}, with what 200 took a moment ago ${both(workloadAfterTakes)}, goal: under ${PAGE_GOAL_MS} ms; ` +
        `by counting the rows ${both(counted)}, ${(counted.p50 / workload.p50).toFixed(0)} times as long; floor: the row by its key, ${(workload.p50 / floor.p50).toFixed(1)} times less\n` +
        `200 specialists who took at once ${both(takes)}: ${taken} items, ${takenTwice} of them twice\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return slowest < PAGE_GOAL_MS && takenTwice === 0 ? 0 : 1;
  });

const conversations = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async (servers) => {
    const figures = await measureConversations(servers, say);
    const { readers, messagesAMinute, written, delivered, deliveries, failed, missing, twice, polled, floor } = figures;
    const both = ({ p50, p99 }: { p50: number; p99: number }): string => `${p50.toFixed(0)} / ${p99.toFixed(0)} ms`;
    process.stdout.write(
      `\n${messagesAMinute} messages a minute in ${figures.conversations} conversations that ${readers} readers follow live, p50 / p99: written ${both(written)}, told to each reader ${both(delivered)}; ` +
        `${deliveries} tellings, ${failed} messages refused, ${missing} tellings missing, ${twice} twice; ` +
        `readers were told ${figures.toldLater} times to come later and came back ${figures.cameBack} times after their stream ended\n` +
        `the account service uses ${figures.processors.toFixed(2)} processors and ${figures.megabytes} MB (${figures.megabytesIdle} MB before)\n` +
        `peer: readers who poll by a plain SELECT, ${figures.pollsASecond} a second in all: ${both(polled)}, ${(polled.p50 / delivered.p50).toFixed(1)} times as long; ` +
        `floor: one INSERT committed ${floor.p50.toFixed(1)} / ${floor.p99.toFixed(1)} ms, ${(delivered.p50 / floor.p50).toFixed(0)} times less\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return failed + missing + twice === 0 ? 0 : 1;
  });

const SIMILAR_GOAL_MS = 300;

const similar = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async ({ postgres }) => {
    const figures = await measureSimilar(postgres, say);
    const { decisions, products, ways, plain, floor } = figures;
    const slowest = Math.max(...ways.map(({ ms }) => ms.p99));
    process.stdout.write(
      `\na search among ${decisions} decisions on ${products} products, p50 / p99; goal: under ${SIMILAR_GOAL_MS} ms\n${ways
        .map(
          ({ way, ms, found }) =>
            `  ${way.padEnd(36)} ${ms.p50.toFixed(1)} / ${ms.p99.toFixed(1)} ms${found === null ? '' : `, the product that was meant among the first twenty of ${found} in 100`}\n`,
        )
        .join('')}` +
        `  by ILIKE                             ${plain.p50.toFixed(0)} / ${plain.p99.toFixed(0)} ms, ${(plain.p50 / ways[0]!.ms.p50).toFixed(0)} times as long; floor: a decision by its key ${floor.p50.toFixed(1)} / ${floor.p99.toFixed(1)} ms, ${(ways[0]!.ms.p50 / floor.p50).toFixed(0)} times less\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return slowest < SIMILAR_GOAL_MS ? 0 : 1;
  });

/** What the rules of a cargo release may cost, in microseconds for one of one line; those of an entry summary, which reckon too; and of one of 998 lines. */
const RULES_GOAL_US = 60;
const SUMMARY_RULES_GOAL_US = 300;
const LARGEST_SUMMARY_GOAL_US = 250_000;

const rules = (jsonFile: string | undefined): number => {
  const figures = measureRules();
  const { sound, large, broken, schema, floor } = figures;
  const us = (value: number): string => `${value.toFixed(1)} µs of a processor`;
  process.stdout.write(
    `\njudging a cargo release by ${figures.rules} rules\n` +
      `  one bill, one line      ${us(sound)}, goal: under ${RULES_GOAL_US}; ${(sound / schema).toFixed(2)} times the peer, ${(sound / floor).toFixed(2)} times the floor\n` +
      `  three bills, ten lines  ${us(large)}\n` +
      `  with six faults         ${us(broken)}\n` +
      `  peer                    ${us(schema)}: the same filing checked against its compiled schema\n` +
      `  floor                   ${us(floor)}: every value of it written once\n`,
  );
  const summary = measureSummaryRules();
  process.stdout.write(
    `\njudging an entry summary by ${summary.rules} rules of the book, and duty, fees and totals\n` +
      `  one line                ${us(summary.sound)}, goal: under ${SUMMARY_RULES_GOAL_US}; ${(summary.sound / summary.schema).toFixed(2)} times the peer, ${(summary.sound / summary.floor).toFixed(2)} times the floor\n` +
      `  ten lines               ${us(summary.large)}\n` +
      `  998 lines               ${(summary.largest / 1_000).toFixed(1)} ms of a processor, goal: under ${LARGEST_SUMMARY_GOAL_US / 1_000}\n` +
      `  with six faults         ${us(summary.broken)}\n` +
      `  peer                    ${us(summary.schema)}: the same summary checked against its compiled schema\n` +
      `  floor                   ${us(summary.floor)}: every value of it written once\n`,
  );
  if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify({ ...figures, summary }, null, 2)}\n`);
  return sound < RULES_GOAL_US && summary.sound < SUMMARY_RULES_GOAL_US && summary.largest < LARGEST_SUMMARY_GOAL_US
    ? 0
    : 1;
};

/** What standing may cost, in times of what screening anybody costs. */
const STANDING_TIMES = 2;

const selection = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async ({ postgres }) => {
    const figures = await measureSelection(postgres, say);
    const { accounts: trustedAccounts, rules, trusted, untrusted, floor } = figures;
    const cost = ({ clock, processor }: { clock: number; processor: number }): string =>
      `${clock.toFixed(1)} µs, ${processor.toFixed(1)} µs of a processor`;
    const times = trusted.processor / untrusted.processor;
    process.stdout.write(
      `\nscreening a filing by ${rules} rules, with ${trustedAccounts} trusted accounts in the copy, each in a batch of 100\n` +
        `  of a trusted importer   ${cost(trusted)}: ${times.toFixed(2)} times the peer, goal: at most ${STANDING_TIMES}\n` +
        `  of anybody, the peer    ${cost(untrusted)}\n` +
        `  floor                   ${cost(floor)}: a statement that asks nothing, and the draws; ${(trusted.clock / floor.clock).toFixed(1)} times less\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return times <= STANDING_TIMES ? 0 : 1;
  });

/** What looking a bond up may cost, in times of what judging a release costs anyway. */
const BOND_TIMES = 2;

const bonds = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async ({ postgres }) => {
    const figures = await measureBonds(postgres, say);
    const { continuous, single, peer, floor } = figures;
    const cost = ({ clock, processor }: { clock: number; processor: number }): string =>
      `${clock.toFixed(1)} µs, ${processor.toFixed(1)} µs of a processor`;
    const times = ({ clock }: { clock: number }): number => clock / peer.clock;
    process.stdout.write(
      `\nholding a release against ${2 * figures.bonds} bonds, each in a batch of 100\n` +
        `  continuous bond          ${cost(continuous)}: ${times(continuous).toFixed(2)} times the peer, goal: at most ${BOND_TIMES}\n` +
        `  single transaction bond  ${cost(single)}: ${times(single).toFixed(2)} times the peer, goal: at most ${BOND_TIMES}\n` +
        `  peer                     ${cost(peer)}: the standing of its importer read, and the rule book\n` +
        `  floor                    ${cost(floor)}: a statement that asks nothing\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return Math.max(times(continuous), times(single)) <= BOND_TIMES ? 0 : 1;
  });

const document = (jsonFile: string | undefined): Promise<number> =>
  withServers(say, async (servers) => {
    const figures = await measureDocuments(servers, say);
    const { bytes, rounds, ways, memory, plainMs } = figures;
    process.stdout.write(
      `\n${rounds} documents of ${bytes / 1_000_000} MB, first request to last answer; goal: under ${DOCUMENT_GOAL_MS} ms\n${WAYS.map(
        (way) => {
          const { receivedMs, longestMs } = ways[way];
          return `  ${way.padEnd(11)} ${receivedMs.toFixed(0)} ms (longest ${longestMs.toFixed(0)}), ${(receivedMs / plainMs).toFixed(1)} times the floor\n`;
        },
      ).join('')}` +
        `  floor       ${plainMs.toFixed(0)} ms: the same bytes digested and written to disk, and nothing else\n` +
        `${memory.atOnce} messages of ${memory.bytes / 1_000_000} MB at once: the account service has ${memory.idle} MB before, ${memory.forms} MB at most after forms, ${memory.mails} MB after e-mails\n`,
    );
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return WAYS.every((way) => ways[way].receivedMs < DOCUMENT_GOAL_MS) ? 0 : 1;
  });

const growth = (jsonFile: string | undefined, stored: number): Promise<number> =>
  withServers(say, async (servers) => {
    const figures = await measureGrowth(servers, { filings: GROWTH_FILINGS, stored }, say);
    process.stdout.write(`\n${growthReport(figures)}\n`);
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`);
    return 0;
  });

const GATE_TURNS = 5;

const gate = (options: Options): Promise<number> =>
  withServers(say, async (servers) => {
    const { messages, summaries: kept } = await measureGate(servers.postgres.url, servers.rabbit.url, GATE_TURNS);
    const lineOf = (what: string, { own, peer, floor }: Against): string =>
      `${what}: ${whole(own)} µs of processors, ${(own / peer).toFixed(2)} times the peer (${whole(peer)}), ${(own / floor).toFixed(2)} times the floor (${whole(floor)})`;
    process.stdout.write(
      `\n${lineOf('a message taken, kept and delivered', messages)}; ${messages.rows.toFixed(2)} rows\n` +
        `${lineOf('an entry summary judged, kept and answered', kept)}; ${kept.rows.toFixed(2)} rows, ${kept.statementsABatch.toFixed(0)} statements for a batch\n`,
    );
    if (options.json) writeFileSync(options.json, `${JSON.stringify({ messages, summaries: kept }, null, 2)}\n`);
    await keep(options, 'gate', servers, [
      { name: 'a message, of a table of messages', value: messages.own / messages.peer, unit: 'times' },
      { name: 'a message, of a plain INSERT', value: messages.own / messages.floor, unit: 'times' },
      { name: 'a message', value: messages.rows, unit: 'rows' },
      { name: 'a summary, of plain SQL', value: kept.own / kept.peer, unit: 'times' },
      { name: 'a summary, of a plain INSERT', value: kept.own / kept.floor, unit: 'times' },
      { name: 'a summary', value: kept.rows, unit: 'rows' },
    ]);
    return 0;
  });

interface Scenario {
  readonly about: string;
  run(options: Options): number | Promise<number>;
}

/** By the name that is given after `npm run bench --`. */
const SCENARIOS: Readonly<Record<string, Scenario>> = {
  roads: {
    about: 'the floor, a peer and Portway, one after the other, in about three minutes',
    run: roads,
  },
  cost: {
    about:
      'processor time and rows of a release and a summary, by process and table; --statements: the dearest statements, --road WORD: only the roads that are called so, --stored N: once more with so many entries on file',
    run: cost,
  },
  divided: {
    about: `releases and summaries with whole tables, and with each that grows in ${PARTS} parts by what its rows are about`,
    run: divided,
  },
  queues: {
    about:
      'taking, keeping and delivering, beside pg-boss, graphile-worker and the statements of pgmq, the worker killed once; --road WORD: only peers that are called so',
    run: queues,
  },
  day: {
    about:
      'a business day of the nation; --share 0.01: the part of it that is measured, --low-value: with the entries of low value',
    run: day,
  },
  replicas: { about: 'two processes that work a road, and two of entry, against one', run: replicas },
  gate: {
    about: 'what the test run holds: processor time in times of a peer and a floor, in half a minute',
    run: gate,
  },
  idle: {
    about:
      'processor time and memory of a platform that nobody asks anything, by process, and how long it takes to start; in about four minutes',
    run: ({ json }) => idle(json),
  },
  growth: {
    about:
      'what every table grows by for a release and a summary, in two minutes; --entries 1000000: a journal of as many looked into and cleared too',
    run: ({ json, entries = 0 }) => growth(json, entries),
  },
  behind: {
    about: "how long single releases wait behind another broker's million lines, or --entries N releases",
    run: behind,
  },
  summaries: {
    about:
      'a batch of 10,000 entry summaries in CATAIR until its answer is in the mailbox, and single ones of 998 lines, in about five minutes',
    run: summaries,
  },
  downtime: {
    about: 'what the platform does when a module dies, in about four minutes',
    run: ({ json }) => downtime(json),
  },
  flood: { about: 'what a partner notices while another account floods the gateway', run: ({ json }) => flood(json) },
  large: {
    about: 'from receipt to answer of a release of 999 lines, beside one of a single line, in about two minutes',
    run: ({ json }) => large(json),
  },
  memory: {
    about: 'what the gateway needs while five accounts send 100 MB each at once',
    run: ({ json }) => memory(json),
  },
  document: {
    about: 'how long a document of 10 MB takes until it is checked, sealed and stored',
    run: ({ json }) => document(json),
  },
  log: {
    about: 'the activity log with a million entries, or --entries N',
    run: ({ json, entries = 1_000_000 }) => log(json, entries),
  },
  picture: {
    about: 'the picture of an importer with a million entries, beside plain SQL, in about three minutes',
    run: ({ json }) => picture(json),
  },
  numbers: {
    about: 'what it costs that messages with the number of a person are encrypted, in some seconds',
    run: ({ json }) => numbers(json),
  },
  accounts: { about: 'searches among 100,000 accounts, beside plain SQL', run: ({ json }) => accounts(json) },
  assignment: {
    about: 'where 100,000 accounts should be assigned, over 50 million lines, in about three minutes',
    run: ({ json }) => assignment(json),
  },
  worklist: {
    about: 'the worklist of a Center with a million open items, beside a plain SELECT',
    run: ({ json }) => worklist(json),
  },
  enforcement: {
    about: 'the work list of a port with a million open cases, and a day of their clocks, beside a plain SELECT',
    run: ({ json }) => enforcement(json),
  },
  drawback: {
    about: 'drawback claims of a thousand lines in CATAIR, beside a program that looks at each line, in a minute',
    run: ({ json }) => drawback(json),
  },
  similar: {
    about: 'earlier questions and decisions like the one at hand, among a million, beside ILIKE',
    run: ({ json }) => similar(json),
  },
  rules: {
    about: 'what the rule books cost for each cargo release and each entry summary, in some seconds',
    run: ({ json }) => rules(json),
  },
  bonds: {
    about: 'what it costs to hold a release against the register of bonds, in some seconds',
    run: ({ json }) => bonds(json),
  },
  selection: {
    about: 'what it costs to screen a filing of a trusted trader, beside one of anybody, in some seconds',
    run: ({ json }) => selection(json),
  },
  conversations: {
    about: '10,000 messages a minute in conversations that 5,000 readers follow live, beside polling',
    run: ({ json }) => conversations(json),
  },
  questions: {
    about: 'questions on bills in a second, beside the owner asked directly',
    run: ({ json }) => questions(json),
  },
  tariff: {
    about: 'the whole tariff in memory and a look-up in it, beside a Map of parsed JSON, in some seconds',
    run: ({ json }) => tariff(json),
  },
  rights: {
    about: "rights decided with 100,000 accounts in a service's copy, beside plain SQL",
    run: ({ json }) => rights(json),
  },
};

/** `npm run bench -- SCENARIO [options]`: one scenario, on servers of its own; without a name the roads. `--json FILE` writes its figures, `--keep` keeps them. */
const bench = async (): Promise<number> => {
  const { scenario = 'roads', options } = readOptions(process.argv.slice(2));
  const found = SCENARIOS[scenario];
  if (!found)
    throw new Foreseen(
      `There is no scenario "${scenario}" of the benchmark. There are:\n${Object.entries(SCENARIOS)
        .map(([name, { about }]) => `  ${name.padEnd(14)}${about}`)
        .join('\n')}`,
    );
  return found.run(options);
};

if (require.main === module) void runProgram(bench);
