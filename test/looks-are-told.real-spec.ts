import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DataSource } from 'typeorm';
import { CBP_VIEWERS, type RecordKind, viewersWho } from '#access';
import { formatEntryNumber } from '#kernel';
import { portLocalDate } from '#reference';
import { EVERY_SERVICE, type Caller, routesOf } from '../tools/documents/rights';
import {
  batch,
  cargoRelease,
  drawbackClaimBody,
  manifest309,
  numberOf,
  portDay,
  voyageOf,
} from '../tools/demo/filings';
import { freshSample, signSample } from '../tools/platform/samples';
import { gif } from '../apps/account/src/documents/checks/evil-documents.fixture';
import { releasing } from '../apps/port/src/port-desk/desk-bench.fixture';
import { seedBonds } from '../tools/platform/seed-bonds';
import { everyService, type EveryService } from './support/every-service';
import { eventually } from './support';

// The thread that looks into documents reads the same TypeScript.
process.execArgv.push('--require', resolve(__dirname, 'support/register.cjs'));

let all: EveryService;
const voyage = voyageOf(417, 'MAEU', 'B76', 1);
const [ship] = voyage.shipments as [(typeof voyage.shipments)[number]];
const entryNumber = formatEntryNumber('B76', ship.entryNumber);
const CLAIM = numberOf('B76', 9_900_003);
/** What was made for the test, by name. */
const made: Record<string, string> = {};

/** Who looks, where, and whose record it is: in that account's log it must then stand. */
interface Look {
  readonly as: Caller;
  readonly path: string | (() => string);
  readonly body?: object;
  readonly of: readonly string[];
  /** Entries in each of these logs: one a record. */
  readonly entries?: number;
}
const own = (part: string): Look => ({
  as: 'auditor',
  path: () => `/accounts/${idOf('importer')}/${part}`,
  of: ['importer'],
});

const ofCase = (part: string): Look => ({
  as: 'auditor',
  path: () => `/enforcement-cases/${made['enforcement case']}${part}`,
  of: ['importer'],
});
const ofNotice = (part: string): Look => ({
  as: 'auditor',
  path: () => `/enforcement-notices/${made['enforcement notice']}${part}`,
  of: ['importer'],
});

/** Every address by which CBP sees something of an account: an example of it, or why the account is told nothing. */
const ADDRESSES: Readonly<Record<string, Look | string>> = {
  'gateway GET /bills/:billKey': { as: 'auditor', path: `/bills/${ship.billKey}`, of: ['ocean-carrier'] },
  'gateway GET /entries/:filerCode/:entryNumber': {
    as: 'officer',
    path: `/entries/B76/${ship.entryNumber}`,
    of: ['broker', 'importer'],
  },
  'gateway GET /bonds': { as: 'officer', path: '/bonds?surety=036', of: ['importer'] },
  'gateway GET /bonds/:number': { as: 'auditor', path: () => `/bonds/${made['bond']}`, of: ['importer'] },
  'gateway GET /agency/lines': { as: 'auditor', path: '/agency/lines?agency=FDA', of: ['broker'] },
  'gateway GET /drawback-claims/:filerCode/:claimNumber': {
    as: 'officer',
    path: `/drawback-claims/B76/${CLAIM}`,
    of: ['broker', 'importer'],
  },
  'gateway GET /questions/bills/:billKey': {
    as: 'auditor',
    path: `/questions/bills/${ship.billKey}`,
    of: ['ocean-carrier'],
  },
  'gateway GET /questions/in-bonds/:inBondNumber': 'each bill that it shows is told as one that is asked for by itself',
  'gateway GET /questions/entries/:filerCode/:entryNumber': {
    as: 'officer',
    path: `/questions/entries/B76/${ship.entryNumber}`,
    of: ['broker', 'importer'],
  },
  'gateway GET /questions/entry-summaries/:filerCode/:entryNumber': {
    as: 'officer',
    path: `/questions/entry-summaries/B76/${CLAIM}`,
    of: ['broker', 'importer'],
  },
  'gateway POST /questions/entry-summaries': 'each summary that it shows is told as one that is asked for by itself',
  'gateway POST /questions/importers':
    'told beside what it answers, with its owner: questions.real-spec.ts of the gateway',
  'gateway GET /activity': 'who asks reads its own log',
  'gateway GET /activity/heads': 'who asks reads heads of its own log',
  'gateway GET /officer/gates': 'gates are of nobody',
  'gateway GET /officer/gates/:module/:direction/held':
    "CBP's own list of work: what waits behind a gate, with nothing of its content",
  'gateway POST /questions/duty': 'what whoever asks has written into the question; nothing of it is kept',

  'account GET /activity': {
    as: 'auditor',
    path: () => `/activity?account=${idOf('broker')}`,
    of: ['broker'],
  },
  'account GET /activity-tree/heads': 'heads of the tree tell of no account',
  'account GET /activity-tree/consistency': 'the proof tells of no account',
  'account GET /accounts/:accountId/activity/:sequence/proof': 'hashes only: what the entry says is not in it',
  'account GET /accounts/:accountId/activity/export': 'an entry of its own kind: exported',
  'account GET /accounts/:accountId/activity/holds': "CBP's own holds; each is an entry in the log",
  'account GET /accounts': 'everybody at CBP finds accounts by name or number; who opens one is told',
  'account GET /accounts/:accountId': {
    as: 'account-manager',
    path: () => `/accounts/${idOf('importer')}`,
    of: ['importer'],
  },
  'account POST /accounts/:accountId/numbers/reveal': 'an entry of its own kind: personal number shown',
  'account GET /applications': 'who applies has no account yet',
  'account GET /documents': { as: 'auditor', path: () => `/documents?accountId=${idOf('importer')}`, of: ['importer'] },
  'account GET /documents/:id': { as: 'auditor', path: () => `/documents/${made['document']}`, of: ['importer'] },
  'account GET /documents/:id/content': 'an entry of its own kind: document opened',
  'account GET /document-uploads/:id': 'an upload is shown to the account that began it',
  'account OPTIONS /document-uploads': 'what the address can do tells of no account',
  'account GET /document-requests': { as: 'auditor', path: '/document-requests', of: ['broker'] },
  'account GET /document-requests/:actionNumber': {
    as: 'auditor',
    path: () => `/document-requests/${made['request']}`,
    of: ['broker'],
  },
  'account GET /accounts/:accountId/people': own('people'),
  'account GET /accounts/:accountId/invitations': own('invitations'),
  'account GET /reactivations': 'what accounts wrote to CBP is there to be read',
  'account GET /accounts/:accountId/keys': own('keys'),
  'account GET /accounts/:accountId/powers-of-attorney': own('powers-of-attorney?as=importer'),
  'account GET /accounts/:accountId/picture': own('picture'),
  'account GET /accounts/:accountId/records': own('records'),
  'account GET /accounts/:accountId/papers': own('papers?kind=document'),
  'account GET /accounts/:accountId/reports': own('reports'),
  'account GET /accounts/:accountId/reports/:reportId/result': 'an entry of its own kind: exported',
  'account GET /accounts/:accountId/report-schedules': own('report-schedules'),
  'account GET /accounts/:accountId/report-runs': own('report-runs'),
  'account GET /accounts/:accountId/report-runs/:runId': 'one of those that the list of runs shows, told as that is',
  'account GET /accounts/:accountId/report-runs/:runId/result': 'an entry of its own kind: exported',
  'account GET /oversight-for-cbp/:quarter': "CBP's own figures",
  'account GET /oversight-for-cbp/:quarter/page': "CBP's own figures",
  'account GET /capabilities': 'capabilities are of nobody',
  'account GET /capabilities/:code/admissions': "CBP's own register; each admission and its end is an entry in the log",
  'account GET /capabilities/:code/use': "CBP's own figures",
  'account GET /capabilities/:code/waves/:number/candidates': "CBP's own list of work",
  'account GET /accounts/:accountId/capabilities': "CBP's own orders; each is an entry in the log",
  'account GET /accounts/:accountId/bonds': own('bonds'),
  'account GET /accounts/:accountId/filer-set-ups': own('filer-set-ups'),
  'account GET /accounts/:accountId/surety-agents': own('surety-agents'),
  'account GET /filer-set-up-changes': 'what accounts asked of CBP is there to be read',
  'account GET /accounts/:accountId/suggestions': 'what the account wrote to CBP is there to be read',
  'account GET /suggestions': 'what accounts wrote to CBP is there to be read',
  'account GET /suggestions/counts': 'counts tell of no account',
  'account GET /suggestions/:suggestionId': 'what the account wrote to CBP is there to be read',

  'account GET /conversations': 'what accounts and CBP write to each other is there to be read; who opens one is told',
  'account GET /conversations/found-messages':
    'what accounts and CBP write to each other is there to be read; who opens one is told',
  'account GET /conversations/live':
    'what accounts and CBP write to each other is there to be read; who opens one is told',
  'account GET /conversations/:id': {
    as: 'auditor',
    path: () => `/conversations/${made['conversation']}`,
    of: ['importer'],
  },
  'account GET /conversations/:id/messages': {
    as: 'auditor',
    path: () => `/conversations/${made['conversation']}/messages`,
    of: ['importer'],
  },
  'account GET /conversations/:id/messages/:messageId/original': 'told as the conversation is, which shows the message',
  'account GET /conversations/:id/documents/:documentId/content': 'an entry of its own kind: document opened',
  'account POST /conversations/:id/read': 'marks how far who looks has read, and shows nothing',
  'account GET /conversations/:id/notes': "CBP's own notes: an account that is told of a look would be told of them",

  'cee GET /authority': 'who decides what is of nobody',
  'cee GET /delegation-orders': "CBP's own orders",
  'cee GET /delegation-orders/:id': "CBP's own orders",
  'cee GET /proposal-runs': "CBP's own list of work",
  'cee GET /proposal-runs/:id': "CBP's own list of work",
  'cee GET /assignment-proposals': "CBP's own list of work; an assignment that comes of it is an entry in the log",
  'cee GET /assignment-factors': "CBP's own findings",
  'cee GET /accounts/:accountId/assignments': "CBP's own orders; each is an entry in the log",
  'cee GET /accounts/:accountId/assignment-appeals': 'what the account wrote to CBP is there to be read',
  'cee GET /assignment-appeals': 'what accounts wrote to CBP is there to be read',
  'cee GET /trusted-criteria': 'criteria are of nobody',
  'cee GET /trusted-participations': "CBP's own list of work; who opens one is told",
  'cee GET /trusted-participations/:participationId': {
    as: 'auditor',
    path: () => `/trusted-participations/${made['participation']}`,
    of: ['importer'],
  },
  'cee GET /accounts/:accountId/trusted-participations': own('trusted-participations'),
  'cee GET /accounts/:accountId/trusted-standing': "CBP's own orders; each is an entry in the log",
  'cee GET /trusted-appeals': 'what accounts wrote to CBP is there to be read',
  'cee GET /accounts/:accountId/trusted-contacts': "CBP's own people; each that is named is an entry in the log",
  'cee GET /accounts/:accountId/trusted-requests': 'what the account wrote to CBP is there to be read',
  'cee GET /accounts/:accountId/response-report': "CBP's own figures",
  'cee GET /accounts/:accountId/trusted-updates': own('trusted-updates'),
  'cee GET /accounts/:accountId/trusted-statements/:year': own('trusted-statements/2026'),
  'cee GET /trusted-requests': 'what accounts wrote to CBP is there to be read',
  'cee GET /trusted-requests/:requestId': 'what the account wrote to CBP is there to be read',
  'cee GET /agency-pilots': "CBP's own pilots; each that begins or ends is an entry in the logs",
  'cee GET /agency-pilots/:pilotId/results': 'figures over all that take part',
  'cee GET /benefit-orders': "CBP's own orders",
  'cee GET /work-items': "a Center's own list of work; who takes or opens an item is told",
  'cee GET /accounts/:accountId/compliance': own('compliance'),
  'cee GET /accounts/:accountId/compliance/slips': own('compliance/slips'),
  'cee GET /pattern-changes': "CBP's own list of work; who opens an account's compliance is told",
  'cee GET /compliance-runs': "CBP's own list of work",
  'cee GET /compliance-runs/:id': "CBP's own list of work",
  'cee GET /center-cases': "a Center's own list of work",
  'cee GET /center-cases/:id': 'what CBP investigates is told to an account with each measure, not by who worked on it',
  'cee GET /center-cases/:id/alleger': 'who alleged is in no log, because a log is read by many',
  'cee GET /center-cases/:id/notices':
    'what CBP investigates is told to an account with each measure, not by who worked on it',
  'cee GET /case-referrals': "CBP's own list of work",
  'cee GET /recorded-marks': 'recorded marks are of no account',
  'cee GET /workload': 'counts tell of no account',
  'cee GET /work-items/:itemId': {
    as: 'auditor',
    path: () => `/work-items/${made['work item']}`,
    of: ['broker'],
  },
  'cee GET /work-items/:itemId/decisions': {
    as: 'auditor',
    path: () => `/work-items/${made['work item']}/decisions`,
    of: ['broker'],
  },
  'cee GET /work-items/:itemId/notices': {
    as: 'center-specialist',
    path: () => `/work-items/${made['work item']}/notices`,
    of: ['broker'],
  },
  'cee GET /notices': "a Center's own list of work; who opens one is told",
  'cee GET /notices/:actionNumber': {
    as: 'auditor',
    path: () => `/notices/${made['notice']}`,
    of: ['importer', 'broker'],
  },
  'cee GET /notices/:actionNumber/document': {
    as: 'auditor',
    path: () => `/notices/${made['notice']}/document`,
    of: ['importer', 'broker'],
  },
  'cee GET /accounts/:accountId/notices': {
    as: 'auditor',
    path: () => `/accounts/${idOf('importer')}/notices`,
    of: ['importer'],
  },
  'cee GET /work-items/:itemId/liquidation': {
    as: 'auditor',
    path: () => `/work-items/${made['work item']}/liquidation`,
    of: ['broker'],
  },
  'cee GET /earlier-answers': {
    as: 'auditor',
    path: () => `/earlier-answers?accountId=${idOf('importer')}`,
    of: ['importer'],
  },
  'cee GET /decision-spread': 'counts tell of no account',
  'cee GET /departures': "CBP's own orders; the decision that is made by one is an entry in the log",
  'cee GET /account-questions': "CBP's own questions; each, and its answer, is an entry in the log",
  'cee GET /accounts/:accountId/questions': "CBP's own questions; each, and its answer, is an entry in the log",
  'cee GET /hub-questions': 'what accounts wrote to CBP is there to be read',
  'cee GET /hub-questions/:questionId': 'what the account wrote to CBP is there to be read',
  'cee GET /absences': "CBP's own people",
  'cee GET /absences/people': "CBP's own people",
  'cee GET /drawback-claims': {
    as: 'auditor',
    path: () => `/drawback-claims?account=${idOf('importer')}`,
    of: ['importer'],
  },
  'cee GET /protests': { as: 'auditor', path: '/protests', of: ['importer'] },
  'cee GET /protests/:protestId': {
    as: 'auditor',
    path: () => `/protests/${made['protest']}`,
    of: ['importer'],
  },
  'cee GET /protests-at-hand': "a Center's own list of work; who takes or opens a protest is told",
  'cee GET /internal-advice': "CBP's own questions",
  'cee GET /rulings/:number/whole': "CBP's own rulings; their holder was sent them",
  'cee GET /rulings/:number/changes/:changeId/comments': 'what accounts wrote to CBP is there to be read',

  'enforcement GET /enforcement-cases': "CBP's own list of work; who opens a case is told",
  'enforcement GET /enforcement-cases/:id': ofCase(''),
  'enforcement GET /enforcement-cases/:caseId/petitions': ofCase('/petitions'),
  'enforcement GET /enforcement-cases/:caseId/offers': ofCase('/offers'),
  'enforcement GET /enforcement-cases/:caseId/payments': ofCase('/payments'),
  'enforcement GET /enforcement-cases/:caseId/clocks': ofCase('/clocks'),
  'enforcement GET /enforcement-cases/:caseId/surety-demands': ofCase('/surety-demands'),
  'enforcement GET /enforcement-cases/:caseId/representatives': ofCase('/representatives'),
  'enforcement GET /enforcement-times': "CBP's own list of what runs out; who opens a case of it is told",
  'enforcement GET /sureties/demands': "CBP's own list of what it demanded; the surety was told of each demand",
  'enforcement GET /sureties/show-cause-notices': "CBP's own list of its notices, of no account",
  'enforcement POST /enforcement-cases/:caseId/guideline': {
    ...ofCase('/guideline'),
    body: { guideline: 'late summary', withheld: '100.00', daysLate: 2 },
  },
  'enforcement GET /petitions/:petitionId': {
    as: 'auditor',
    path: () => `/petitions/${made['petition']}`,
    of: ['importer'],
  },
  'enforcement GET /petitions/:petitionId/record': {
    as: 'fpf-officer',
    path: () => `/petitions/${made['petition']}/record`,
    of: ['importer'],
  },
  'cee GET /penalty-inputs': "a Center's own list of questions; who opens or answers one is told",
  'cee GET /penalty-inputs/:inputId': {
    as: 'auditor',
    path: () => `/penalty-inputs/${made['penalty input']}`,
    of: ['importer'],
  },
  'enforcement GET /enforcement-cases/:id/notices': ofCase('/notices'),
  'enforcement GET /enforcement-cases/:id/property': ofCase('/property'),
  'enforcement GET /enforcement-notices/:noticeNumber': ofNotice(''),
  'enforcement GET /enforcement-notices/:noticeNumber/text': ofNotice('/text'),
  'enforcement GET /enforcement-notices/:noticeNumber/page': ofNotice('/page'),

  'port GET /desk/search': {
    as: 'officer',
    path: `/desk/search?q=${ship.billKey}`,
    of: ['ocean-carrier', 'broker', 'importer'],
    entries: 2,
  },
  'port POST /desk/search': {
    as: 'officer',
    path: '/desk/search',
    body: { q: ship.billKey },
    of: ['ocean-carrier', 'broker', 'importer'],
    entries: 2,
  },
  'port GET /desk/cases/:reference': {
    as: 'officer',
    path: `/desk/cases/${ship.billKey}`,
    of: ['ocean-carrier', 'broker'],
    entries: 2,
  },
  'port GET /desk/cases/:reference/packet': {
    as: 'officer',
    path: `/desk/cases/${ship.billKey}/packet`,
    of: ['ocean-carrier', 'broker'],
    entries: 2,
  },
  'port GET /desk/decisions/:controlNumber/packet': {
    as: 'officer',
    path: () => `/desk/decisions/${made['decision']}/packet`,
    of: ['ocean-carrier', 'broker', 'importer'],
    entries: 2,
  },
  'port GET /desk/decisions/:controlNumber': {
    as: 'officer',
    path: () => `/desk/decisions/${made['decision']}`,
    of: ['ocean-carrier', 'broker', 'importer'],
  },
  'port GET /desk/decisions': "CBP's own register; who opens a decision of it is told, and each decision was",
  'port GET /desk/examinations': "CBP's own list of work",
  'port GET /desk/unmatched': "CBP's own list of work",
  'port GET /desk/alarms': "CBP's own list of work",
  'port GET /desk/officer': 'who asks is told who it is',
  'port GET /platform/modules': 'what waits where, by number',
  'port GET /platform/worklist':
    "messages that services could not take, by their kind and subject: the platform's own list of work",
  'port GET /platform/worklist/:module/:messageId':
    'a message that a service could not take, opened to mend the platform: it is on no record of the account yet, and what is decided of it is kept with who decided',
  'port GET /platform/deployments': 'which build runs where',
  'port GET /platform/drills': 'drills are of nobody',
  'port GET /platform/drills/runs/:id': 'drills are of nobody',
  'port GET /desk/cargo':
    'the port in short for a desk without a network: it says nothing of whose the goods are; who opens a case is told',
};
/** Kinds of record that are CBP's own, and of no account. */
const OF_CBP: readonly RecordKind[] = [
  'downtime',
  'incident',
  'component state',
  'notice',
  'threshold',
  'national playbook',
  'port playbook',
  'role at CBP',
];

const idOf = (role: string): string => all.accounts.find((one) => one.role === role)!.id;
const call = async (service: string, method: string, path: string, caller: Caller, body?: object) => {
  const answer = await all.call(
    service,
    method,
    path,
    caller,
    body && { type: 'application/json', text: JSON.stringify(body) },
  );
  expect([method, path, answer.status < 300, answer.status < 300 ? '' : answer.text]).toEqual([method, path, true, '']);
  return answer;
};
const file = async (path: string, caller: Caller, type: string, text: string): Promise<void> => {
  const answer = await all.call('gateway', 'POST', path, caller, { type, text });
  expect([path, answer.status, answer.status === 202 ? '' : answer.text]).toEqual([path, 202, '']);
};
/** An order of an officer at the gateway. */
const ordered = async (path: string, body: object) => {
  const key = { 'idempotency-key': randomUUID() };
  const json = { type: 'application/json', text: JSON.stringify(body) };
  const { status, text } = await all.call('gateway', 'POST', path, 'officer', json, key);
  expect([path, status, status === 202 ? '' : text]).toEqual([path, 202, '']);
};
const looksAt = async (role: string): Promise<number> => {
  const [row]: { looks: string }[] = await all.services['account']!.app.get(DataSource).query(
    `SELECT count(*) AS looks FROM activity WHERE account_id = $1 AND kind = 'viewed by CBP'`,
    [idOf(role)],
  );
  return Number(row!.looks);
};
const entriesOf = (
  role: string,
  kind: string,
): Promise<{ summary: string; person: string | null; channel: string }[]> =>
  all.services['account']!.app.get(DataSource).query(
    'SELECT summary, person, channel FROM activity WHERE account_id = $1 AND kind = $2 ORDER BY sequence',
    [idOf(role), kind],
  );

beforeAll(async () => {
  all = await everyService();
  const { site, id, password } = all.accounts.find(({ role }) => role === 'broker')!.abi!;
  const sender = { site, id, password };
  // As live data: nothing of test data is filed.
  const manifest = manifest309(voyage, 1).replace(/^(ISA.{95,110}?)\*T\*/, '$1*P*');
  await file('/x12', 'ocean-carrier', 'application/edi-x12', manifest);
  await file(
    '/abi',
    'broker',
    'text/plain',
    batch('SE', sender, 'B76', [cargoRelease(ship, '12-3456789', voyage.voyage)]),
  );
  const food = readFileSync(resolve(__dirname, '../docs/partners/samples/cargo-release-agency.abi'), 'latin1');
  await file('/abi', 'broker', 'text/plain', signSample(freshSample(food, portDay(), 417), all.accounts));
  const claim = drawbackClaimBody(formatEntryNumber('B76', CLAIM), entryNumber, '3924104000', portDay());
  await file('/filings/drawback-claim', 'broker', 'application/json', JSON.stringify(claim));
  expect(
    await seedBonds({ url: all.services['gateway']!.url, isItself: () => Promise.resolve(true) }, all.accounts),
  ).toBe('');
  const bonds = await all.call('gateway', 'GET', '/bonds', 'auditor');
  made['bond'] = (JSON.parse(bonds.text) as { bonds: { number: string }[] }).bonds[0]!.number;
  // A service that cannot store anything just now says so, and is sent it again.
  const upload = await eventually(async () => {
    const gifFile = { type: 'application/octet-stream', text: gif() };
    const answer = await all.call('account', 'POST', '/documents?name=invoice.gif', 'importer', gifFile);
    return answer.status !== 503 && answer;
  });
  expect([upload.status, upload.status === 201 ? '' : upload.text]).toEqual([201, '']);
  made['document'] = (JSON.parse(upload.text) as { document?: { id: string } }).document?.id ?? upload.text;
  const look = async (service: string, path: string, caller: Caller) => {
    const { status, text } = await all.call(service, 'GET', path, caller);
    expect([path, status, text.includes(ship.billKey) || text.includes(ship.entryNumber)]).toEqual([path, 200, true]);
  };
  await eventually(() => look('gateway', `/bills/${ship.billKey}`, 'ocean-carrier'), { within: 30_000 });
  await eventually(() => look('gateway', `/drawback-claims/B76/${CLAIM}`, 'broker'), { within: 30_000 });
  await eventually(
    async () => {
      const { text } = await all.call('gateway', 'GET', '/agency/lines', 'partner-agency');
      expect(JSON.parse(text)).toMatchObject({ entries: [{ lines: [{ state: 'under review' }] }] });
    },
    { within: 30_000 },
  );
  await eventually(
    async () => {
      const { text } = await all.call('port', 'GET', `/desk/search?q=${ship.billKey}`, 'officer');
      expect(JSON.parse(text)).toMatchObject({ bills: [{}], releases: [{}] });
    },
    { within: 30_000 },
  );
  await call('port', 'POST', '/downtime/downtimes', 'headquarters', {
    reason: 'no answers come back',
    earlyReason: 'the queue reaches the bridge',
    confirmed: { functions: ['cargo release'], modes: ['vessel'], ports: ['2704'] },
  });
  await eventually(async () => {
    const { text } = await call(
      'port',
      'POST',
      '/desk/decisions',
      'officer',
      releasing(
        { text: entryNumber },
        { issuerScac: 'MAEU', number: ship.billNumber },
        { decision: 'hold', reason: 'examination' },
      ),
    );
    made['decision'] = (JSON.parse(text) as { controlNumber: string }).controlNumber;
  });
  const asked = await call('account', 'POST', '/document-requests', 'officer', {
    kind: 'UC1',
    entryNumber: entryNumber.replaceAll('-', ''),
  });
  made['request'] = (JSON.parse(asked.text) as { actionNumber: string }).actionNumber;
  const [item] = await all.services['cee']!.app.get(DataSource).query(
    `INSERT INTO work_item (filer_code, entry_number, account_id, revision, reported_at, control, center_id, team_number, state)
     VALUES ('B76', $1, $2, 1, now(), 'trade', 'CEE009', '391', 'open') RETURNING id`,
    [ship.entryNumber, idOf('broker')],
  );
  made['work item'] = item.id;
  const former = { id: randomUUID(), accountId: idOf('importer'), program: 'CTPAT', tier: 2, from: '2026-01-05' };
  const taken = await eventually(() =>
    call('cee', 'POST', '/operations/trusted-participations', 'operations token', {
      ...{ ...former, source: 'certificate of before', actor: 'this test' },
    }),
  );
  made['participation'] = (JSON.parse(taken.text) as { id: string }).id;
  await all.services['cee']!.app.get(DataSource).query(
    `INSERT INTO center_notice (id, number, form, state, version, item_id, filer_code, entry_number, filer_account_id, importer_account_id, importer_name,
       importer_number, center_id, team_number, issued_by, issued_by_id, issued_at, about, question, entry_lines, hash, clock_start)
     VALUES ($1, 'RI2600000017', 'CF-28', 'answered', 2, $2, 'B76', $3, $4, $5, 'X', 'X', 'CEE009', '391', 'D. Nakamura', $1, now(), 'value', 'Why?', '{}', 'x', now())`,
    [randomUUID(), item.id, ship.entryNumber, idOf('broker'), idOf('importer')],
  );
  made['notice'] = 'RI2600000017';
  await call('cee', 'POST', '/account-questions', 'officer', {
    ...{ id: randomUUID(), accountId: idOf('importer'), kind: 'value', heading: '3924' },
    text: 'Are assists part of the price?',
  });
  const protested = await call('cee', 'POST', '/protests', 'importer', {
    ...{ id: randomUUID(), capacity: 'importer', decision: 'liquidation', drawback: 'none', category: 'Plastics' },
    protestant: { name: 'Pacific Home Goods Inc', address: '100 Harbor Plaza', importerNumber: '12-3456789' },
    entries: [
      { entryNumber, enteredOn: '2026-01-16', decidedOn: new Date(Date.now() - 864e5).toISOString().slice(0, 10) },
    ],
    ...{
      merchandise: 'Food boxes',
      objections: [{ claim: '3924.10 is claimed', justification: 'They are tableware' }],
    },
  });
  made['protest'] = (JSON.parse(protested.text) as { id: string }).id;
  const opened = await call('enforcement', 'POST', '/enforcement-cases', 'fpf-officer', {
    ...{ id: randomUUID(), law: '19 USC 1623', event: { kind: 'missing deposit', reference: 'MD-1' }, port: '2704' },
    ...{ subject: 'No deposit', facts: 'No deposit came.', violationOn: '2026-01-30', assessed: '100.00' },
    parties: [{ role: 'principal', name: 'Pacific Home Goods', accountId: idOf('importer') }],
  });
  const penalty = JSON.parse(opened.text) as { id: string; number: string };
  await call('enforcement', 'POST', `/enforcement-cases/${penalty.id}/steps`, 'fpf-officer', {
    ...{ step: 'issue notice', version: 1, why: 'No deposit' },
  });
  await call('enforcement', 'POST', `/enforcement-cases/${penalty.id}/mailings`, 'fpf-officer', {
    ...{ version: 2, mailedOn: portLocalDate(new Date(), '2704'), how: 'electronic' },
    proofs: [{ servedNotice: `${penalty.number}-01`, reference: 'mailbox' }],
  });
  made['enforcement case'] = penalty.id;
  made['enforcement notice'] = `${penalty.number}-01`;
  made['petition'] = randomUUID();
  await call('enforcement', 'POST', `/enforcement-cases/${penalty.id}/petitions`, 'importer', {
    ...{ id: made['petition'], happenedOn: '2026-01-30', happenedAt: 'Los Angeles', facts: 'It was sent.' },
    ...{ signedBy: 'Maya Chen', capacity: 'officer of the petitioner', askCenter: true },
  });
  await eventually(
    async () => {
      const { text } = await call('cee', 'GET', '/penalty-inputs', 'center-specialist');
      made['penalty input'] = (JSON.parse(text) as { questions: { id: string }[] }).questions[0]!.id;
    },
    { within: 20_000 },
  );
  // What goes to Justice with the petition is there to be looked at.
  await call('enforcement', 'POST', `/enforcement-cases/${penalty.id}/steps`, 'fpf-officer', {
    ...{ step: 'refer to Justice', version: 4, why: 'To be sued' },
  });
  const talked = await call('account', 'POST', '/conversations', 'owner', {
    ...{ id: randomUUID(), subject: `account:${idOf('importer')}`, title: 'A new plant of our supplier' },
  });
  made['conversation'] = (JSON.parse(talked.text) as { id: string }).id;
});
afterAll(() => all?.close());

test('every address by which CBP sees a record of an account is an example here, or says why the account is told nothing', () => {
  const seen = EVERY_SERVICE.flatMap(routesOf).flatMap(({ service, method, path, right }) =>
    right &&
    'record' in right &&
    right.act === 'see' &&
    !OF_CBP.includes(right.record) &&
    viewersWho('see', right.record, 'any').some((viewer) => (CBP_VIEWERS as readonly string[]).includes(viewer))
      ? [`${service} ${method} ${path}`]
      : [],
  );
  expect(Object.keys(ADDRESSES).sort()).toEqual(seen.sort());
});

/** Looks at accounts as they are counted once those of the example before are told, which also concern accounts that it does not name. */
const settled = async (of: readonly string[]): Promise<number[]> => {
  let last: number[] = [];
  return eventually(
    async () => {
      const before = last;
      last = await Promise.all(of.map(looksAt));
      expect(last).toEqual(before);
      return last;
    },
    { within: 20_000, every: 300 },
  );
};

test.each(Object.entries(ADDRESSES).filter((row): row is [string, Look] => typeof row[1] !== 'string'))(
  'who of CBP looks by %s is in the log of the account',
  async (address, { as, path, body, of, entries = 1 }) => {
    const [service, method] = address.split(' ') as [string, string];
    const before = await settled(of);
    await call(service, method, typeof path === 'string' ? path : path(), as, body);
    await eventually(
      async () => expect(await Promise.all(of.map(looksAt))).toEqual(before.map((looks) => looks + entries)),
      { within: 20_000 },
    );
    const last = (await entriesOf(of[0]!, 'viewed by CBP')).at(-1)!;
    expect(last).toMatchObject({ channel: 'CBP', person: expect.stringMatching(/[A-Z]\. \w+/) });
  },
);

test('what an account does itself is no look of CBP', async () => {
  const before = await looksAt('importer');
  await call('account', 'GET', `/accounts/${idOf('importer')}/people`, 'owner');
  await call('gateway', 'GET', `/entries/B76/${ship.entryNumber}`, 'broker');
  await call('account', 'GET', `/accounts/${idOf('importer')}`, 'auditor');
  await eventually(async () => expect(await looksAt('importer')).toBe(before + 1));
});

test('what all services tell while the account service is dead is in the logs once and in order when it is back', async () => {
  const [read] = [() => entriesOf('importer', 'decided')];
  await eventually(async () => expect((await read()).map(({ person }) => person)).toContain('R. Alvarez'), {
    within: 20_000,
  });
  const before = {
    carrier: (await entriesOf('ocean-carrier', 'decided')).length,
    broker: (await entriesOf('broker', 'decided')).length,
    importer: (await read()).length,
    looks: await looksAt('ocean-carrier'),
    received: (await entriesOf('broker', 'transmission received')).length,
  };
  await all.stop('account');
  // Two by each service: a hold placed and removed (manifest), decisions on an entry (entry), assignments (cee), a paper decision taken
  // further (port), look-ups and a filing (gateway).
  await ordered(`/officer/bills/${ship.billKey}/holds`, { code: '1H', reason: 'examination' });
  await ordered(`/officer/bills/${ship.billKey}/holds/remove`, { code: '1H', reason: 'examined' });
  for (const decision of ['documents required', 'documents received'])
    await ordered(`/officer/entries/B76/${ship.entryNumber}/review`, { decision });
  for (const from of ['2031-01-06', '2031-02-03'])
    await call('cee', 'POST', '/operations/assignments', 'operations token', {
      ...{ importer: '12-3456789', center: 'CEE009', team: '391', from },
      ...{ source: 'predominant goods', actor: 'D. Nakamura' },
    });
  const examined = { at: new Date(Date.now() - 1_000).toISOString(), outcome: 'no discrepancy', result: 'as declared' };
  await call('port', 'POST', `/desk/decisions/${made['decision']}/exam-result`, 'officer', examined);
  for (let n = 0; n < 2; n += 1) await call('gateway', 'GET', `/bills/${ship.billKey}`, 'officer');
  const { site, id, password } = all.accounts.find(({ role }) => role === 'broker')!.abi!;
  await file(
    '/abi',
    'broker',
    'text/plain',
    batch('SE', { site, id, password }, 'B76', [cargoRelease(ship, '12-3456789', voyage.voyage)]),
  );
  await all.startAgain('account');
  const summaries = async (role: string, from: number): Promise<string[]> =>
    (await entriesOf(role, 'decided')).slice(from).map(({ summary }) => summary);
  const only = (texts: readonly string[], part: RegExp) => texts.filter((text) => part.test(text));
  await eventually(
    async () => {
      const [carrier, broker, importer] = await Promise.all([
        summaries('ocean-carrier', before.carrier),
        summaries('broker', before.broker),
        summaries('importer', before.importer),
      ]);
      expect(only(carrier, /hold 1H/)).toEqual([
        `R. Alvarez of CBP placed hold 1H on bill ${ship.billKey}`,
        `R. Alvarez of CBP removed hold 1H from bill ${ship.billKey}`,
      ]);
      expect(only(broker, /decided on entry/)).toEqual(
        ['documents required', 'documents received'].map(
          (decision) => `R. Alvarez of CBP decided on entry B76-${ship.entryNumber}: ${decision}`,
        ),
      );
      expect(only(importer, /assigned/)).toEqual([
        expect.stringContaining('from 2031-01-06 on'),
        expect.stringContaining('from 2031-02-03 on'),
      ]);
      // Of the entry and of the bill.
      for (const role of [carrier, broker, importer])
        expect(only(role, /recorded the result of an examination/)).toHaveLength(2);
      expect(await looksAt('ocean-carrier')).toBe(before.looks + 2);
      expect(await entriesOf('broker', 'transmission received')).toHaveLength(before.received + 1);
    },
    { within: 40_000 },
  );
});
