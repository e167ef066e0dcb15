import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rightsOfRecords } from '#access';
import { catairPartnerTables, GRAMMARS } from '#catair';
import { ListeningConfig, ServiceConfig } from '#service';
import { PORTS } from '#reference';
import { elementsTable } from '#x12';
import { documentsPartnerTables } from '../../apps/account/src/documents/partner-tables';
import { accountsPartnerTables } from '../../apps/account/src/partner-tables';
import { BOND_FIGURES, figureTable } from '../../apps/account/src/picture/figures';
import { reportTables } from '../../apps/account/src/reports/report.rules';
import {
  centersPartnerTables,
  protestsPartnerTables,
  trustedTradersPartnerTables,
} from '../../apps/cee/src/partner-tables';
import { cargoReleasePartnerTables, releaseRulePartnerTables } from '../../apps/entry/src/release/partner-tables';
import { bondPartnerTables } from '../../apps/entry/src/bonds/partner-tables';
import { drawbackPartnerTables } from '../../apps/entry/src/drawback/partner-tables';
import { liquidationPartnerTables } from '../../apps/entry/src/liquidation/partner-tables';
import { conditionCodeTables } from '../../apps/entry/src/entry-summary/condition-codes';
import { entrySummaryPartnerTables } from '../../apps/entry/src/entry-summary/partner-tables';
import { statusPartnerTables } from '../../apps/gateway/src/formats/abi/status-answer';
import { summaryQueryPartnerTables } from '../../apps/gateway/src/formats/abi/summary-query';
import { downtimePartnerTables } from '../../apps/gateway/src/filing/downtime-conditions';
import { readingPartnerTables } from '../../apps/gateway/src/formats/reading-conditions';
import { jsonFieldTables } from '../../apps/gateway/src/formats/abi/json-fields';
import { openApiText } from '../../apps/gateway/src/openapi.document';
import { PortalConfig } from '../../apps/portal/src/config/portal.config';
import { manifestPartnerTables } from '../../apps/manifest/src/partner-tables';
import { ROOT } from '../platform/home';
import { degradationSections } from '../degradation/degradation.page';
import { faultSections } from '../faults/faults.page';
import { dashboardFiles } from '../observe/dashboards';
import { figuresOf } from '../observe/figures';
import { alertSections, dashboardsTable, figuresTable, objectivesTable } from '../observe/pages';
import { prometheusFiles } from '../observe/rules';
import { asyncApiDocument } from './asyncapi';
import { lifeCyclesPage } from './life-cycles';
import { type OpenApi, openApiOf, openApiTextOf } from './openapi/openapi';
import { type Described, pageTypesOf } from './openapi/page-types';
import { collectionOf } from './openapi/postman';
import { sourceOf } from './openapi/source';
import { chartFiles } from '../kubernetes/chart';
import { waysTable } from '../kubernetes/network';
import { askingTable, EVERY_SERVICE, rightsTable } from './rights';
import { storedColumnsTable } from './stored-columns';
import { knobsTable, messagesTable, problemsTable } from './tables';

type Make = () => string | Promise<string>;

/** Modules that the portal passes requests through to. */
const REACHED_BY_PAGES: readonly string[] = ['gateway', 'status', 'account', 'port', 'cee', 'enforcement'];

/** Code to name, state and time zone of every port. */
const portsOfPages = (): string =>
  `${JSON.stringify(
    Object.fromEntries([...PORTS.values()].map(({ code, name, state, timeZone }) => [code, { name, state, timeZone }])),
    null,
    1,
  )}\n`;

/** Applications that people file in the pages. */
const FILED_IN_PAGES = ['SE', 'AE'];

/** Application to record to field: its first and its last column, from 1. */
const recordsOfPages = (): string =>
  `${JSON.stringify(
    Object.fromEntries(
      FILED_IN_PAGES.map((application) => [
        application,
        Object.fromEntries(
          [...GRAMMARS.get(application)!.layouts.values()].map(({ recordId, fields }) => [
            recordId,
            Object.fromEntries(fields.map(({ name, from, to }) => [name, [from, to]])),
          ]),
        ),
      ]),
    ),
  )}\n`;

/** Documents that are generated as a whole. */
export const wholeDocuments: Readonly<Record<string, Make>> = {
  'docs/developers/asyncapi.json': asyncApiDocument,
  'docs/developers/life-cycles.md': lifeCyclesPage,
  'docs/partners/openapi.json': openApiText,
  'docs/partners/portway.postman_collection.json': async () => collectionOf(JSON.parse(await openApiText())),
  'clients/typescript/src/operations.ts': async () => pageTypesOf('the partners', JSON.parse(await openApiText())),
  ...Object.fromEntries(
    EVERY_SERVICE.map((definition) => [
      `docs/developers/openapi/${definition.name}.json`,
      async () => {
        const partners = definition.name === 'gateway' ? (JSON.parse(await openApiText()) as OpenApi) : null;
        return openApiTextOf(openApiOf(definition, sourceOf(ROOT), partners));
      },
    ]),
  ),
  ...Object.fromEntries(
    EVERY_SERVICE.filter(({ name }) => REACHED_BY_PAGES.includes(name)).map((definition) => [
      `apps/portal/web/api/${definition.name}.ts`,
      async () => {
        const partners = definition.name === 'gateway' ? (JSON.parse(await openApiText()) as OpenApi) : null;
        const document = openApiOf(definition, sourceOf(ROOT), partners) as unknown as Described;
        return pageTypesOf(definition.name, document, partners as unknown as Described | null);
      },
    ]),
  ),
  ...dashboardFiles(),
  ...prometheusFiles(),
  'apps/portal/web/api/ports.json': portsOfPages,
  'apps/portal/web/api/records.json': recordsOfPages,
  ...chartFiles,
};

const fixed = (parts: Readonly<Record<string, string>>): Record<string, Make> =>
  Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, () => text]));

/** Parts of written documents that are generated: they stand between `<!-- begin NAME -->` and `<!-- end NAME -->`. */
export const sections: Readonly<Record<string, Readonly<Record<string, Make>>>> = {
  'docs/developers/architecture.md': { messages: messagesTable },
  'docs/developers/changing.md': { 'stored columns': storedColumnsTable },
  'docs/operators/configuration.md': {
    'every service': () => knobsTable(ServiceConfig),
    ...Object.fromEntries(
      EVERY_SERVICE.map(({ name, config }) => [name, () => knobsTable(config as never, ServiceConfig)]),
    ),
    portal: () => knobsTable(PortalConfig, ListeningConfig),
  },
  'docs/operators/deploying.md': { ways: waysTable },
  'docs/operators/alerts.md': fixed(alertSections()),
  'docs/operators/observing.md': {
    figures: () => figuresTable(figuresOf(ROOT)),
    ...fixed({ dashboards: dashboardsTable(), objectives: objectivesTable() }),
  },
  'docs/operators/degradation.md': fixed(degradationSections()),
  'docs/operators/faults.md': fixed(faultSections()),
  'docs/operators/rights.md': {
    records: rightsOfRecords,
    'one service of another': askingTable,
    ...Object.fromEntries(EVERY_SERVICE.map((definition) => [definition.name, () => rightsTable(definition)])),
  },
  'docs/partners/errors.md': {
    problems: problemsTable,
    ...fixed(readingPartnerTables()),
    ...fixed(conditionCodeTables()),
  },
  'docs/partners/accounts.md': fixed(accountsPartnerTables()),
  'docs/partners/picture.md': {
    figures: () => figureTable(),
    'bond figures': () => figureTable(BOND_FIGURES),
    ...fixed(reportTables()),
  },
  'docs/partners/documents.md': fixed(documentsPartnerTables()),
  'docs/partners/centers.md': fixed(centersPartnerTables()),
  'docs/partners/trusted-traders.md': fixed(trustedTradersPartnerTables()),
  'docs/partners/protests.md': fixed(protestsPartnerTables()),
  'docs/partners/x12.md': { elements: elementsTable },
  'docs/partners/manifest.md': fixed(manifestPartnerTables()),
  'docs/partners/downtime.md': fixed(downtimePartnerTables()),
  'docs/partners/catair.md': fixed(catairPartnerTables()),
  'docs/partners/questions.md': fixed({ ...statusPartnerTables(), ...summaryQueryPartnerTables() }),
  'docs/partners/cargo-release.md': { ...fixed(cargoReleasePartnerTables()), ...fixed(jsonFieldTables()) },
  'docs/partners/release-rules.md': fixed(releaseRulePartnerTables()),
  'docs/partners/bonds.md': fixed(bondPartnerTables()),
  'docs/partners/drawback.md': fixed(drawbackPartnerTables()),
  'docs/partners/liquidation.md': fixed(liquidationPartnerTables()),
  'docs/partners/duties-and-fees.md': fixed(entrySummaryPartnerTables()),
};

const withSection = (document: string, name: string, content: string, path: string): string => {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  const isOnce = [begin, end].every((line) => document.split(line).length === 2);
  if (!isOnce || to < from)
    throw new Error(`${path} has no place for "${name}": it needs the lines ${begin} and ${end}, once`);
  return `${document.slice(0, from + begin.length)}\n${content.trim()}\n${document.slice(to)}`;
};

/** Every generated document as it should be now, by path. */
export const documentsNow = async (root: string): Promise<Map<string, string>> => {
  const documents = new Map<string, string>();
  for (const [path, make] of Object.entries(wholeDocuments)) documents.set(path, await make());
  for (const [path, parts] of Object.entries(sections)) {
    let document = readFileSync(join(root, path), 'utf8');
    for (const [name, make] of Object.entries(parts)) document = withSection(document, name, await make(), path);
    documents.set(path, document);
  }
  return documents;
};

/** Writes what has changed and tells which documents those are. */
export const writeDocuments = async (root: string): Promise<string[]> => {
  const changed: string[] = [];
  const write = (path: string, content: string): void => {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    changed.push(path);
  };
  // The chart is made from the overlays as they lie there, and these have the rules.
  for (const [path, make] of Object.entries(prometheusFiles())) write(path, make());
  for (const [path, content] of await documentsNow(root)) write(path, content);
  return changed;
};
