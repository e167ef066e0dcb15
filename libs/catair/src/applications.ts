/** Application identifiers (Batch & Block Control v23, pp. B&B-10..22): input code and the code of its answer. */

const PAIRS =
  'FQ-FO FI-FR AD-AC AH-AR SE-SX CQ-C1 CW-CO CJ-CL CB-CX DE-DX EC-EZ AE-AX EQ-ER FT-NF FZ-NF GE-GX HB-HZ HA-HY KI-KR TP-TT SF-SN ' +
  'WP-WT QP-QT $I-$R MA-MY NE-NX CA-CC MO-MQ QA-QB RE-RX PE-PX SU-SQ TE-TX RM-PZ';

/** Every input application the guide knows; anything else is X12. */
export const RESPONSE_APPLICATION: ReadonlyMap<string, string> = new Map(
  PAIRS.split(' ').map((pair) => [pair.slice(0, 2), pair.slice(3)]),
);

/** Applications that take preparer codes and for which a broker needs a national permit (p. B&B-14); else X23. */
export const PREPARER_APPLICATIONS: ReadonlySet<string> = new Set([
  'AE',
  'SE',
  'DE',
  'RE',
  'NE',
  'SU',
  'CA',
  'TE',
  'PE',
]);
