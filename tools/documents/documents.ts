import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rightsOfRecords } from '#access';
import { catairPartnerTables } from '#catair';
import { ServiceConfig } from '#service';
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
import { cargoReleasePartnerTables } from '../../apps/entry/src/release/partner-tables';
import { drawbackPartnerTables } from '../../apps/entry/src/drawback/partner-tables';
import { liquidationPartnerTables } from '../../apps/entry/src/liquidation/partner-tables';
import { entrySummaryPartnerTables } from '../../apps/entry/src/entry-summary/partner-tables';
import { downtimePartnerTables } from '../../apps/gateway/src/filing/downtime-conditions';
import { readingPartnerTables } from '../../apps/gateway/src/formats/reading-conditions';
import { openApiText } from '../../apps/gateway/src/openapi.document';
import { manifestPartnerTables } from '../../apps/manifest/src/partner-tables';
import { ROOT } from '../platform/home';
import { degradationSections } from '../degradation/degradation.page';
import { faultSections } from '../faults/faults.page';
import { asyncApiDocument } from './asyncapi';
import { lifeCyclesPage } from './life-cycles';
import { type OpenApi, openApiOf, openApiTextOf } from './openapi/openapi';
import { sourceOf } from './openapi/source';
import { askingTable, EVERY_SERVICE, rightsTable } from './rights';
import { storedColumnsTable } from './stored-columns';
import { knobsTable, messagesTable, problemsTable } from './tables';

type Make = () => string | Promise<string>;

/** Documents that are generated as a whole. */
export const wholeDocuments: Readonly<Record<string, Make>> = {
  'docs/developers/asyncapi.json': asyncApiDocument,
  'docs/developers/life-cycles.md': lifeCyclesPage,
  'docs/partners/openapi.json': openApiText,
  ...Object.fromEntries(
    EVERY_SERVICE.map((definition) => [
      `docs/developers/openapi/${definition.name}.json`,
      async () => {
        const partners = definition.name === 'gateway' ? (JSON.parse(await openApiText()) as OpenApi) : null;
        return openApiTextOf(openApiOf(definition, sourceOf(ROOT), partners));
      },
    ]),
  ),
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
  },
  'docs/operators/degradation.md': fixed(degradationSections()),
  'docs/operators/faults.md': fixed(faultSections()),
  'docs/operators/rights.md': {
    records: rightsOfRecords,
    'one service of another': askingTable,
    ...Object.fromEntries(EVERY_SERVICE.map((definition) => [definition.name, () => rightsTable(definition)])),
  },
  'docs/partners/errors.md': { problems: problemsTable, ...fixed(readingPartnerTables()) },
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
  'docs/partners/cargo-release.md': fixed(cargoReleasePartnerTables()),
  'docs/partners/drawback.md': fixed(drawbackPartnerTables()),
  'docs/partners/liquidation.md': fixed(liquidationPartnerTables()),
  'docs/partners/duties-and-fees.md': fixed(entrySummaryPartnerTables()),
};

const withSection = (document: string, name: string, content: string, path: string): string => {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(`${path} has no place for "${name}": it needs the lines ${begin} and ${end}`);
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
  for (const [path, content] of await documentsNow(root)) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === content) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    changed.push(path);
  }
  return changed;
};
