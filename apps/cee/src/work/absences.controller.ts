import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { IsOptional, IsString, IsUUID } from 'class-validator';
import { Asker, type Asking, Does, For, may } from '#access';
import { isCustomsDate } from '#kernel';
import { Problem } from '#service';
import { type AbsenceView, Absences } from './absences';
import { centerAsked, type PersonOfCenter, type Specialist, specialistOf } from '../people/center-people';
import { CenterQuery } from './work.controller';
import { centerDay } from './work-item';

export class AbsenceOrder {
  /** Made by who sends it: the same again is the same absence. */
  @IsUUID()
  id: string;

  /** Who is absent. */
  @IsUUID()
  personId: string;

  /** First day, `YYYY-MM-DD`. */
  @IsString()
  from: string;

  /** Last day. */
  @IsString()
  to: string;

  /** To whom the items set aside for the person go meanwhile; the whole team may take them where nobody is named. */
  @IsOptional()
  @IsUUID()
  standInId: string | null = null;
}

/** Who is absent from a Center. Everybody records the own absence, a team lead or the director anybody's. */
@Controller('absences')
@For('see', 'absence')
export class AbsencesController {
  constructor(private readonly absences: Absences) {}

  /** Those of today and later. */
  @Get()
  async list(@Asker() asking: Asking, @Query() query: CenterQuery): Promise<{ absences: AbsenceView[] }> {
    return { absences: await this.absences.list(centerAsked(asking, query.center), centerDay(new Date())) };
  }

  /** Who works in the Center now, and the id of who asks where that is one of them: who may be absent, and who may stand in. */
  @Get('people')
  async people(
    @Asker() asking: Asking,
    @Query() query: CenterQuery,
  ): Promise<{ people: PersonOfCenter[]; personId: string | null }> {
    const people = await this.absences.people(centerAsked(asking, query.center));
    return { people, personId: people.find(({ personId }) => personId === asking.personId)?.personId ?? null };
  }

  /** Records an absence. The same again is the same one. */
  @Post()
  @Does('change', 'absence')
  record(@Asker() asking: Asking, @Body() order: AbsenceOrder): Promise<AbsenceView> {
    const faults = (['from', 'to'] as const).flatMap((field) =>
      isCustomsDate(order[field]) ? [] : [{ at: `/${field}`, text: `'${order[field]}' is not a day, YYYY-MM-DD` }],
    );
    if (faults.length === 0 && order.to < order.from) faults.push({ at: '/to', text: 'is before the first day' });
    if (order.standInId === order.personId) faults.push({ at: '/standInId', text: 'is who is absent' });
    if (faults.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', faults);
    return this.absences.record(requireOwn(asking, order.personId), order);
  }

  /** Ends an absence early. */
  @Post(':absenceId/end')
  @Does('change', 'absence')
  @HttpCode(200)
  async end(@Asker() asking: Asking, @Param('absenceId', ParseUUIDPipe) absenceId: string): Promise<AbsenceView> {
    const who = specialistOf(asking);
    const absence = await this.absences.find(who, absenceId);
    return this.absences.end(requireOwn(asking, absence.personId), absenceId);
  }
}

const requireOwn = (asking: Asking, personId: string): Specialist => {
  const who = specialistOf(asking);
  if (who.personId !== personId && !may(asking, 'change', 'distribution of work'))
    throw new Problem(
      'not-authorized',
      "A specialist records the own absence; a team lead or the director records another's.",
    );
  return who;
};
