import { type Static, Type } from '@sinclair/typebox';
import { OneOf, Exactly, Known, Line, ListOf, Name, Statement } from '#contracts';
import { Audience } from '#contracts';
import { RequestShape } from '../model/request-shape';

const Remark = Known(Line(1, 1_000));

export const IncidentReport = Exactly({
  drill: Type.Boolean({ default: false }),
  title: Name,
  statement: Statement,
  audience: ListOf(Audience),
  /** True where the cause is known already, as with all that is planned. */
  identified: Type.Boolean({ default: false }),
  remark: Remark,
  /** Whether a notice goes out. */
  notice: Type.Boolean({ default: true }),
  officer: Known(Name),
});
export type IncidentReport = Static<typeof IncidentReport>;

export const IncidentNews = Exactly({
  event: Known(OneOf('identify', 'repair', 'recur', 'fix', 'withdraw')),
  remark: Remark,
  /** The whole statement as it now is; null when it did not change. */
  statement: Known(Statement),
  title: Known(Name),
  notice: Type.Boolean({ default: true }),
  officer: Known(Name),
});
export type IncidentNews = Static<typeof IncidentNews>;

export const incidentReport = new RequestShape(IncidentReport);
export const incidentNews = new RequestShape(IncidentNews);
