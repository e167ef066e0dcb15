import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { BondOnFile, BondsAsked, BondsOnFile } from '#contracts';
import { OperationsGuard, Problem } from '#service';
import { BondReader } from './bond.reader';

/** What PostgreSQL takes for text: no NUL, and no half of a character. */
const isText = (value: unknown): boolean => typeof value === 'string' && !/\0|\p{Surrogate}/u.test(value);

/** The register of bonds, for the gateway and for operators. */
@ApiExcludeController()
@Controller('operations/bonds')
@UseGuards(OperationsGuard)
export class BondController {
  constructor(private readonly reader: BondReader) {}

  @Post()
  @HttpCode(200)
  list(@Body() body: unknown): Promise<BondsOnFile> {
    const { sureties, importers, entry, state, after, limit } = (
      body !== null && typeof body === 'object' ? body : {}
    ) as Readonly<Record<string, unknown>>;
    const texts = (value: unknown): boolean =>
      value === undefined || (Array.isArray(value) && value.every((one) => isText(one)));
    const text = (value: unknown): boolean => value === undefined || isText(value);
    const isRight =
      texts(sureties) && texts(importers) && text(entry) && text(state) && text(after) && Number.isInteger(limit);
    if (!isRight || (limit as number) < 1 || (limit as number) > 200)
      throw new Problem('not-valid', 'Ask for a page of 1 to 200 bonds, by lists of texts.', [
        { at: '/limit', text: 'A whole number from 1 to 200, beside lists of texts.' },
      ]);
    return this.reader.list({ sureties, importers, entry, state, after, limit } as BondsAsked);
  }

  @Get(':number')
  async read(@Param('number') number: string): Promise<BondOnFile> {
    const bond = await this.reader.read(number);
    if (!bond) throw new Problem('not-found', `No bond ${number} is on file.`);
    return bond;
  }
}
