import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsString } from 'class-validator';
import { Asker, type Asking } from '#access';
import { BillRequest, EntryRequest, ImporterBondsRequest } from '#contracts';
import { parseImporterNumber } from '#kernel';
import { AnswersOk, Problem, Problems } from '#service';
import { ForAccounts } from '../edge/for-accounts';
import { type Found, isKnown, type Known, Questions } from '../questions/questions';

const AGE = {
  asOf: Type.String({ format: 'date-time', description: 'When its owner said so' }),
  isLastKnown: Type.Boolean({ description: 'Its owner does not answer now: this is what it answered last' }),
  ageSeconds: Type.Integer({ description: 'How old the answer is' }),
};
const aged = <S extends Record<string, TSchema>>(shape: S) => Type.Object({ ...AGE, ...shape });

const BillAnswer = aged({ bill: BillRequest.answer });
const BillsAnswer = Type.Object({ bills: Type.Array(BillAnswer) });
const EntryAnswer = aged({ entry: Type.Omit(EntryRequest.answer, ['seenBy']), bills: Type.Array(BillAnswer) });
const ImportersAnswer = Type.Object({
  importers: Type.Array(
    Type.Object({
      importerNumber: Type.String(),
      onFile: Type.Boolean({ description: 'False also for one that is not for you to ask for' }),
      name: Type.Union([Type.String(), Type.Null()]),
      standing: ImporterBondsRequest.answer.properties.importers.items.properties.standing,
      bonds: ImporterBondsRequest.answer.properties.importers.items.properties.bonds,
      asOf: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
      isLastKnown: Type.Boolean(),
    }),
  ),
});

class RelatedQuery {
  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Its master bill, or its house bills, too' })
  @IsIn(['true', 'false'])
  related = 'false';
}

class BillsQuery {
  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'The bills of the entry too' })
  @IsIn(['true', 'false'])
  bills = 'false';
}

class ImportersAsked {
  /** Numbers as they are filed: `12-3456789`. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(60)
  @IsString({ each: true })
  importerNumbers: string[];
}

/** What CQ and KI ask, in JSON. While the owner of an answer is away, the last one with its age. */
@ApiTags('Questions')
@Controller('questions')
export class QuestionsController {
  constructor(private readonly questions: Questions) {}

  @Get('bills/:billKey')
  @ForAccounts('see', 'question on a bill')
  @ApiParam({ name: 'billKey', description: 'SCAC and number, `MAEU260000101`' })
  @ApiOperation({
    summary: 'Status of a bill: for its carrier, for who filed an entry for it or is named to be told, and for CBP',
    operationId: 'askBill',
  })
  @AnswersOk('The bill, and those that belong to it where asked for.', BillsAnswer)
  @Problems('not-authenticated', 'not-found', 'look-up-unavailable')
  async bill(
    @Param('billKey') billKey: string,
    @Query() { related }: RelatedQuery,
    @Asker() asking: Asking,
  ): Promise<Static<typeof BillsAnswer>> {
    const nothing = `No bill ${billKey} is on file for you.`;
    if (!/^[A-Z]{2,4}[A-Z0-9]{1,12}$/.test(billKey)) throw new Problem('not-found', nothing);
    const bill = known(await this.questions.bill(asking, billKey), nothing);
    const others = related === 'true' ? await this.questions.related(asking, bill.value) : [];
    return { bills: [bill, ...others].map(billShown) };
  }

  @Get('in-bonds/:inBondNumber')
  @ForAccounts('see', 'question on a bill')
  @ApiOperation({ summary: 'Status of the bills that an in-bond movement carries', operationId: 'askInBond' })
  @AnswersOk('Its bills, as far as they are for you.', BillsAnswer)
  @Problems('not-authenticated', 'not-found', 'look-up-unavailable')
  async inBond(@Param('inBondNumber') number: string, @Asker() asking: Asking): Promise<Static<typeof BillsAnswer>> {
    const nothing = `No in-bond movement ${number} is on file for you.`;
    if (!/^[A-Z0-9]{1,12}$/.test(number)) throw new Problem('not-found', nothing);
    return { bills: known(await this.questions.inBond(asking, number), nothing).value.map(billShown) };
  }

  @Get('entries/:filerCode/:entryNumber')
  @ForAccounts('see', 'question on an entry')
  @ApiOperation({
    summary: 'Status of an entry that was filed in the last six months: for its filer, its importer and CBP',
    operationId: 'askEntry',
  })
  @AnswersOk('The entry, and its bills where asked for.', EntryAnswer)
  @Problems('not-authenticated', 'not-found', 'look-up-unavailable')
  async entry(
    @Param('filerCode') filerCode: string,
    @Param('entryNumber') number: string,
    @Query() { bills }: BillsQuery,
    @Asker() asking: Asking,
  ): Promise<Static<typeof EntryAnswer>> {
    const entryNumber = number.replace('-', '');
    const nothing = `No entry ${filerCode}-${number} is on file for you.`;
    if (!/^[A-Z0-9]{3}$/.test(filerCode) || !/^\d{8}$/.test(entryNumber)) throw new Problem('not-found', nothing);
    const { value: entry, ...age } = known(await this.questions.entry(asking, filerCode, entryNumber), nothing);
    const keys = bills === 'true' ? (entry.release?.bills.map(({ billKey }) => billKey) ?? []) : [];
    const shown = await this.questions.bills(asking, keys);
    return { ...ageOf(age), entry, bills: shown.map(billShown) };
  }

  /** Asked in a body: a number may be a person's. */
  @Post('importers')
  @HttpCode(200)
  @ForAccounts('see', 'question on an importer')
  @ApiOperation({ summary: 'Names and continuous bonds of importers', operationId: 'askImporters' })
  @AnswersOk('Each number that was asked for, in the order asked.', ImportersAnswer)
  @Problems('not-authenticated', 'not-valid', 'look-up-unavailable')
  async importers(
    @Body() { importerNumbers }: ImportersAsked,
    @Asker() asking: Asking,
  ): Promise<Static<typeof ImportersAnswer>> {
    const numbers = importerNumbers.map((text) => parseImporterNumber(text));
    const errors = numbers.flatMap((number, at) =>
      number.ok
        ? []
        : [{ at: `/importerNumbers/${at}`, text: 'is no importer number: NN-NNNNNNNXX, NNN-NN-NNNN or YYDDPP-NNNNN' }],
    );
    if (errors.length > 0) throw new Problem('not-valid', 'Some numbers cannot be asked for.', errors);
    const asked = numbers.flatMap((number) => (number.ok ? [number.value.text] : []));
    const found = await this.questions.importers(asking, asked);
    return {
      importers: asked.map((importerNumber) => {
        const one = found.get(importerNumber)!;
        if (one === 'away') throw away();
        const known = isKnown(one) ? one : null;
        return {
          ...{ importerNumber, onFile: known !== null, name: known?.value.name ?? null },
          ...{ standing: known?.value.standing ?? null, bonds: [...(known?.value.bonds ?? [])] },
          ...{ asOf: known?.asOf.toISOString() ?? null, isLastKnown: known?.isLastKnown ?? false },
        };
      }),
    };
  }
}

const away = (): Problem =>
  new Problem(
    'look-up-unavailable',
    'Who keeps the answer does not answer at this moment, and nothing was known before.',
    [],
    10,
  );

/** @throws Problem `not-found`, `look-up-unavailable` */
const known = <T>(found: Found<T>, nothing: string): Known<T> => {
  if (found === 'away') throw away();
  if (!isKnown(found)) throw new Problem('not-found', nothing);
  return found;
};

const ageOf = ({ asOf, isLastKnown }: Pick<Known<unknown>, 'asOf' | 'isLastKnown'>) => ({
  asOf: asOf.toISOString(),
  isLastKnown,
  ageSeconds: Math.max(0, Math.round((Date.now() - asOf.getTime()) / 1_000)),
});

const billShown = ({ value, ...age }: Known<Static<typeof BillRequest.answer>>) => ({ ...ageOf(age), bill: value });
