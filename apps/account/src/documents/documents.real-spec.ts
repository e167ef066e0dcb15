import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { deflateSync } from 'node:zlib';
import { join } from 'node:path';
import S3rver from 's3rver';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { DocumentsRequested, NoticeDocumentHandedIn, NoticeTold } from '#contracts';
import { contentHash } from '#kernel';
import { MessageContext, UnitOfWork } from '#messaging';
import type { RunningService } from '#service';
import { ownFolder } from '../../../../test/support';
import { received } from '../../../../test/support/handler-bench';
import { CenterNotices } from './center-notices/center-notices';
import { CenterNoticesConsumer } from './center-notices/center-notices.consumer';
import { PowersOfAttorney } from '../powers-of-attorney/powers-of-attorney';
import { docx, objectStream, pdf, png } from './checks/evil-documents.fixture';
import { besideMessagesOf } from '../account.fixture';
import { deskOf, documentServices, ENTRY, FIRST_KEY, SECOND_KEY } from './documents.fixture';
import { DocumentRequests } from './requests/document-requests';
import { rememberNamed } from './register/document-references';
import { DocumentScanning } from './register/document-scanning';
import { DocumentScrubber } from './storage/document-scrubber';

let services: Awaited<ReturnType<typeof documentServices>>;
const started = (settings: Record<string, string> = {}): Promise<RunningService> => services.started(settings);
let desk: ReturnType<typeof deskOf>;
let service: RunningService;
/** Somebody at the port. */
let officer: string;

beforeAll(async () => {
  services = await documentServices();
  service = await started();
  desk = deskOf(service);
  officer = await desk.openOffice('officer', 'J. Rivera');
});
afterAll(async () => {
  await services?.close();
});

const pathOf = (sha256: string): string => join(services.folder, sha256.slice(0, 2), sha256);

describe('An image of a trade record', () => {
  test('is received while messages of the same account are handled that write its log and change it', async () => {
    const accountId = await desk.open();
    const handedIn = async () => desk.handIn(accountId, png(), 'beside.png', [], 'image/png').expect(201);
    await besideMessagesOf(service.app.get(DataSource), accountId, handedIn);
  });

  test('is received, found by entry, filing and text, opened, and each of it is in the log', async () => {
    const accountId = await desk.open();
    const filing = `filing:${randomUUID()}`;
    const invoice = pdf('COMMERCIAL INVOICE 4711 of ACME');
    const { body } = await desk
      .handIn(accountId, invoice, 'inv-4711.pdf', [ENTRY, filing], 'application/pdf')
      .expect(201);
    expect(body).toMatchObject({
      disposition: 'processed',
      repeated: false,
      document: {
        kind: 'PDF',
        state: 'kept',
        pages: 1,
        sha256: contentHash(invoice),
        receivedBy: 'a machine of Harbor',
      },
    });
    const { id } = body.document;
    const found = async (query: object): Promise<string[]> =>
      (await desk.ask(accountId, 'get', '/documents').query(query).expect(200)).body.documents.map(
        (one: { id: string }) => one.id,
      );
    expect(await found({ subject: ENTRY })).toEqual([id]);
    expect(await found({ filingId: filing.slice(7) })).toEqual([id]);
    expect(await found({ contains: 'acme invoice' })).toEqual([id]);
    expect(await found({ contains: '4711' })).toEqual([id]);
    expect(await found({ contains: 'packing' })).toEqual([]);
    const { body: known } = await desk.ask(accountId, 'get', `/documents/${id}`).expect(200);
    expect(known.links.map(({ subject }: { subject: string }) => subject)).toEqual([ENTRY, filing]);

    const opened = await desk.content(officer, id).expect(200);
    const stranger = await desk.open();
    for (const path of [`/documents/${id}`, `/documents/${id}/content`, `/documents?accountId=${accountId}`])
      await desk.ask(stranger, 'get', path).expect(404);
    await desk
      .ask(stranger, 'post', `/documents/${id}/links`)
      .send({ subjects: [ENTRY] })
      .expect(404);
    await desk
      .ask(officer, 'post', `/documents/${id}/links`)
      .send({ subjects: [ENTRY] })
      .expect(403);
    expect((await desk.ask(stranger, 'get', '/documents').query({ subject: ENTRY })).body.documents).toEqual([]);
    expect(opened.body.equals(invoice)).toBe(true);
    expect(opened.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''inv-4711.pdf`,
      'x-content-type-options': 'nosniff',
    });
    expect(await desk.log(accountId)).toEqual([
      expect.stringContaining('account opened'),
      `document received | document:${id} | inv-4711.pdf was handed in by a machine of Harbor`,
      `document linked | ${ENTRY} | inv-4711.pdf (document:${id})`,
      `document linked | ${filing} | inv-4711.pdf (document:${id})`,
      `document opened | document:${id} | inv-4711.pdf was opened by J. Rivera`,
    ]);

    // What an account had before it was merged is found by the one that goes on.
    const heir = await desk.open();
    const headquarters = await desk.openOffice('headquarters', 'Mary Major');
    await desk
      .ask(headquarters, 'post', `/accounts/${accountId}/merge`)
      .send({ into: heir, why: 'one company' })
      .expect(200);
    const { body: listed } = await desk.ask(heir, 'get', '/documents').query({ subject: ENTRY }).expect(200);
    expect(listed.documents.map((one: { id: string }) => one.id)).toEqual([id]);
    await desk.content(heir, id).expect(200);
  });

  test('is the same document when the account hands in the same content again, even at the same instant; another account has its own', async () => {
    const [one, other] = [await desk.open(), await desk.open()];
    const content = png(9, 9);
    const answers = await Promise.all([1, 2, 3].map(() => desk.handIn(one, content, 'a.png')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.document.id)).size).toBe(1);
    const { body } = await desk.handIn(other, content, 'b.png').expect(201);
    expect(body.document.id).not.toBe(answers[0]!.body.document.id);
    expect(readdirSync(join(services.folder, contentHash(content).slice(0, 2)))).toEqual([contentHash(content)]);
  });

  test('that breaks a rule is refused with code and remedy, is not kept, and the refusal is in the log', async () => {
    const accountId = await desk.open();
    const refusals = [
      [pdf('a', '<</S/J#61vaScript/JS(app.alert(1))>>'), 'a.pdf', 'DOC10'],
      [pdf('b', objectStream('7 0 <</S/Launch/F(a)>>')), 'a.pdf', 'DOC11'],
      [docx({ name: 'word/vbaProject.bin', content: 'a' }), 'a.docx', 'DOC14'],
      [Buffer.from('49492a0008000000', 'hex'), 'a.tif', 'DOC04'],
      [png(), 'a.pdf', 'DOC05'],
    ] as const;
    for (const [content, name, code] of refusals) {
      const { body } = await desk.handIn(accountId, content, name).expect(422);
      expect(body).toMatchObject({ disposition: 'rejected', errors: [{ code, remedy: expect.any(String) }] });
    }
    await desk.handIn(accountId, Buffer.alloc(200_001), 'a.pdf').expect(413);
    expect((await desk.ask(accountId, 'get', '/documents')).body.documents).toEqual([]);
    expect((await desk.log(accountId)).slice(1)).toEqual(
      refusals.map(([, name, code]) =>
        expect.stringMatching(
          new RegExp(`^document refused \\| account:${accountId} \\| ${name} of a machine of Harbor: ${code}`),
        ),
      ),
    );
    await desk.handIn(randomUUID(), png(), 'a.png').expect(401);
    await desk.handIn(accountId, png(), 'a.png', ['entry:1']).expect(422);
  });

  test('whose reader is caught in it is refused after its time, and the service goes on meanwhile', async () => {
    const accountId = await desk.open();
    const hurried = deskOf(await started({ DOCUMENT_CHECK_SECONDS: '1', DOCUMENT_MAX_BYTES: '5000000' }));
    // A page of three million words, packed into a few kilobytes.
    const words = deflateSync(`BT /F1 9 Tf ${'(a) Tj '.repeat(3_000_000)}ET`);
    const packed = Buffer.concat([
      Buffer.from(`<</Filter/FlateDecode/Length ${words.length}>>\nstream\n`),
      words,
      Buffer.from('\nendstream'),
    ]);
    const content = pdf('a', packed);
    content.write('6', content.indexOf('/Contents 4') + '/Contents '.length);
    const answer = hurried.handIn(accountId, content, 'a.pdf').then((one) => one);
    await hurried.operations('get', `/accounts/${accountId}`).expect(200);
    const { status, body } = await answer;
    expect([status, body.errors?.[0].code]).toEqual([422, 'DOC18']);
  });

  test('under a legal hold or within its retention is not deleted; afterwards its content goes and its record stays', async () => {
    const accountId = await desk.open();
    const content = png(5, 4);
    const { document } = (await desk.handIn(accountId, content, 'a.png', [ENTRY]).expect(201)).body;
    const order = { reason: 'case FP-2026-17' };
    const headquarters = await desk.openOffice('headquarters', 'Mary Major');
    const deletion = () => desk.ask(accountId, 'post', `/documents/${document.id}/deletion`).send(order);
    const { body: hold } = await desk
      .ask(headquarters, 'post', `/documents/${document.id}/holds`)
      .send(order)
      .expect(201);
    const source = service.app.get(DataSource);
    await source.query(`UPDATE document SET received_at = '2001-01-01' WHERE id = $1`, [document.id]);
    expect((await deletion().expect(409)).body.detail).toBe('A legal hold is on the document: case FP-2026-17');
    const lift = () => desk.ask(headquarters, 'post', `/documents/${document.id}/holds/${hold.id}/lift`).send(order);
    await lift().expect(200);
    await lift().expect(409);
    expect((await deletion().expect(409)).body.detail).toMatch(/^The document is kept until 20/);
    await source.query(`UPDATE document_link SET linked_at = '2001-01-01' WHERE document_id = $1`, [document.id]);
    const { body: deleted } = await deletion().expect(200);
    expect(deleted).toMatchObject({ state: 'deleted', deletedBy: 'a machine of Harbor', links: [{ subject: ENTRY }] });
    await desk.content(accountId, document.id).expect(409);
    await service.app.get(DocumentScrubber).removeUnused();
    expect(() => readFileSync(pathOf(document.sha256))).toThrow('ENOENT');
    expect((await desk.handIn(accountId, content, 'a.png').expect(201)).body.document.id).not.toBe(document.id);
    expect((await desk.log(accountId)).map((line) => line.split(' | ')[0])).toEqual(
      expect.arrayContaining(['legal hold placed', 'legal hold lifted', 'document deleted']),
    );
  });
});

describe('A broker sees an image of an importer', () => {
  const sees = async (accountId: string, id: string, query: object = {}): Promise<boolean> => {
    const { body } = await desk.ask(accountId, 'get', '/documents').query(query).expect(200);
    const listed = body.documents.some((one: { id: string }) => one.id === id);
    const status = (await desk.ask(accountId, 'get', `/documents/${id}`)).status;
    const opened = (await desk.content(accountId, id)).status;
    expect([listed, status, opened]).toEqual(listed ? [true, 200, 200] : [false, 404, 404]);
    return listed;
  };
  const filers = async () => {
    const [one, other] = ['C11', 'D22'].map((filerCode) => desk.open(['broker'], { filerCodes: [filerCode] }));
    return [await one!, await other!] as const;
  };
  let broker: string;
  let stranger: string;
  beforeAll(async () => {
    [broker, stranger] = await filers();
  });

  test('that is linked to an entry that it filed, without what it is linked to beside, and changes nothing of it', async () => {
    const importer = await desk.open();
    const [own, others] = ['entry:C11-03245278', 'entry:E33-03245278'];
    const { id } = (await desk.handIn(importer, png(31, 1), 'a.png', [others]).expect(201)).body.document;
    expect(await sees(broker, id)).toBe(false);
    await desk
      .ask(importer, 'post', `/documents/${id}/links`)
      .send({ subjects: [own, 'case:FP-1'] })
      .expect(200);
    expect([await sees(broker, id), await sees(stranger, id)]).toEqual([true, false]);
    expect(await sees(broker, id, { subject: own, accountId: importer })).toBe(true);
    const headquarters = await desk.openOffice('headquarters', 'Mary Major');
    await desk.ask(headquarters, 'post', `/documents/${id}/holds`).send({ reason: 'secret' }).expect(201);
    const { body } = await desk.ask(broker, 'get', `/documents/${id}`).expect(200);
    expect([body.links.map(({ subject }: { subject: string }) => subject), body.holds]).toEqual([[own], []]);
    // Not by records that it does not know of.
    const found = (query: object) => desk.ask(broker, 'get', '/documents').query(query);
    expect((await found({ subject: others })).body.documents).toEqual([]);
    expect((await found({ subject: 'case:FP-1' })).body.documents).toEqual([]);
    await desk.ask(stranger, 'get', '/documents').query({ accountId: importer }).expect(404);
    for (const [path, order] of [
      ['links', { subjects: [own] }],
      ['deletion', { reason: 'x' }],
    ] as const)
      await desk.ask(broker, 'post', `/documents/${id}/${path}`).send(order).expect(403);
    expect(await desk.log(importer)).toContain(
      `document opened | document:${id} | a.png was opened by a machine of Harbor`,
    );
  });

  test('of whom it has a power of attorney over documents, from its first day until it is revoked, and no longer', async () => {
    const importer = await desk.open(['importer'], { importerNumbers: ['45-6789012'] });
    const { id } = (await desk.handIn(importer, png(31, 2), 'a.png', ['case:FP-2']).expect(201)).body.document;
    const powers = service.app.get(PowersOfAttorney);
    const by = { name: 'M. Lindqvist', channel: 'account' };
    const grant = (change: object) =>
      powers.grant(
        importer,
        {
          ...{ id: randomUUID(), importerNumber: '45-6789012', filerCode: 'C11', scopes: ['documents'], ports: null },
          ...{ partnership: false, from: '2026-01-01', to: null },
          ...change,
        },
        by,
        null,
      );
    await grant({ scopes: ['see'], ports: ['2704'] });
    await grant({ from: '2999-01-01' });
    await expect(grant({ ports: ['2704'] })).rejects.toMatchObject({ errors: [{ at: '/ports' }] });
    expect(await sees(broker, id)).toBe(false);
    const { power } = await grant({});
    expect([await sees(broker, id), await sees(stranger, id)]).toEqual([true, false]);
    expect(await sees(broker, id, { subject: 'case:FP-2' })).toBe(true);
    // Who names it in an answer elsewhere is asked about by that service: the same people see it, and nobody looked at it.
    const known = async (accountId: string): Promise<string[]> =>
      (
        await desk
          .operations('post', '/known-documents')
          .send({ accountId, documents: [id, randomUUID()] })
          .expect(200)
      ).body.known;
    expect([await known(importer), await known(broker), await known(stranger)]).toEqual([[id], [id], []]);
    await desk
      .operations('post', '/known-documents')
      .send({ accountId: importer, documents: ['INV-1'] })
      .expect(422);
    await powers.revoke(importer, power.id, null, by, 'over');
    expect(await sees(broker, id)).toBe(false);
  });

  test('never by a user who has no leave for documents, and never another account that is no filer', async () => {
    const importer = await desk.open();
    const { id } = (await desk.handIn(importer, png(31, 3), 'a.png', ['entry:C11-03245286']).expect(201)).body.document;
    await service.app
      .get(DataSource)
      .query(`UPDATE api_key SET leaves = '{"filing":"write"}' WHERE account_id = $1`, [stranger]);
    await desk.ask(stranger, 'get', `/documents/${id}`).expect(403);
    expect(await sees(await desk.open(['carrier'], { scacs: ['MAEU'] }), id)).toBe(false);
  });
});

test('Nobody by name at CBP asks for no image, decides nothing on one, and neither places nor lifts a legal hold', async () => {
  const accountId = await desk.open(['broker'], { filerCodes: ['F44'] });
  const { id } = (await desk.handIn(accountId, png(41, 1), 'a.png').expect(201)).body.document;
  const asking = { kind: 'UC1', entryNumber: 'F44-0324527-8' };
  const { actionNumber } = (await desk.ask(officer, 'post', '/document-requests').send(asking).expect(201)).body;
  const headquarters = await desk.openOffice('headquarters', 'Mary Major');
  const hold = (await desk.ask(headquarters, 'post', `/documents/${id}/holds`).send({ reason: 'x' }).expect(201)).body;
  const nobody = {
    officer: await desk.openOffice('officer', 'K. Osei'),
    headquarters: await desk.openOffice('headquarters', 'K. Osei'),
  };
  // Keys of before they were issued by name.
  await service.app
    .get(DataSource)
    .query('UPDATE api_key SET person = NULL WHERE account_id = ANY($1::uuid[])', [Object.values(nobody)]);
  const orders: [keyof typeof nobody, string, object][] = [
    ['officer', '/document-requests', asking],
    ['officer', `/document-requests/${actionNumber}/decisions`, { decision: 'withdrawn' }],
    ['headquarters', `/documents/${id}/holds`, { reason: 'x' }],
    ['headquarters', `/documents/${id}/holds/${hold.id}/lift`, { reason: 'x' }],
  ];
  const logged = await desk.log(accountId);
  for (const [office, path, order] of orders) {
    const { body } = await desk.ask(nobody[office], 'post', path).send(order).expect(403);
    expect(body.detail).toMatch(/issued to nobody by name, so it gives no orders/);
  }
  expect(await desk.log(accountId)).toEqual(logged);
  const decisions = `/document-requests/${actionNumber}/decisions`;
  await desk.ask(officer, 'post', decisions).send({ decision: 'withdrawn' }).expect(200);
});

describe('A filing that names an image by a reference of its filer', () => {
  const named = (accountId: string, subject: string, ...references: string[]) =>
    service.app
      .get(DataSource)
      .transaction((manager) => rememberNamed(manager, [{ accountId, subject, references }], new Date()));
  const linksOf = async (accountId: string, id: string): Promise<unknown[]> =>
    (await desk.ask(accountId, 'get', `/documents/${id}`).expect(200)).body.links.map(
      ({ subject, href }: { subject: string; href: string }) => [subject, href],
    );

  test('has it linked to its entry, whether the image is there before or comes later, and its id is a reference too', async () => {
    const [accountId, other] = [await desk.open(), await desk.open()];
    const before = (await desk.handIn(accountId, png(21, 1), 'a.png', ['reference:INV 1']).expect(201)).body.document;
    const foreign = (await desk.handIn(other, png(21, 2), 'b.png', ['reference:INV 1']).expect(201)).body.document;
    await named(accountId, ENTRY, 'INV 1', 'INV-2', before.id, foreign.id);
    await named(accountId, ENTRY, 'INV 1', 'INV-2');
    const entry = [ENTRY, '/entries/B76/03245278'];
    expect(await linksOf(accountId, before.id)).toEqual([['reference:INV 1', null], entry]);
    const later = (await desk.handIn(accountId, png(21, 3), 'c.png', ['reference:INV-2']).expect(201)).body.document;
    expect(await linksOf(accountId, later.id)).toEqual(expect.arrayContaining([['reference:INV-2', null], entry]));
    const linked = (await desk.handIn(accountId, png(21, 4), 'd.png').expect(201)).body.document;
    await desk
      .ask(accountId, 'post', `/documents/${linked.id}/links`)
      .send({ subjects: ['reference:INV-2'] })
      .expect(200);
    expect(await linksOf(accountId, linked.id)).toEqual(expect.arrayContaining([entry]));
    // Nobody gets at another account's image by naming it.
    expect(await linksOf(other, foreign.id)).toEqual([['reference:INV 1', null]]);
    const found = (await desk.ask(accountId, 'get', '/documents').query({ subject: ENTRY })).body.documents;
    expect(found.map(({ id }: { id: string }) => id)).toEqual([before.id, later.id, linked.id]);
  });

  test('and arrives at the same instant as the image, has it linked too', async () => {
    const accountId = await desk.open();
    const references = Array.from({ length: 10 }, (_, index) => `AT-ONCE-${index}`);
    const answers = await Promise.all(
      references.map(async (reference, index) => {
        const filed = named(accountId, ENTRY, reference);
        const { body } = await desk
          .handIn(accountId, png(22, index + 1), 'a.png', [`reference:${reference}`])
          .expect(201);
        await filed;
        return body.document.id as string;
      }),
    );
    for (const id of answers) expect((await linksOf(accountId, id)).map(([subject]: any) => subject)).toContain(ENTRY);
  });
});

describe('CBP asks the filer of an entry for an image', () => {
  const order = { kind: 'UC1', entryNumber: 'B76-0324527-8', phone: '2025550100' };
  const told = async (): Promise<string[]> => {
    const rows: { data: string }[] = await service.app
      .get(DataSource)
      .query(`SELECT data FROM outbox WHERE type = $1 AND subject = $2 ORDER BY id`, [DocumentsRequested.type, ENTRY]);
    return rows.map(({ data }) => `${JSON.parse(data).actionNumber} ${JSON.parse(data).step}`);
  };

  test('who answers it by action number; it is found insufficient, answered again, accepted and closed, and each step is told and in the log', async () => {
    await desk.ask(officer, 'post', '/document-requests').send(order).expect(404);
    const accountId = await desk.open(['broker'], { filerCodes: ['B76'] });
    const { body: asked } = await desk
      .ask(officer, 'post', '/document-requests')
      .send({ ...order, remarks: ['INVOICE OF LINE 1'] })
      .expect(201);
    const { actionNumber } = asked;
    expect(asked).toMatchObject({
      actionNumber: expect.stringMatching(/^DR\d{10}$/),
      accountId,
      state: 'asked',
      kind: 'UC1',
    });
    const decide = (decision: string) =>
      desk.ask(officer, 'post', `/document-requests/${actionNumber}/decisions`).send({ decision });
    const stateNow = async () =>
      (await desk.ask(officer, 'get', `/document-requests/${actionNumber}`).expect(200)).body.state;
    await decide('accepted').expect(409);
    await desk
      .ask(accountId, 'post', `/document-requests/${actionNumber}/decisions`)
      .send({ decision: 'withdrawn' })
      .expect(403);
    await desk.ask(await desk.open(), 'get', `/document-requests/${actionNumber}`).expect(404);
    await desk.handIn(await desk.open(), png(11, 1), 'a.png', [`request:${actionNumber}`]).expect(422);
    const first = await desk.handIn(accountId, png(11, 1), 'a.png', [`request:${actionNumber}`, ENTRY]).expect(201);
    expect(await stateNow()).toBe('answered');
    await decide('found insufficient').expect(200);
    const second = await desk.handIn(accountId, png(11, 2), 'b.png', [`request:${actionNumber}`]).expect(201);
    await decide('accepted').expect(200);
    const { body: closed } = await decide('closed').expect(200);
    expect(closed).toMatchObject({
      state: 'closed',
      documentIds: [first, second].map(({ body }) => body.document.id),
    });
    await desk.handIn(accountId, png(11, 3), 'c.png', [`request:${actionNumber}`]).expect(409);
    expect(await told()).toEqual(
      ['asked', 'found insufficient', 'accepted', 'closed'].map((step) => `${actionNumber} ${step}`),
    );
    const log = (await desk.log(accountId)).map((line) => line.split(' | ')[0]!).filter((kind) => /request/.test(kind));
    expect(log).toEqual([
      'document request asked',
      'document request answered',
      'document request found insufficient',
      'document request answered',
      'document request accepted',
      'document request closed',
    ]);
  });

  test('of a Center who was sent a notice answers it by its number, until it is over; cee is told', async () => {
    const [importer, filer, stranger] = [await desk.open(), await desk.open(), await desk.open()];
    const actionNumber = 'RI2600000017';
    const told = (changes: Partial<NoticeTold>): Promise<void> =>
      service.app
        .get(DataSource)
        .transaction(async (manager) =>
          new CenterNoticesConsumer(service.app.get(CenterNotices)).take(
            [received(NoticeTold, ENTRY, { ...NoticeTold.example, actionNumber, ...changes })],
            new MessageContext(new UnitOfWork(manager, 4)),
          ),
        );
    for (const accountId of [importer, filer]) await told({ accountId });
    const subjects = [`request:${actionNumber}`];
    const { body } = await desk.handIn(stranger, png(12, 1), 'a.png', subjects).expect(422);
    expect(body.errors[0].text).toBe(`the account was not sent ${actionNumber}`);
    const first = await desk.handIn(filer, png(12, 1), 'a.png', subjects).expect(201);
    await desk.handIn(filer, png(12, 1), 'a.png', subjects).expect(200);
    const second = await desk.handIn(importer, png(12, 2), 'b.png').expect(201);
    await desk.ask(importer, 'post', `/documents/${second.body.document.id}/links`).send({ subjects }).expect(200);
    await told({ accountId: importer, version: 3, takesAnswers: false, state: 'closed' });
    await told({ accountId: importer, version: 2, takesAnswers: true });
    await desk.handIn(importer, png(12, 3), 'c.png', subjects).expect(409);
    const rows: { data: string }[] = await service.app
      .get(DataSource)
      .query(`SELECT data FROM outbox WHERE type = $1 ORDER BY id`, [NoticeDocumentHandedIn.type]);
    expect(rows.map(({ data }) => JSON.parse(data))).toMatchObject([
      { accountId: filer, actionNumber, documentId: first.body.document.id },
      { accountId: importer, actionNumber, documentId: second.body.document.id },
    ]);
    expect((await desk.log(importer)).filter((line) => line.startsWith('Center notice answered'))).toHaveLength(1);
  });

  test('and hears when it is overdue, once', async () => {
    const { actionNumber } = (
      await desk
        .ask(officer, 'post', '/document-requests')
        .send({ ...order, businessDays: 1 })
        .expect(201)
    ).body;
    const requests = service.app.get(DocumentRequests);
    const inTwoWeeks = new Date(Date.now() + 14 * 86_400_000);
    await requests.noteOverdue(inTwoWeeks);
    await requests.noteOverdue(inTwoWeeks);
    expect((await told()).filter((line) => line.startsWith(actionNumber))).toEqual([
      `${actionNumber} asked`,
      `${actionNumber} overdue`,
    ]);
    const { body } = await desk.ask(officer, 'get', '/document-requests').query({ state: 'overdue' }).expect(200);
    expect(body.requests.map((one: { actionNumber: string }) => one.actionNumber)).toEqual([actionNumber]);
  });
});

describe('What is stored', () => {
  test('is encrypted, and what was changed or is missing is never answered, but reported until it is handed in again', async () => {
    const accountId = await desk.open();
    const scrubber = service.app.get(DocumentScrubber);
    const contents = [pdf('TOP SECRET PRICE LIST'), png(7, 7)];
    const ids: string[] = [];
    for (const [index, content] of contents.entries()) {
      const sealed = await desk.handIn(accountId, content, ['a.pdf', 'a.png'][index]!).expect(201);
      ids.push(sealed.body.document.id);
      expect(readFileSync(pathOf(contentHash(content))).includes(content.subarray(0, 8))).toBe(false);
    }
    const [first, second] = contents.map((content) => pathOf(contentHash(content))) as [string, string];
    const bytes = readFileSync(first);
    bytes[bytes.length - 30]! ^= 1;
    writeFileSync(first, bytes);
    rmSync(second);
    const { body } = await desk.content(accountId, ids[0]!).expect(503);
    expect(JSON.parse(body).detail).toMatch(/damaged/);
    while (await scrubber.scrub(new Date(Date.now() + 30 * 86_400_000)));
    const damaged = (await desk.operations('get', '/damaged-documents').expect(200)).body.contents;
    expect(damaged.map(({ damage, documentIds }: any) => [damage, documentIds])).toEqual([
      ['it was changed since it was stored', [ids[0]]],
      ['it is missing', [ids[1]]],
    ]);
    const metrics = await request(service.url).get('/metrics');
    expect(metrics.text).toMatch(/^portway_documents_damaged 2$/m);
    for (const [index, content] of contents.entries())
      await desk.handIn(accountId, content, ['a.pdf', 'a.png'][index]!).expect(200);
    expect((await desk.operations('get', '/damaged-documents')).body.contents).toEqual([]);
    expect((await desk.content(accountId, ids[0]!).expect(200)).body.equals(contents[0])).toBe(true);
  });

  test('is sealed anew with the key in use when it is read for its checksum, and then needs the old key no more', async () => {
    const accountId = await desk.open();
    const content = png(8, 3);
    const { id } = (await desk.handIn(accountId, content, 'a.png').expect(201)).body.document;
    const rotated = await started({ DOCUMENT_KEYS: `${SECOND_KEY},${FIRST_KEY}` });
    const before = readFileSync(pathOf(contentHash(content))).subarray(0, 12);
    while (await rotated.app.get(DocumentScrubber).scrub(new Date(Date.now() + 90 * 86_400_000)));
    expect(
      readFileSync(pathOf(contentHash(content)))
        .subarray(0, 12)
        .equals(before),
    ).toBe(false);
    const alone = deskOf(await started({ DOCUMENT_KEYS: SECOND_KEY }));
    expect((await alone.content(accountId, id).expect(200)).body.equals(content)).toBe(true);
    await desk.content(accountId, id).expect(503);
  });

  test('lies in a bucket of an S3 server just as well', async () => {
    const bucket = new S3rver({
      ...{ port: 0, address: '127.0.0.1', silent: true, directory: ownFolder('bucket') },
      configureBuckets: [{ name: 'documents', configs: [] }],
    });
    const { port } = await bucket.run();
    const settings = { DOCUMENT_STORE_KEY_ID: 'S3RVER', DOCUMENT_STORE_SECRET: 'S3RVER' };
    const inBucket = await started({ DOCUMENT_STORE: `http://127.0.0.1:${port}/documents`, ...settings });
    const there = deskOf(inBucket);
    const accountId = await there.open();
    const content = png(6, 6);
    const { id } = (await there.handIn(accountId, content, 'a.png').expect(201)).body.document;
    expect((await there.content(accountId, id).expect(200)).body.equals(content)).toBe(true);
    await bucket.close();
    await there.content(accountId, id).expect(503);
    const { body } = await there.handIn(accountId, png(6, 7), 'b.png').expect(503);
    expect(body.disposition).toBe('not processed, resend');
    expect((await there.ask(accountId, 'get', '/documents')).body.documents).toHaveLength(1);
  });
});

describe('Where a virus scanner is set', () => {
  /** clamd, as far as INSTREAM goes: it finds what contains the word VIRUS. */
  const clamd = (port: number): Promise<Server> => {
    const server = createServer((socket: Socket) => {
      let heard = Buffer.alloc(0);
      socket.on('data', (piece) => {
        heard = Buffer.concat([heard, piece]);
        const start = heard.indexOf(0) + 1;
        expect(heard.toString('latin1', 0, start)).toBe('zINSTREAM\0');
        const content: Buffer[] = [];
        for (let at = start; at + 4 <= heard.length; ) {
          const length = heard.readUInt32BE(at);
          if (length === 0) {
            const isBad = Buffer.concat(content).includes('VIRUS');
            return void socket.end(isBad ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
          }
          if (at + 4 + length > heard.length) return;
          content.push(heard.subarray(at + 4, at + 4 + length));
          at += 4 + length;
        }
      });
    }).listen(port, '127.0.0.1');
    return once(server, 'listening').then(() => server);
  };

  test('a virus is refused; while the scanner is away a document waits, cannot be opened, and is looked at later', async () => {
    const first = await clamd(0);
    const { port } = first.address() as AddressInfo;
    const scanned = await started({ CLAMD: `127.0.0.1:${port}` });
    const clerk = deskOf(scanned);
    const accountId = await clerk.open();
    const { body } = await clerk.handIn(accountId, pdf('VIRUS'), 'a.pdf').expect(422);
    expect(body.errors[0]).toMatchObject({ code: 'DOC19', text: 'A VIRUS WAS FOUND: Eicar-Test-Signature' });
    await clerk.handIn(accountId, pdf('clean'), 'a.pdf').expect(201);
    first.close();

    const [good, bad] = [
      await clerk.handIn(accountId, pdf('good'), 'g.pdf'),
      await clerk.handIn(accountId, pdf('VIRUS 2'), 'b.pdf'),
    ];
    expect([good, bad].map(({ status, body: { disposition } }) => [status, disposition])).toEqual(
      Array(2).fill([201, 'accepted, being processed']),
    );
    const stateOf = async ({ body: { document } }: typeof good): Promise<string> =>
      (await clerk.ask(accountId, 'get', `/documents/${document.id}`)).body.state;
    await clerk.content(accountId, good.body.document.id).expect(409);
    await scanned.app.get(DocumentScanning).scan();
    expect([await stateOf(good), await stateOf(bad)]).toEqual(['being checked', 'being checked']);
    const second = await clamd(port);
    await scanned.app.get(DocumentScanning).scan();
    expect([await stateOf(good), await stateOf(bad)]).toEqual(['kept', 'refused']);
    await clerk.content(accountId, good.body.document.id).expect(200);
    await clerk.content(accountId, bad.body.document.id).expect(409);
    second.close();
  });
});

test('an installation that has no store for documents says so', async () => {
  const without = deskOf(await started({ DOCUMENT_STORE: '', DOCUMENT_KEYS: '' }));
  const { body } = await without.handIn(await without.open(), png(), 'a.png').expect(404);
  expect(body.detail).toMatch(/keeps no documents/);
});
