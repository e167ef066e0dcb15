const HEADER = `
H01|the entry type now has antidumping or countervailing duty
H02|the entry type, otherwise
H04|mode of transportation
H05|surety company
H06|superseding bond
H07|bond, otherwise
H08|whether the invoice is electronic
H09|usage of the shipment
H10|consignee
H11|date of importation
H12|state of destination
H13|fee of the header: 311, 496, 500
H14|the entry type no longer has antidumping or countervailing duty
H99|something else of the header, which the explanation says`;

const LINE = `
L01|the invoice: lines were missing, or are other ones
L02|special program
L03|classification
L04|value
L05|charges
L06|duty
L07|country of origin
L08|country of export
L09|antidumping or countervailing case: critical circumstances
L10|antidumping or countervailing case: party
L11|antidumping or countervailing case: rate
L12|antidumping or countervailing case: scope
L13|antidumping or countervailing case: statement of non-reimbursement
L14|ruling
L15|data of the Federal Communications Commission
L16|tax
L17|merchandise processing fee (499)
L18|another fee, 501 too
L19|manufacturer
L20|foreign exporter
L21|sold-to party
L22|delivered-to party
L23|textile category
L24|visa
L25|export date of textiles
L26|licence, certificate or permit
L27|export price of softwood lumber
L28|export charges of softwood lumber
L29|quantity
L30|relationship of the parties
L31|gross weight`;

export interface CorrectionReason {
  readonly code: string;
  readonly level: 'header' | 'line';
  readonly says: string;
}

const rowsOf = (table: string, level: CorrectionReason['level']): CorrectionReason[] =>
  table
    .trim()
    .split('\n')
    .map((row) => {
      const [code = '', says = ''] = row.split('|');
      return { code, level, says };
    });

/** Why a post summary correction changes something. Source: entry summary guide, AE tables 14 and 15 (pp. ESF-223..225). */
export const CORRECTION_REASONS: readonly CorrectionReason[] = [...rowsOf(HEADER, 'header'), ...rowsOf(LINE, 'line')];

/** Reasons for another entry type, of which one is cited when it changed and none when it did not. */
export const REASONS_OF_TYPE: readonly string[] = ['H01', 'H02', 'H14'];
