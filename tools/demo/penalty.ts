import { randomUUID } from 'node:crypto';
import { Foreseen } from '../infrastructure/failure';
import type { DemoAccount } from '../platform/accounts';
import { portDay } from './filings';

const WITHIN_MS = 10_000;

/** What the demo shows of fines, penalties and forfeitures: a demand is mailed, the importer petitions, the officer decides with the guideline's steps and mails the decision. */
export class DemoPenalty {
  private readonly officer: string;
  private readonly owner: string;
  private path = '';
  private petitionId = '';

  constructor(
    private readonly enforcementUrl: string,
    private readonly accounts: readonly DemoAccount[],
  ) {
    const keyOf = (caller: string): string => {
      const person = accounts.flatMap(({ people }) => people).find((one) => one.caller === caller);
      if (!person) throw new Foreseen(`The demo has no ${caller}: start the platform anew with \`npm start\`.`);
      return person.apiKey;
    };
    [this.officer, this.owner] = [keyOf('fpf-officer'), keyOf('owner')];
  }

  /** A demand of liquidated damages about an entry is opened, issued and mailed to importer and surety. @param reference of the entry, as people write it */
  async demand(reference: string): Promise<{ readonly number: string; readonly dueOn: string; readonly rule: string }> {
    const importer = this.accounts.find(({ role }) => role === 'importer')!;
    const id = randomUUID();
    const [day, why] = [portDay(), 'Filed three days late'];
    const { number } = await this.post(this.officer, '/enforcement-cases', {
      ...{
        id,
        law: '19 USC 1623',
        port: '2704',
        event: { kind: 'found at a port', reference: `L-${id.slice(0, 8).toUpperCase()}` },
      },
      subject: `Entry summary ${reference} was filed late`,
      facts: 'The summary was filed three days after the ten working days of 19 CFR 142.12(b).',
      ...{ violationOn: day, value: '25000.00', assessed: '25967.85', entries: [reference] },
      parties: [
        { role: 'principal', accountId: importer.id, name: importer.name },
        { role: 'surety', suretyCode: '001', bondNumber: '26B000017' },
      ],
    });
    this.path = `/enforcement-cases/${id}`;
    const issued = await this.post(this.officer, `${this.path}/steps`, { step: 'issue notice', version: 1, why });
    const { notices } = await this.post(this.officer, `${this.path}/mailings`, {
      ...{ version: issued.version, mailedOn: day, how: 'certified mail' },
      proofs: ['01', '02'].map((place) => ({ servedNotice: `${number}-${place}`, reference: `9407 2000 ${place}` })),
    });
    return { number, dueOn: notices[0].dueOn, rule: notices[0].rule };
  }

  /** @returns number of the petition, and who decides it */
  async petition(): Promise<{ readonly number: string; readonly decider: string }> {
    this.petitionId = randomUUID();
    return this.post(this.owner, `${this.path}/petitions`, {
      ...{ id: this.petitionId, happenedOn: portDay(), happenedAt: 'Los Angeles' },
      ...{ facts: 'Our software vendor was down for three days.', signedBy: 'Maya Chen' },
      capacity: 'officer of the petitioner',
    });
  }

  /** @returns what the guideline says by its steps, and what the decision came to, which is good until its last day from the mailing of its notice on. Dollars */
  async decide(): Promise<{ readonly steps: readonly string[]; readonly owed: string; readonly goodUntil: string }> {
    const facts = { guideline: 'late summary', withheld: '967.85', daysLate: 3 };
    const { steps, suggested } = await this.post(this.officer, `${this.path}/guideline`, facts);
    await this.post(this.officer, `/petitions/${this.petitionId}/decision`, {
      ...{ version: 1, outcome: 'mitigated', amount: suggested, reasons: 'A first violation', facts },
      notAwaited: 'The demo does not wait for the Center',
    });
    const { version } = await this.read(this.path);
    const { notices } = await this.read(`${this.path}/notices`);
    // The surety, which did not petition, hears it too.
    const waiting: { number: string }[] = notices.filter(
      ({ mailedOn }: { mailedOn: string | null }) => mailedOn === null,
    );
    const served = await this.post(this.officer, `${this.path}/mailings`, {
      ...{ version, mailedOn: portDay(), how: 'certified mail' },
      proofs: waiting.map(({ number }) => ({ servedNotice: number, reference: `9407 2000 ${number.slice(-2)}` })),
    });
    const { dueOn } = served.notices.find(({ number }: { number: string }) => number === waiting[0]!.number);
    return {
      steps: steps.map(({ what, amount }: { what: string; amount: string }) => `${what}: ${amount}`),
      ...{ owed: suggested, goodUntil: dueOn },
    };
  }

  private read(path: string): Promise<any> {
    return this.ask(path, { headers: { authorization: `Bearer ${this.officer}` } });
  }

  private post(key: string, path: string, body: object): Promise<any> {
    return this.ask(path, {
      ...{ method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' } },
      body: JSON.stringify(body),
    });
  }

  private async ask(path: string, how: RequestInit): Promise<any> {
    const answer = await fetch(`${this.enforcementUrl}${path}`, {
      ...how,
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Foreseen(`The enforcement service answered ${answer.status}: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  }
}

export interface ClaimShown {
  readonly claimNumber: string;
  readonly state: string;
  readonly lines: number;
  readonly claimed: { readonly dutyCents: number };
}

/** The broker's drawback claims, as its claimant's Center sees them too. */
export const claimsOf = async (ceeUrl: string, apiKey: string): Promise<readonly ClaimShown[]> => {
  const answer = await fetch(`${ceeUrl}/drawback-claims`, {
    headers: { authorization: `Bearer ${apiKey}` },
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Foreseen(`The cee service answered ${answer.status}: ${text.slice(0, 300)}`);
  return (JSON.parse(text) as { claims: ClaimShown[] }).claims;
};
