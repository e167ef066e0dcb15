import { setTimeout as pause } from 'node:timers/promises';
import { Foreseen } from '../infrastructure/failure';
import type { DemoAccount } from '../platform/accounts';
import { happeningsIn, type Happening } from './answers';
import { batch, cargoRelease, entrySummary, manifest309, PORT, voyageOf, type Shipment, type Voyage } from './filings';
import type { Installation, Outage } from './installation';
import { DemoInvoice } from './invoice';
import { Ledger } from './ledger';
import { coloured, headline, tell } from './narrator';
import { Partner } from './partner';
import { DemoQuestion } from './question';
import { claimsOf, DemoPenalty } from './penalty';
import { DemoTalk } from './talk';
import { takeRuns } from './runs';

const BILLS = 21;
const PER_BATCH = 3;
const LOOK_EVERY_MS = 250;
/** For the whole voyage, from the first filing to the last answer. */
const WITHIN_MS = 120_000;

interface Component {
  readonly name: string;
  readonly state: string;
  readonly whatHappensToYourFilings: string;
}

/** The demo: a ship with 21 bills, and a module that dies while its cargo is filed for. */
export class DemoVoyage {
  private readonly voyage: Voyage;
  private readonly ledger: Ledger;
  private readonly carrier: Partner;
  private readonly broker: Partner;
  private readonly officer: Partner;
  private readonly importer: string;
  private readonly run: number;
  private readonly beganAt = new Date().toISOString();
  private readonly deadline = Date.now() + WITHIN_MS;
  private collecting = true;
  private entryIsDead = false;
  private mailFailure: unknown;

  constructor(
    /** Where the numbers that are used up are noted. */
    home: string,
    private readonly demo: Installation,
    /** Null where nobody may end a module. */
    private readonly outage: Outage | null,
  ) {
    const partner = (role: string): Partner => new Partner(demo.gateway, this.account(role));
    [this.carrier, this.broker, this.officer] = [partner('ocean-carrier'), partner('broker'), partner('officer')];
    this.importer = this.account('importer').importerNumbers[0]!;
    this.run = takeRuns(home);
    this.voyage = voyageOf(this.run, this.carrier.account.scacs[0]!, this.broker.account.filerCodes[0]!, BILLS);
    this.ledger = new Ledger(this.voyage);
  }

  /** @returns whether nothing is missing, doubled or refused */
  async sail(): Promise<boolean> {
    const mail = this.collectMail().catch((error: unknown) => {
      this.mailFailure = error;
    });
    try {
      await this.fileManifest();
      await this.fileWhileEntryDies();
      await this.arrive();
      await this.until('every filing is answered and every bill released', () => this.ledger.missing === 0);
      await this.showInvoice();
      await this.showQuestion();
      await this.showTalk();
      await this.showPenalty();
      await this.showClaim();
      // Whatever would come twice has this long to come.
      await pause(1_500);
    } catch (error) {
      if (!(error instanceof Late)) throw error;
      tell('demo', error.message, 'red');
    } finally {
      if (this.entryIsDead) await this.outage?.start();
      this.collecting = false;
      await mail;
    }
    return this.sumUp();
  }

  private account(role: string): DemoAccount {
    const account = this.demo.accounts.find((a) => a.role === role);
    if (!account)
      throw new Foreseen(
        `There is no demo account of the role ${role}: start the platform anew with \`npm start\`, or have \`demo-accounts\` open them all.`,
      );
    return account;
  }

  private async fileManifest(): Promise<void> {
    const { vessel, voyage, scac } = this.voyage;
    headline(`The ${vessel}, voyage ${scac} ${voyage}, is due at port ${PORT} with ${BILLS} bills`);
    const { disposition } = await this.carrier.sendX12(manifest309(this.voyage, this.run));
    tell('carrier', `sent an X12 309 with ${BILLS} bills: ${coloured('bold', disposition)}`, 'blue');
    await this.until('the manifest is answered', () => this.ledger.count('manifest') === BILLS);
    await this.officer.sendJson(`/officer/bills/${this.heldBill.billKey}/holds`, {
      code: '1H',
      reason: 'Manifest review',
    });
    tell('officer', `holds bill ${this.heldBill.billKey} (1H)`, 'magenta');
  }

  private get heldBill(): Shipment {
    return this.voyage.shipments[7]!;
  }

  private async fileWhileEntryDies(): Promise<void> {
    const groups = Array.from({ length: Math.ceil(BILLS / PER_BATCH) }, (_, at) =>
      this.voyage.shipments.slice(at * PER_BATCH, (at + 1) * PER_BATCH),
    );
    const middle = Math.ceil(groups.length / 2);
    headline('The broker files releases and summaries by CATAIR');
    for (const group of groups.slice(0, middle)) await this.file('SE', group);
    if (this.outage) {
      await this.outage.kill();
      this.entryIsDead = true;
      tell('platform', 'entry was killed (SIGKILL), in the middle of its work', 'red');
    } else tell('platform', 'entry is left alone: how it is killed and started was not said (--kill, --start)');
    for (const group of groups.slice(middle)) await this.file('SE', group);
    for (const group of groups) await this.file('AE', group);
    if (this.outage) await this.endOutage(this.outage);
    await this.until(
      'all releases and summaries are answered',
      () => this.ledger.count('release') === BILLS && this.ledger.count('summary') === BILLS,
    );
    await this.tellStatus((entry) => entry.state === 'operational');
  }

  private async endOutage(outage: Outage): Promise<void> {
    await this.tellStatus((entry) => entry.state === 'down');
    tell(
      'demo',
      `while entry is dead: ${BILLS} releases and ${BILLS} summaries accepted, ${this.ledger.count('release')} releases answered so far`,
      'yellow',
    );
    headline('entry is started again and catches up by itself');
    await outage.start();
    this.entryIsDead = false;
    tell('platform', 'entry was started', 'green');
  }

  private async file(application: 'SE' | 'AE', ships: readonly Shipment[]): Promise<void> {
    const { abi, filerCodes } = this.broker.account;
    const transactions = ships.map((ship) =>
      application === 'SE'
        ? cargoRelease(ship, this.importer, this.voyage.voyage)
        : entrySummary(ship, this.importer, this.voyage),
    );
    const { disposition } = await this.broker.sendAbi(batch(application, abi!, filerCodes[0]!, transactions));
    const what = application === 'SE' ? 'cargo releases' : 'entry summaries';
    tell(
      'broker',
      `sent ${ships.length} ${what}, ${ships[0]!.reference} to ${ships.at(-1)!.reference}: ${coloured('bold', disposition)}`,
      'cyan',
    );
  }

  private async arrive(): Promise<void> {
    headline('The ship arrives');
    const { scac, voyage, vessel, port } = this.voyage;
    await this.carrier.sendJson('/filings/arrival', {
      carrier: scac,
      voyage,
      port,
      arrivedAt: new Date().toISOString(),
      conveyanceName: vessel,
    });
    tell('carrier', `reported the arrival of ${scac} ${voyage} at ${port}`, 'blue');
    await this.until('all bills but the held one are released', () => this.ledger.count('released') >= BILLS - 1);
    await this.officer.sendJson(`/officer/bills/${this.heldBill.billKey}/holds/remove`, {
      code: '1H',
      reason: 'Review completed',
    });
    tell('officer', `removes the hold on ${this.heldBill.billKey}`, 'magenta');
  }

  private async showInvoice(): Promise<void> {
    const { account } = this.demo.services;
    if (!account) return;
    headline('The invoice of an entry');
    const [shipment] = this.voyage.shipments as [Shipment];
    const invoice = new DemoInvoice(account, this.broker.account, this.officer.account);
    tell(
      'broker',
      `hands in invoice-4711.pdf for ${shipment.reference}: ${coloured('bold', await invoice.handIn(shipment))}`,
      'cyan',
    );
    const { name, pages, bytes, entry } = await invoice.find(shipment);
    tell(
      'officer',
      `opens ${name} (${pages} page, ${bytes} bytes) from entry ${shipment.reference}; it leads back to ${entry}`,
      'magenta',
    );
  }

  private async showQuestion(): Promise<void> {
    const { cee } = this.demo.services;
    if (!cee) return;
    headline('A Center asks the importer');
    const { reference } = this.voyage.shipments.at(-1)!;
    const question = new DemoQuestion(cee, this.demo.accounts);
    const { actionNumber, clock } = await question.ask(reference);
    tell(
      'Center',
      `sends CF-28 ${coloured('bold', actionNumber)} on entry ${reference}: answer by ${clock?.dueDate} (${clock?.rule})`,
      'magenta',
    );
    tell('importer', `answers it: ${coloured('bold', (await question.answer(actionNumber)).state)}`, 'cyan');
  }

  private async showTalk(): Promise<void> {
    const { account } = this.demo.services;
    if (!account) return;
    headline('Importer and Center talk about an entry');
    const { reference } = this.voyage.shipments.at(-1)!;
    const talk = new DemoTalk(account, this.demo.accounts);
    tell(
      'importer',
      `opens conversation ${coloured('bold', await talk.open(reference))} about entry ${reference}`,
      'cyan',
    );
    const [note, message] = ['Compare with the values of 2025.', 'Who paid for the moulds?'];
    const told = await talk.follow(note, message);
    tell('Center', `notes for CBP: ${note}; writes: ${message}`, 'magenta');
    tell('importer', `is told live, of ${told.length} of the two: ${coloured('bold', told.join(' '))}`, 'cyan');
    tell('importer', `answers; ${await talk.answer('Our supplier did.')}`, 'cyan');
  }

  private async showPenalty(): Promise<void> {
    const { enforcement } = this.demo.services;
    if (!enforcement) return;
    headline('A demand of liquidated damages');
    const { reference } = this.voyage.shipments.at(-1)!;
    const penalty = new DemoPenalty(enforcement, this.demo.accounts);
    const { number, dueOn, rule } = await penalty.demand(reference);
    tell('FP&F', `mails ${coloured('bold', number)} on entry ${reference}: petition by ${dueOn} (${rule})`, 'magenta');
    const petition = await penalty.petition();
    tell('importer', `petitions: ${coloured('bold', petition.number)}, decided by ${petition.decider}`, 'cyan');
    const { steps, owed, goodUntil } = await penalty.decide();
    for (const step of steps) tell('FP&F', `by the guideline ${step}`, 'grey');
    tell('FP&F', `mitigates to USD ${coloured('bold', owed)}, good until ${goodUntil}`, 'magenta');
  }

  private async showClaim(): Promise<void> {
    const { cee } = this.demo.services;
    if (!cee) return;
    const [claim] = await claimsOf(cee, this.broker.account.apiKey);
    if (!claim) return;
    headline('A drawback claim stands against refunds');
    const { claimNumber, lines, claimed, state } = claim;
    tell(
      'broker',
      `claims USD ${(claimed.dutyCents / 100).toFixed(2)} of duty on ${lines} line${lines === 1 ? '' : 's'} with ${coloured('bold', claimNumber)}, ${state}: a correction that leaves less is refused`,
      'cyan',
    );
  }

  /** Waits until the status service says it; what it says is part of the demo, nothing waits for it longer than ten seconds. */
  private async tellStatus(awaited: (entry: Component) => boolean): Promise<void> {
    const until = Date.now() + 10_000;
    for (;;) {
      const response = await fetch(`${this.demo.status}/status/summary.json`).catch(() => undefined);
      const { components = [] } = response?.ok ? ((await response.json()) as { components?: Component[] }) : {};
      const entry = components.find(({ name }) => name === 'entry');
      if (entry && (awaited(entry) || Date.now() > until)) {
        tell(
          'status',
          `entry is ${coloured('bold', entry.state)}; filings for it: ${entry.whatHappensToYourFilings}`,
          'yellow',
        );
        return;
      }
      if (Date.now() > until) return tell('status', 'the status service says nothing of entry', 'red');
      await pause(LOOK_EVERY_MS);
    }
  }

  private async until(what: string, reached: () => boolean): Promise<void> {
    while (!reached()) {
      if (this.mailFailure) throw this.mailFailure;
      if (Date.now() > this.deadline) throw new Late(`within ${WITHIN_MS / 1_000} s it did not happen that ${what}`);
      await pause(LOOK_EVERY_MS);
    }
    tell('demo', what, 'green');
  }

  /** Reads the partners' mailboxes all the while, and acknowledges what belongs to this voyage after it was noted. */
  private async collectMail(): Promise<void> {
    let last = false;
    while (!last) {
      last = !this.collecting;
      for (const partner of [this.carrier, this.broker, this.officer]) {
        const entries = (await partner.newMail()).filter(({ createdAt }) => createdAt >= this.beganAt);
        const own = entries.filter((entry) => {
          const happenings = happeningsIn(entry.application, entry.body).filter((h) => this.isOfThisVoyage(h));
          for (const happening of happenings) {
            this.ledger.note(happening);
            this.tellHappening(partner, happening);
          }
          return happenings.length > 0;
        });
        await partner.acknowledge(own.map(({ id }) => id));
      }
      await pause(LOOK_EVERY_MS);
    }
  }

  private isOfThisVoyage(happening: Happening): boolean {
    if ('entry' in happening) return this.voyage.shipments.some(({ reference }) => reference === happening.entry);
    if ('billKey' in happening) return this.voyage.shipments.some(({ billKey }) => billKey === happening.billKey);
    return happening.what === 'other' || happening.voyage === this.voyage.voyage;
  }

  private tellHappening({ account }: Partner, happening: Happening): void {
    const to = account.role.replace('ocean-', '');
    const good = (accepted: boolean): 'green' | 'red' => (accepted ? 'green' : 'red');
    switch (happening.what) {
      case 'manifest answered':
        return tell(
          to,
          `355: ${happening.text}, ${happening.accepted} bills accepted, ${happening.rejected} rejected`,
          good(happening.rejected === 0),
        );
      case 'bill status':
        return tell(to, `status of bill ${happening.billKey}: ${happening.code} ${happening.text}`);
      case 'release answered':
        return tell(to, `SX: release ${happening.entry}: ${happening.text}`, good(happening.accepted));
      case 'summary answered':
        return tell(to, `AX: summary ${happening.entry}: ${happening.text}`, good(happening.accepted));
      case 'summary status':
        return tell(to, `UC: summary ${happening.entry}: ${happening.text}`);
      case 'release status': {
        const told = [...happening.bills, ...happening.dispositions]
          .map(({ code, text }) => `${code} ${text}`)
          .join(', ');
        return tell(
          to,
          `SO: entry ${happening.entry}: ${told}`,
          happening.dispositions.some(({ code }) => code === '98') ? 'green' : 'grey',
        );
      }
      case 'other':
        return tell(to, happening.text);
    }
  }

  private sumUp(): boolean {
    headline('What became of each bill');
    const rows = this.ledger.table();
    const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
    for (const [at, row] of rows.entries()) {
      const text = `  ${row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd()}\n`;
      process.stdout.write(at === 0 ? coloured('bold', text) : row.at(-1) === 'yes' ? text : coloured('red', text));
    }
    const { missing, duplicated, refused } = this.ledger;
    const well = missing === 0 && duplicated === 0 && refused === 0;
    process.stdout.write(
      `\n${coloured(well ? 'green' : 'red', `  missing: ${missing}   duplicated: ${duplicated}   refused: ${refused}`)}\n\n`,
    );
    return well;
  }
}

class Late extends Error {}
