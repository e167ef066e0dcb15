import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import {
  ActivityRequest,
  BillRequest,
  EntryRequest,
  type ActivityPage,
  type BillOnFile,
  type EntryOnFile,
} from '#contracts';
import { parseImporterNumber } from '#kernel';
import { AnswersOk, Problem, Problems, WholeNumber } from '#service';
import type { Account } from '../account/account';
import { Caller, ForAccounts } from '../edge/for-accounts';
import { Owners } from './owners';

class ActivityQuery {
  @ApiPropertyOptional({ default: 0, description: 'Sequence number of the last entry already read' })
  @WholeNumber(0)
  after = 0;

  @ApiPropertyOptional({ default: 100, maximum: 1000 })
  @WholeNumber(1, 1_000)
  limit = 100;
}

const isOfficer = ({ kinds }: Account): boolean => kinds.includes('officer');
const normal = (number: string | null | undefined): string | null => {
  const parsed = number ? parseImporterNumber(number) : null;
  return parsed?.ok ? parsed.value.text : null;
};

const isImporter = ({ importerNumbers }: Account, { release, summary }: EntryOnFile): boolean => {
  const own = new Set(importerNumbers.map(normal));
  return [summary?.importerNumber, release?.filed.importer?.number]
    .map(normal)
    .some((number) => number !== null && own.has(number));
};

/** Look-ups, answered by the service that owns the data. An account sees its own; what is not its own does not exist for it. */
@ApiTags('Look-ups')
@Controller()
export class ReadsController {
  constructor(private readonly owners: Owners) {}

  @Get('bills/:billKey')
  @ForAccounts('see', 'bill of lading')
  @ApiParam({ name: 'billKey', description: 'SCAC and number, `MAEU260000101`' })
  @ApiOperation({ summary: 'State of a bill of lading: for its carrier and for officers', operationId: 'readBill' })
  @AnswersOk('The bill with its conveyance, arrival and holds.', BillRequest.answer)
  @Problems('not-authenticated', 'not-found', 'look-up-unavailable')
  async bill(@Param('billKey') billKey: string, @Caller() account: Account): Promise<BillOnFile> {
    const nothing = new Problem('not-found', `No bill ${billKey} of this account is known.`);
    if (!/^[A-Z]{2,4}[A-Z0-9]{1,12}$/.test(billKey)) throw nothing;
    const bill = await this.owners.ask('manifest', BillRequest, { parameters: { billKey } });
    const own =
      bill && (bill.accountId === account.accountId || account.scacs.includes(bill.issuerScac) || isOfficer(account));
    if (!own) throw nothing;
    return bill;
  }

  @Get('entries/:filerCode/:entryNumber')
  @ForAccounts('see', 'entry')
  @ApiOperation({ summary: 'State of an entry: for its filer, its importer and officers', operationId: 'readEntry' })
  @AnswersOk('The entry with its release, its bills and its summary.', EntryRequest.answer)
  @Problems('not-authenticated', 'not-found', 'look-up-unavailable')
  async entry(
    @Param('filerCode') filerCode: string,
    @Param('entryNumber') number: string,
    @Caller() account: Account,
  ): Promise<EntryOnFile> {
    const entryNumber = number.replace('-', '');
    const nothing = new Problem('not-found', `No entry ${filerCode}-${number} of this account is known.`);
    if (!/^[A-Z0-9]{3}$/.test(filerCode) || !/^\d{8}$/.test(entryNumber)) throw nothing;
    const mayAsk = account.filerCodes.includes(filerCode) || account.importerNumbers.length > 0 || isOfficer(account);
    if (!mayAsk) throw nothing;
    const entry = await this.owners.ask('entry', EntryRequest, {
      parameters: { filer: filerCode, number: entryNumber },
    });
    const own = entry && (account.filerCodes.includes(filerCode) || isOfficer(account) || isImporter(account, entry));
    if (!own) throw nothing;
    return entry;
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
}
