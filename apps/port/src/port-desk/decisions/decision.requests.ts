import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import type { ManualDecision, TransportMode } from '#contracts';
import { parseBillNumber, parseEntryNumber, parseImporterNumber, type FieldError, ONE_LINE } from '#kernel';
import { isPort } from '#reference';
import { Problem } from '#service';
import { MODES } from '../playbook/procedure/procedure';
import type { Paper } from './decision.model';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;

const Line = (max: number, min = 1): PropertyDecorator =>
  applyDecorators(
    IsString(),
    MinLength(min),
    MaxLength(max),
    Matches(ONE_LINE, { message: '$property must be one line of plain text' }),
  ) as PropertyDecorator;
const MaybeLine = (max: number): PropertyDecorator => applyDecorators(IsOptional(), Line(max)) as PropertyDecorator;
const ListOf = (type: () => new () => object, max: number): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayMaxSize(max), ValidateNested({ each: true }), Type(type)) as PropertyDecorator;
const AnInstant = (): PropertyDecorator =>
  Matches(INSTANT, { message: '$property must be an instant in UTC, 2026-11-23T18:00:00Z' });

export class ConveyanceBody {
  @IsOptional() @Matches(/^[A-Z]{2,4}$/) scac?: string;
  @MaybeLine(20) trip?: string;
  @MaybeLine(100) name?: string;
  @MaybeLine(100) driver?: string;
  @MaybeLine(20) plate?: string;
}

export class BillBody {
  @IsString() issuerScac: string;
  @IsString() number: string;
  /** Pieces released or held; left out when it is all of the bill. */
  @IsOptional() @IsInt() @Min(1) @Max(9_999_999_999) quantity?: number;
}

export class ContainerBody {
  @Line(20) number: string;
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @MaxLength(20, { each: true })
  @Matches(ONE_LINE, { each: true })
  seals: string[] = [];
}

export class DocumentBody {
  @Line(60) code: string;
  @MaybeLine(60) number?: string;
  /** Where the picture of it is kept: a file name, a document number. */
  @MaybeLine(200) image?: string;
}

export class ConsentBody {
  @Line(60) agency: string;
  @MaybeLine(60) reference?: string;
  @MaybeLine(100) person?: string;
}

export class OverrideBody {
  @Line(500, 10) reason: string;
}

/** What an officer sends to decide. */
export class DecisionBody {
  @IsUUID() idempotencyKey: string;
  @MaybeLine(30) downtimeNumber?: string;
  @IsBoolean() drill = false;
  @IsString() port: string;
  @IsIn(MODES) mode: TransportMode;
  @MaybeLine(20) lane?: string;
  @MaybeLine(60) terminal?: string;
  /** Who decided on the paper; who registers it, where it is left out. */
  @IsOptional() @Line(100, 2) officer?: string;
  @ValidateNested() @Type(() => ConveyanceBody) conveyance: ConveyanceBody = new ConveyanceBody();
  @ListOf(() => BillBody, 200) bills: BillBody[] = [];
  @ListOf(() => ContainerBody, 200) containers: ContainerBody[] = [];
  @MaybeLine(12) importerNumber?: string;
  @MaybeLine(100) importerName?: string;
  /** The entry number obligated on the paper, with its check digit: `B76-0324527-8`. */
  @MaybeLine(13) entry?: string;
  @MaybeLine(40) exemption?: string;
  @IsArray() @ArrayMaxSize(20) @IsString({ each: true }) @MaxLength(60, { each: true }) goods: string[] = [];
  @ListOf(() => DocumentBody, 60) documentsSeen: DocumentBody[] = [];
  @IsIn(['release', 'hold', 'exam', 'refuse']) decision: ManualDecision;
  @MaybeLine(500) reason?: string;
  @MaybeLine(500) examResult?: string;
  @ListOf(() => ConsentBody, 20) partnerAgencyConsent: ConsentBody[] = [];
  @AnInstant() decidedAt: string;
  @IsOptional() @ValidateNested() @Type(() => OverrideBody) override?: OverrideBody;
}

export class SecondOfficerBody {
  @IsOptional() @Line(100, 2) officer?: string;
  @IsBoolean() agree: boolean;
  @Line(500) note: string;
}

export class KeyedBody {
  /** Who filed it, which may be no officer. */
  @Line(100, 2) keyedBy: string;
  @AnInstant() keyedAt: string;
  /** What the electronic filing is known by: a filing id, an entry number. */
  @MaybeLine(60) reference?: string;
}

export class ExamResultBody {
  /** Who examined; who registers it, where it is left out. */
  @IsOptional() @Line(100, 2) officer?: string;
  @IsIn(['no discrepancy', 'discrepancy']) outcome: 'no discrepancy' | 'discrepancy';
  @Line(500) result: string;
  @AnInstant() at: string;
}

export class VoidBody {
  @IsOptional() @Line(100, 2) officer?: string;
  @Line(500, 10) reason: string;
}

/**
 * The request as the register keeps it, every number in its one written form.
 *
 * @param registeredBy who is taken to have decided where the paper names nobody
 * @throws Problem `not-valid` naming each number that cannot be one
 */
export const paperOf = (body: DecisionBody, registeredBy: string): Paper => {
  const errors: FieldError[] = [];
  const read = <T>(at: string, result: { ok: true; value: T } | { ok: false; problem: string }): T | null => {
    if (result.ok) return result.value;
    errors.push({ at, text: result.problem });
    return null;
  };
  if (!isPort(body.port)) errors.push({ at: '/port', text: `port ${body.port} is not in the port table` });
  const bills = body.bills.flatMap(({ issuerScac, number, quantity }, index) => {
    const bill = read(`/bills/${index}`, parseBillNumber(issuerScac, number));
    return bill ? [{ billKey: bill.text, issuerScac: bill.issuerScac, quantity: quantity ?? null }] : [];
  });
  bills.forEach(({ billKey }, index) => {
    if (bills.findIndex((bill) => bill.billKey === billKey) < index)
      errors.push({ at: `/bills/${index}`, text: `bill ${billKey} stands there twice` });
  });
  const entry = body.entry === undefined ? null : read('/entry', parseEntryNumber(body.entry));
  const importer =
    body.importerNumber === undefined ? null : read('/importerNumber', parseImporterNumber(body.importerNumber));
  const decidedAt = new Date(body.decidedAt);
  if (Number.isNaN(decidedAt.getTime())) errors.push({ at: '/decidedAt', text: `${body.decidedAt} is no instant` });
  if (errors.length > 0) throw new Problem('not-valid', 'Some fields are missing, unknown or wrong.', errors);
  const { scac, trip, name, driver, plate } = body.conveyance;
  return {
    port: body.port,
    mode: body.mode,
    lane: body.lane ?? null,
    terminal: body.terminal ?? null,
    officer: body.officer?.trim() ?? registeredBy,
    conveyance: {
      scac: scac ?? null,
      trip: trip?.trim().toUpperCase() ?? null,
      name: name ?? null,
      driver: driver ?? null,
      plate: plate ?? null,
    },
    bills,
    containers: body.containers.map(({ number, seals }) => ({ number, seals })),
    importerNumber: importer?.text ?? null,
    importerName: body.importerName ?? null,
    entry: entry && { filerCode: entry.filerCode, entryNumber: entry.number },
    exemption: body.exemption ?? null,
    goods: body.goods,
    documentsSeen: body.documentsSeen.map(({ code, number, image }) => ({
      code,
      number: number ?? null,
      image: image ?? null,
    })),
    decision: body.decision,
    reason: body.reason ?? null,
    examResult: body.examResult ?? null,
    partnerAgencyConsent: body.partnerAgencyConsent.map(({ agency, reference, person }) => ({
      agency,
      reference: reference ?? null,
      person: person ?? null,
    })),
    decidedAt: decidedAt.toISOString(),
  };
};
