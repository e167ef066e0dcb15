import { type Static, Type } from '@sinclair/typebox';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Asker, type Asking, KnownAccounts, Looks, may } from '#access';
import {
  ActivityRequest,
  BillRequest,
  DrawbackClaimRequest,
  billSubject,
  EntryRequest,
  entrySubject,
  type ActivityPage,
  type BillOnFile,
  type DrawbackClaimOnFile,
  type EntryOnFile,
} from '#contracts';
import { isDatabaseUnavailable } from '#persistence';
import { AnswersOk, Problem, Problems, WholeNumber } from '#service';
import type { Account } from '../account/account';
import { Caller, ForAccounts } from '../edge/for-accounts';
import { type ReplayPlace, replayPlaces } from '../gate/trusted-first';
import { entryShown, relationTo, relationToClaim } from '../questions/entry-sight.rules';
import { Owners } from '../questions/owners';

/** An entry as the gateway shows it: what the entry service has on file, and how its filings went out after a downtime. */
const EntryShown = Type.Composite([
  EntryRequest.answer,
  Type.Object({
    replays: Type.Optional(
      Type.Union(
        [
          Type.Array(
            Type.Object({
              filingId: Type.String({ format: 'uuid' }),
              first: Type.Boolean(),
              reason: Type.String(),
              judgedAt: Type.String({ format: 'date-time' }),
            }),
          ),
          Type.Null(),
        ],
        {
          description:
            "Filings of it that waited for the end of a downtime while their importer was a trusted trader: whether they were put ahead, and why. Null while the gateway's database is away",
        },
      ),
    ),
  }),
]);
type EntryShown = Static<typeof EntryShown>;

class ActivityQuery {
  @ApiPropertyOptional({ default: 0, description: 'Sequence number of the last entry already read' })
  @WholeNumber(0)
  after = 0;

  @ApiPropertyOptional({ default: 100, maximum: 1000 })
  @WholeNumber(1, 1_000)
  limit = 100;
}

/** Look-ups, answered by the service that owns the data. An account sees its own; what is not its own does not exist for it. */
@ApiTags('Look-ups')
@Controller()
export class ReadsController {
  constructor(
    private readonly owners: Owners,
    private readonly looks: Looks,
    private readonly accounts: KnownAccounts,
    private readonly source: DataSource,
  ) {}

  @Get('bills/:billKey')
  @ForAccounts('see', 'bill of lading')
  @ApiParam({ name: 'billKey', description: 'SCAC and number, `MAEU260000101`' })
  @ApiOperation({ summary: 'State of a bill of lading: for its carrier and for CBP', operationId: 'readBill' })
  @AnswersOk('The bill with its conveyance, arrival and holds.', BillRequest.answer)
  @Problems('not-authenticated', 'not-found', 'look-up-unavailable')
  async bill(@Param('billKey') billKey: string, @Asker() asking: Asking): Promise<BillOnFile> {
    const nothing = new Problem('not-found', `No bill ${billKey} of this account is known.`);
    if (!/^[A-Z]{2,4}[A-Z0-9]{1,12}$/.test(billKey)) throw nothing;
    const bill = await this.owners.ask('manifest', BillRequest, { parameters: { billKey } });
    const { accountId, scacs } = asking.account;
    const isOwn = bill?.accountId === accountId || scacs.includes(bill?.issuerScac ?? '');
    if (!bill || !may(asking, 'see', 'bill of lading', isOwn ? 'own' : 'any')) throw nothing;
    await this.looks.tell(asking, `bill ${billKey}`, () => [
      { accountIds: [bill.accountId], kind: 'bill of lading', subject: billSubject(billKey) },
    ]);
    return bill;
  }

  @Get('entries/:filerCode/:entryNumber')
  @ForAccounts('see', 'entry')
  @ApiOperation({
    summary:
      'State of an entry: for its filer and officers; without what was declared for its importer and who has its power of attorney to see',
    operationId: 'readEntry',
  })
  @AnswersOk('The entry with its release, its bills and its summary.', EntryShown)
  @Problems('not-authenticated', 'not-found', 'look-up-unavailable')
  async entry(
    @Param('filerCode') filerCode: string,
    @Param('entryNumber') number: string,
    @Asker() asking: Asking,
  ): Promise<EntryShown> {
    const entryNumber = number.replace('-', '');
    const nothing = new Problem('not-found', `No entry ${filerCode}-${number} of this account is known.`);
    if (!/^[A-Z0-9]{3}$/.test(filerCode) || !/^\d{8}$/.test(entryNumber)) throw nothing;
    const entry = await this.owners.ask('entry', EntryRequest, {
      parameters: { filer: filerCode, number: entryNumber },
    });
    const relation = entry && relationTo(asking, filerCode, entry);
    if (!relation) throw nothing;
    await this.looks.tell(asking, `entry ${entry.entry}`, async () => [
      {
        accountIds: await this.accountsOf(entry),
        kind: 'entry',
        subject: entrySubject({ filerCode, entryNumber }),
      },
    ]);
    const replays = await this.replaysOf(entrySubject({ filerCode, entryNumber }));
    return { ...entryShown(entry, relation, new Date()), ...(replays?.length !== 0 && { replays }) };
  }

  @Get('drawback-claims/:filerCode/:claimNumber')
  @ForAccounts('see', 'claim for drawback')
  @ApiOperation({
    summary: 'A drawback claim: for its filer, its claimant, who has its power of attorney to see, and CBP',
    operationId: 'readDrawbackClaim',
  })
  @AnswersOk(
    'The claim with the import lines that it designates and each of its versions.',
    DrawbackClaimRequest.answer,
  )
  @Problems('not-authenticated', 'not-found', 'look-up-unavailable')
  async drawbackClaim(
    @Param('filerCode') filerCode: string,
    @Param('claimNumber') number: string,
    @Asker() asking: Asking,
  ): Promise<DrawbackClaimOnFile> {
    const entryNumber = number.replace('-', '');
    const nothing = new Problem('not-found', `No drawback claim ${filerCode}-${number} of this account is known.`);
    if (!/^[A-Z0-9]{3}$/.test(filerCode) || !/^\d{8}$/.test(entryNumber)) throw nothing;
    const claim = await this.owners.ask('entry', DrawbackClaimRequest, {
      parameters: { filer: filerCode, number: entryNumber },
    });
    if (!claim || relationToClaim(asking, filerCode, claim) === null) throw nothing;
    await this.looks.tell(asking, `drawback claim ${claim.claimNumber}`, async () => [
      {
        accountIds: [claim.accountId, ...(await this.accounts.idsOf({ importerNumbers: [claim.claimantNumber] }))],
        kind: 'claim for drawback',
        subject: entrySubject({ filerCode, entryNumber }),
      },
    ]);
    const { seenBy: _seenBy, ...shown } = claim;
    return shown;
  }

  @Get('activity')
  @ForAccounts('see', 'activity log')
  @ApiOperation({ summary: 'Activity log of your account, oldest first', operationId: 'readActivity' })
  @AnswersOk('Entries of the permanent log, each chained to the one before.', ActivityRequest.answer)
  @Problems('not-authenticated', 'look-up-unavailable')
  async activity(@Query() { after, limit }: ActivityQuery, @Caller() { accountId }: Account): Promise<ActivityPage> {
    const page = await this.owners.ask('account', ActivityRequest, {
      parameters: { accountId },
      query: { after, limit },
    });
    return page ?? { entries: [], next: null };
  }

  /** Null where it is not known now: an entry is shown while the database of the gateway is away, too. */
  private async replaysOf(subject: string): Promise<ReplayPlace[] | null> {
    try {
      return await replayPlaces(this.source.manager, subject);
    } catch (error) {
      if (isDatabaseUnavailable(error)) return null;
      throw error;
    }
  }

  /** Who filed an entry, and whose goods they are. */
  private async accountsOf({ release, summary }: EntryOnFile): Promise<string[]> {
    const importerNumbers = [release?.filed.importer?.number, summary?.importerNumber].filter((number) => !!number);
    const filedBy = [release?.accountId, summary?.accountId].filter((id) => id !== undefined);
    return [...filedBy, ...(await this.accounts.idsOf({ importerNumbers: importerNumbers as string[] }))];
  }
}
