import { Injectable } from '@nestjs/common';
import type { Asking } from '#access';
import type { Batch } from '#catair';
import { isKnown } from '../../questions/questions';
import { SummaryQuestions } from '../../questions/summary-questions';
import { type AskedEntry, type AskedSearch, summaryQuery } from './summary-query';
import { conditionRecord, NO_EXTRAS, searchRecord, summaryAnswerRecords } from './summary-query-answer';

/** So many summaries, and so many characters, are told at the most (Entry Summary Query, May 2026, p. ESQ-51, note 2). */
const SUMMARIES_TOLD = 5_000;
const CHARACTERS_TOLD = 8 * 1024 * 1024;
const RECORD = 80;
const LIMIT_REACHED = conditionRecord({ code: '016' });

/** Answers a batch of EQ: the records between B and Y of ER, or `away` where who keeps the answer does not answer and it was not known before. */
@Injectable()
export class AbiSummaryQuestions {
  constructor(private readonly questions: SummaryQuestions) {}

  /** @param deadline on the clock of `performance`: what is asked behind it is told to be asked again */
  async records(batch: Batch, asking: Asking, deadline: number): Promise<readonly string[] | 'away'> {
    const now = new Date();
    const query = summaryQuery([...batch.transactions()], now);
    const filer = batch.blocks[0]!.header.processingFilerCode;
    // Who has several filer codes asks as the one that B names.
    const filerCodes = filer === '' ? [] : [filer];
    const asker = { ...asking, account: { ...asking.account, filerCodes } };
    switch (query.about) {
      case 'nothing':
        return query.found.map((fault) => conditionRecord(fault));
      case 'entries':
        return this.named(asker, query.entries, query.withContent, now, deadline);
      case 'search':
        return this.search(asker, query.search, query.withContent, now, deadline);
    }
  }

  private async named(
    asking: Asking,
    entries: readonly AskedEntry[],
    withContent: boolean,
    now: Date,
    deadline: number,
  ): Promise<readonly string[] | 'away'> {
    const answer: string[] = [];
    const keyOf = ({ filerCode, entryNumber }: AskedEntry): string => filerCode + entryNumber;
    const asked = entries.map((entry) => (/^[A-Z0-9]{3}\d{8}$/.test(keyOf(entry)) ? keyOf(entry) : null));
    const told = entries.slice(0, SUMMARIES_TOLD);
    for (let at = 0; at < told.length; at += PER_TURN) {
      const keys = asked.slice(at, at + PER_TURN).filter((key) => key !== null);
      const found = await this.questions.named(asking, [...new Set(keys)], withContent, now);
      for (const entry of told.slice(at, at + PER_TURN)) {
        const one = found.get(keyOf(entry)) ?? 'unknown';
        if (one === 'away') return one;
        // Of another filer's entry it is not told whether there is one.
        const code = asking.account.filerCodes.includes(entry.filerCode) ? '013' : '014';
        const records = isKnown(one) ? summaryAnswerRecords(one, NO_EXTRAS, now) : [conditionRecord({ code, entry })];
        if ((answer.length + records.length) * RECORD > CHARACTERS_TOLD) return [...answer, LIMIT_REACHED];
        for (const record of records) answer.push(record);
      }
      if (at + PER_TURN < told.length && performance.now() > deadline) return [...answer, LIMIT_REACHED];
    }
    return entries.length > told.length ? [...answer, LIMIT_REACHED] : answer;
  }

  private async search(
    asking: Asking,
    search: AskedSearch,
    withContent: boolean,
    now: Date,
    deadline: number,
  ): Promise<readonly string[] | 'away'> {
    const answer = [searchRecord(search)];
    let told = 0;
    let after: { readonly acceptedAt: string; readonly entry: string } | null = null;
    for (;;) {
      const page = await this.questions.search(asking, {
        ...{ criterion: search.criterion, acceptedFrom: search.from, acceptedTo: endOfSecond(search.to) },
        ...{ kinds: search.kinds, withContent, ...(after && { after }) },
      });
      if (page === 'away') return page;
      for (const value of page.summaries) {
        const records = summaryAnswerRecords({ value, asOf: page.asOf, isLastKnown: false }, search, now);
        if (told === SUMMARIES_TOLD || (answer.length + records.length) * RECORD > CHARACTERS_TOLD)
          return [...answer, LIMIT_REACHED];
        for (const record of records) answer.push(record);
        told += 1;
      }
      after = page.next;
      if (after === null) break;
      if (performance.now() > deadline) return [...answer, LIMIT_REACHED];
    }
    return told === 0 ? [...answer, conditionRecord({ code: '015' })] : answer;
  }
}

/** Between two looks at how large the answer has become. */
const PER_TURN = 100;
const SECOND_MS = 1_000;
/** The guide names whole seconds, and what was accepted within the last of them is meant. */
const endOfSecond = (instant: Date): Date => new Date(instant.getTime() + SECOND_MS - 1);
