import {
  type BondCondition,
  GRAMMARS,
  type Layout,
  printable,
  type RecordImage,
  renderCx,
  SYSTEM_FAILURE,
  wireText,
} from '#catair';
import { FINAL_OUTSIDE } from '../../filing/downtime-conditions';
import type { AnsweredFiling } from '../../filing/answered-filing';
import { outcomeOf } from '../../filing/disposition';

const LAYOUTS: ReadonlyMap<string, Layout> = new Map(
  [...GRAMMARS.get('CB')!.layouts.values()].map((layout) => [layout.recordId, layout]),
);
const NAME_WIDTH = 40;
/** Final disposition of a transaction that is refused (eBond v1.9, p. CB-41). */
const REJECTED = { code: 'S98', narrative: 'TRANSACTION DATA REJECTED' } as const;

/** CX: the records, with number and names on file when it was accepted; faults behind their records; the final 90 (eBond v1.9, pp. CB-17..21, CB-38). */
export const bondAnswerOf = (records: readonly RecordImage[], filing: AnsweredFiling): string[] => {
  const outcome = outcomeOf(filing);
  const failed = outcome === 'not processed';
  const isAccepted = outcome === 'accepted' || outcome === 'accepted with warnings';
  const conditions = filing.conditions
    .filter(({ code }) => !failed || code !== SYSTEM_FAILURE.code)
    .map(
      ({ recordIndex, severity, code, text }): BondCondition => ({
        ...{ recordIndex, severity: severity === 'fatal' ? 'F' : 'I', code, narrative: text },
      }),
    );
  const bond = filing.summary?.bond;
  const returned = records.map(asReturned);
  const shown = isAccepted && bond ? returned.map((record) => filledIn(record, bond)) : returned;
  if (failed)
    return renderCx(shown, conditions, {
      disposition: 'R',
      severity: 'F',
      code: SYSTEM_FAILURE.code,
      narrative: SYSTEM_FAILURE.narrative,
    });
  if (outcome === 'processed outside')
    return renderCx(shown, conditions, { ...FINAL_OUTSIDE, disposition: 'A', severity: 'I' });
  if (outcome === 'rejected') return renderCx(shown, conditions, { disposition: 'R', severity: 'F', ...REJECTED });
  const { finalCode, finalText } = filing.summary!;
  return renderCx(shown, conditions, { disposition: 'A', severity: 'I', code: finalCode, narrative: finalText });
};

const filledIn = (
  record: RecordImage,
  { number, names }: NonNullable<NonNullable<AnsweredFiling['summary']>['bond']>,
): RecordImage => {
  const name = names.find(({ recordIndex }) => recordIndex === record.index)?.name;
  if (record.recordId === '10') return number ? put(record, 'bondNumber', number) : record;
  const field = LAYOUTS.get(record.recordId)?.fields.find(({ name: of }) => of.endsWith('Name'))?.name;
  return name && field ? put(record, field, wireText(name, NAME_WIDTH)) : record;
};

const put = (record: RecordImage, field: string, value: string): RecordImage => {
  const { from, width } = LAYOUTS.get(record.recordId)!.fields.find(({ name }) => name === field)!;
  const { image } = record;
  return { ...record, image: image.slice(0, from - 1) + value.padEnd(width) + image.slice(from - 1 + width) };
};

/** Amounts come back with leading spaces, however they were sent (p. CB-23). */
const asReturned = (sent: RecordImage): RecordImage => {
  const record = { ...sent, image: printable(sent.image) };
  const fields = LAYOUTS.get(record.recordId)?.fields ?? [];
  return fields
    .filter(({ fieldClass }) => fieldClass === '(S)N')
    .reduce((kept, { name, from, to, width }) => {
      const value = kept.image.slice(from - 1, to).trim();
      return /^\d+$/.test(value) ? put(kept, name, value.replace(/^0+(?=\d)/, '').padStart(width)) : kept;
    }, record);
};
