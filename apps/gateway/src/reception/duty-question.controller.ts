import { type Static, Type } from '@sinclair/typebox';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type DutyComputed, DutyRequest, EntrySummaryFiled, type FilingOrigin } from '#contracts';
import { AnswersOk, Problem, Problems, Takes, TakesBody } from '#service';
import type { Account } from '../account/account';
import { Caller, ForAccounts } from '../edge/for-accounts';
import { BodyCheck, Closed } from '../edge/json-schema';
import { EntrySummaryBody, entrySummaryFromJson } from '../formats/json/entry-summary.body';
import { OwnersOrAway } from '../questions/owners-or-away';

const MAXIMUM_LINES = 200;
/** Of a summary that has no number yet. */
const NO_NUMBER = '000-0000000-0';
const NOBODYS = '00000000-0000-4000-8000-000000000000';

const { action, entryNumber, ...content } = EntrySummaryBody.properties;
/** A summary as it would be filed: what is not known yet is left out. */
const DutyQuestionBody = Closed({ ...content, action: Type.Optional(action), entryNumber: Type.Optional(entryNumber) });
const dutyQuestionBody = new BodyCheck(DutyQuestionBody);

@ApiTags('Questions')
@Controller('questions/duty')
export class DutyQuestionController {
  constructor(private readonly owners: OwnersOrAway) {}

  @Post()
  @HttpCode(200)
  @TakesBody('json')
  @ForAccounts('see', 'question on a summary')
  @ApiOperation({
    summary: 'Duty and fees of an entry summary before it is filed, with the steps they are computed by',
    operationId: 'askDuty',
  })
  @Takes(DutyQuestionBody, `The summary as it would be filed, with up to ${MAXIMUM_LINES} lines. Nothing is filed.`)
  @AnswersOk('What would be due if it came now, by the tariff in use.', DutyRequest.answer)
  @Problems('not-authenticated', 'not-valid', 'too-large', 'look-up-unavailable')
  async ask(@Body() body: unknown, @Caller() account: Account): Promise<DutyComputed> {
    const read: Static<typeof DutyQuestionBody> = dutyQuestionBody.read(body);
    if ((read.lines ?? []).length > MAXIMUM_LINES)
      throw new Problem('not-valid', 'This is too much to ask at once.', [
        { at: '/lines', text: `has more than ${MAXIMUM_LINES} lines: ask in parts` },
      ]);
    const summary = entrySummaryFromJson({ action: 'add', entryNumber: NO_NUMBER, ...read }, account, originOf(account))
      .data as EntrySummaryFiled;
    const answer = await this.owners.ask('entry', DutyRequest, { parameters: {}, body: { summary } });
    if (answer !== 'away' && answer !== null) return answer;
    throw new Problem(
      'look-up-unavailable',
      'Who computes the duty does not answer at this moment. Filing goes on, and what you file is computed when it is back.',
      [],
      10,
    );
  }
}

/** Of a question: nothing comes of it, so that it needs no name of its own. */
const originOf = ({ accountId }: Account): FilingOrigin => ({
  ...{ filingId: NOBODYS, transmissionId: NOBODYS, accountId, channel: 'json' },
  receivedAt: new Date().toISOString(),
});
