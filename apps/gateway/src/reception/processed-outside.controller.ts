import { Body, Controller, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Static, Type } from '@sinclair/typebox';
import { Asker, type Asking } from '#access';
import { actingPerson, AnswersOk, OperationsGuard, Problem, Problems, Takes, TakesBody } from '#service';
import { FILING_MODULES } from '#contracts';
import { ForAccounts } from '../edge/for-accounts';
import { BodyCheck, Closed, Text } from '../edge/json-schema';
import { type OutsideResult, ProcessedOutside } from '../downtime/processed-outside';

const FILINGS_AT_ONCE = 1_000;

const outside = {
  note: Text(500, 'Why and how it was done'),
  reference: Text(22, 'Control number under which it was done by hand, `MD-26-2704-000017`'),
  filingIds: Type.Optional(
    Type.Array(Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }), { maxItems: FILINGS_AT_ONCE }),
  ),
  references: Type.Optional(
    Type.Array(Text(60, 'What people call the filing, `B76-0324527-8`'), { maxItems: FILINGS_AT_ONCE }),
  ),
};
const OperatorBody = Closed({ actor: Text(60, 'Who says so'), ...outside });
const OfficerBody = Closed({
  actor: Type.Optional(Text(60, 'Who says so: may be left out, and can only be the person to whom the key was issued')),
  ...outside,
});
const operatorBody = new BodyCheck(OperatorBody);
const officerBody = new BodyCheck(OfficerBody);

const OutsideSchema = Type.Object({
  filings: Type.Array(
    Type.Object({
      filingId: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
      reference: Type.Union([Type.String(), Type.Null()]),
      result: Type.String({
        description:
          'processed outside · processed outside before · already with its module · not waiting (answered, or never known)',
      }),
    }),
  ),
});

const takeOutside = async (
  desk: ProcessedOutside,
  name: string,
  said: Static<typeof OperatorBody>,
): Promise<{ filings: OutsideResult[] }> => {
  const module = FILING_MODULES.find((known) => known === name);
  if (!module) throw new Problem('not-found', `There is no gate to a module ${name}.`);
  const { filingIds = [], references = [], ...order } = said;
  if (filingIds.length + references.length === 0) {
    throw new Problem('not-valid', 'No filing is named.', [
      { at: '/filingIds', text: 'Name filings by `filingIds` or by `references`.' },
    ]);
  }
  return { filings: await desk.take({ ...order, module, filingIds, references }) };
};

/** For operators: what was done by hand in a downtime is skipped by the replay. */
@ApiExcludeController()
@Controller('operations/gates')
@UseGuards(OperationsGuard)
export class OutsideOperationsController {
  constructor(private readonly desk: ProcessedOutside) {}

  /** Marks held filings as processed by hand. */
  @Post(':module/held/processed-outside')
  @TakesBody('list')
  @HttpCode(200)
  @Takes(OperatorBody, 'Which filings, and under which reference they were done')
  take(@Param('module') module: string, @Body() body: unknown): Promise<{ filings: OutsideResult[] }> {
    return takeOutside(this.desk, module, operatorBody.read(body));
  }
}

@ApiTags('Headquarters')
@Controller('officer/gates')
@ForAccounts('change', 'gate')
@Problems('not-authenticated', 'not-authorized', 'not-found', 'not-valid', 'unavailable')
export class OutsideOfficerController {
  constructor(private readonly desk: ProcessedOutside) {}

  @Post(':module/held/processed-outside')
  @TakesBody('list')
  @HttpCode(200)
  @ApiOperation({ summary: 'Mark held filings as processed by hand', operationId: 'processedOutside' })
  @Takes(OfficerBody, 'Which filings, and under which reference they were done')
  @AnswersOk(
    'One result a filing. What was taken is answered to its filer and never reaches the module; saying it again changes nothing.',
    OutsideSchema,
  )
  @Problems('state-conflict')
  take(
    @Param('module') module: string,
    @Body() body: unknown,
    @Asker() { person }: Asking,
  ): Promise<{ filings: OutsideResult[] }> {
    const said = officerBody.read(body);
    return takeOutside(this.desk, module, { ...said, actor: actingPerson(person, said.actor, '/actor') });
  }
}
