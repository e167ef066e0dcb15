/** Conditions of batch and block control, returned in X1 records (Batch & Block Control v23, pp. B&B-31..33). PX1 and PX2 are Portway's own: X01 and X02 are CBP's. */

/** Which control level a condition speaks of; it decides which X0 records go before its X1 (pp. B&B-34..36). */
export type ConditionLevel = 'batch' | 'block' | 'transaction';

/** `corrected` after repairing the data, `unchanged` later as it is, `authorised` once the account has been set up, `never` here. */
export type Resend = 'corrected' | 'unchanged' | 'authorised' | 'never';

export interface ControlCondition {
  readonly code: string;
  /** The text of columns 11-50 of X1. */
  readonly narrative: string;
  readonly level: ConditionLevel;
  /** What the sender does about it. */
  readonly remedy: string;
  readonly resend: Resend;
  /** Whether this platform gives it.  */
  readonly raised: boolean;
}

type Row = readonly [code: string, narrative: string, level: ConditionLevel, resend: Resend, remedy: string];

const ROWS = [
  [
    'X03',
    'BLOCK CONTROL MISSING - B-RECORD',
    'batch',
    'corrected',
    'Put a B record directly after the A record and after each Y record that another block follows.',
  ],
  [
    'X04',
    'TRANSACTION DETAIL MISSING',
    'block',
    'corrected',
    'Put at least one transaction between B and Y, or leave the block out.',
  ],
  ['X05', 'BLOCK CONTROL MISSING - Y-RECORD', 'batch', 'corrected', 'Close every block with a Y record.'],
  [
    'X06',
    'BATCH CONTROL MISSING - Z-RECORD',
    'batch',
    'corrected',
    'Close the batch with a Z record; check that the transmission was not cut off.',
  ],
  [
    'X07',
    'SENDER/RECEIVER SITE CODE MISSING',
    'batch',
    'corrected',
    'Fill columns 2-5 of A and Z with your site code.',
  ],
  [
    'X08',
    'SENDER/RECEIVER ID CODE MISSING',
    'batch',
    'corrected',
    'Fill columns 6-8 of A and Z with your sender code.',
  ],
  [
    'X09',
    'SENDER/RECEIVER NOT AUTHORIZED',
    'batch',
    'authorised',
    'Check site, sender code, office and password of the A record against your trade account.',
  ],
  ['X10', 'TRANSMISSION DATE UNKNOWN', 'batch', 'corrected', 'Send columns 15-20 of A as MMDDYY or as spaces.'],
  ['X11', 'APPLICATION ID CODE MISSING', 'batch', 'corrected', 'Fill columns 26-27 of A and columns 11-12 of every B.'],
  [
    'X12',
    'NOT A KNOWN ACE APPLICATION ID CODE',
    'batch',
    'corrected',
    'Use an application code of the guide, such as SE or AE.',
  ],
  [
    'X13',
    'APPLICATION NOT CURRENTLY AVAILABLE',
    'batch',
    'unchanged',
    'Nothing is wrong with the data, and nothing was processed: who answers these questions is away. Send the batch again in a few minutes.',
  ],
  ['X14', 'Z-REC DOES NOT MATCH A-REC', 'batch', 'corrected', 'Repeat site, sender code, date and office of A in Z.'],
  [
    'X15',
    'PROCESSING PORT CODE MISSING',
    'block',
    'corrected',
    'Fill columns 4-7 of B with the port that processes the block.',
  ],
  ['X16', 'PROCESSING FILER CODE MISSING', 'block', 'corrected', 'Fill columns 8-10 of B with the filer code.'],
  [
    'X17',
    'PROCESSING FILER NOT AUTHORIZED',
    'block',
    'authorised',
    'Have the filer and port of B set up for this application.',
  ],
  [
    'X18',
    'PROC PORT/FLR NOT AUTHRZD FOR SENDR/RCVR',
    'block',
    'authorised',
    'Have port, filer and office of B set up, and the sender named in A with them.',
  ],
  [
    'X19',
    'BLOCK APP ID / BATCH APP ID CONFLICT',
    'block',
    'corrected',
    'Put one application in a batch: columns 11-12 of B equal columns 26-27 of A.',
  ],
  [
    'X20',
    'FILER NOT AUTHORIZED FOR APPLICATION ID',
    'block',
    'authorised',
    'Have the application added to the set-up of the filer.',
  ],
  [
    'X21',
    'PREPARER INDICATOR UNKNOWN',
    'block',
    'corrected',
    'Send 1 in column 56 of B when preparer codes are used, otherwise a space.',
  ],
  [
    'X22',
    'PREPARER/PREPARER IND CONFLICT',
    'block',
    'corrected',
    'Send preparer codes and the preparer indicator together or not at all.',
  ],
  [
    'X23',
    'PREPARER CODES NOT ALLOWED FOR APP ID',
    'block',
    'corrected',
    'Leave columns 47-56 of B blank for this application.',
  ],
  ['X24', 'PREPARER PORT CODE MISSING', 'block', 'corrected', 'Fill columns 47-50 of B with the port of the preparer.'],
  [
    'X25',
    'PREPARER FILER CODE MISSING',
    'block',
    'corrected',
    'Fill columns 51-53 of B with the filer code of the preparer.',
  ],
  [
    'X26',
    'PREPARER AND PRSSNG FILER NOT THE SAME',
    'block',
    'corrected',
    'Columns 51-53 of B must equal columns 8-10.',
  ],
  [
    'X27',
    'BRKR DOES NOT HOLD NATIONAL PERMIT',
    'block',
    'authorised',
    'The broker needs an active national permit for this application: have its number and days put into the set-up.',
  ],
  [
    'X28',
    'PREPARER UNKNOWN',
    'block',
    'authorised',
    'Have port, filer and office of the preparer set up, or leave columns 47-56 of B blank.',
  ],
  [
    'X29',
    'PREPARER NOT AUTHORIZED',
    'block',
    'authorised',
    'The set-up of the preparer has ended or has not begun: have it renewed.',
  ],
  [
    'X30',
    'PREPARER NOT AUTHRZD FOR APP ID',
    'block',
    'authorised',
    'Have the application added to the set-up of the preparer.',
  ],
  [
    'X31',
    'PREPARER NOT AUTHRZD FOR PORT',
    'block',
    'authorised',
    'Have the processing port added to the set-up of the preparer.',
  ],
  ['X32', 'Y-REC DOES NOT MATCH B-REC', 'block', 'corrected', 'Repeat port, filer, application and office of B in Y.'],
  [
    'X33',
    'TRANSACTION HDR CONTROL MISSING',
    'transaction',
    'corrected',
    'Begin every transaction with its header record: SE10 for SE, 10 for AE.',
  ],
  [
    'X34',
    'UNKNOWN RECORD ID FOUND IN GROUPING',
    'transaction',
    'corrected',
    'Send only records of the application; see the list of accepted records.',
  ],
  [
    'X35',
    'OUT OF SEQUENCE RECORD FOUND IN GROUPING',
    'transaction',
    'corrected',
    'Send the records in the order of the usage map.',
  ],
  ['X36', 'LOOP EXCEEDED', 'transaction', 'corrected', 'Send the record no more often than the usage map allows.'],
  [
    'X37',
    'MISSING DATA RECORD FOUND IN GROUPING',
    'transaction',
    'corrected',
    'Add the record that the usage map makes mandatory.',
  ],
  [
    'X38',
    'NON-CONTIGUOUS ITEM FOUND IN GROUPING',
    'transaction',
    'corrected',
    'Fill repeated items from the first on, without gaps.',
  ],
  ['X39', 'DATA FOUND IN FILLER', 'transaction', 'corrected', 'Send spaces in every filler.'],
  [
    'X40',
    'NON-STANDARD DATA FOUND',
    'transaction',
    'corrected',
    'Send printable ASCII only: no control characters, no accents.',
  ],
  ['X41', 'MULTIPLE QUERIES IN BATCH NOT ALLOWED', 'batch', 'corrected', 'Send one query block in a batch.'],
  [
    'X42',
    'LAST RECORD LESS THAN 80-CHAR LENGTH',
    'batch',
    'corrected',
    'Pad every record to 80 characters; check that the transmission was not cut off.',
  ],
  [
    'X43',
    'RMT PORT/FLR NOT AUTHRZD FOR SENDR/RCVR',
    'block',
    'authorised',
    'Have the sender named in A added to the set-up of the preparer.',
  ],
  [
    'X44',
    'LOCAL PERMIT PORT NOT VALID',
    'block',
    'authorised',
    'A broker without a national permit needs a local permit for the port of the block.',
  ],
  [
    'PX1',
    'APPLICATION NOT TAKEN HERE',
    'batch',
    'never',
    'The application is one of the guide that does not exist here: the list of chapters says what to do instead.',
  ],
  [
    'PX2',
    'BATCH DOES NOT BEGIN WITH AN A-RECORD',
    'batch',
    'corrected',
    'Begin every batch with an A record; what stands behind a Z record begins a new batch.',
  ],
] as const satisfies readonly Row[];

export type ControlCode = (typeof ROWS)[number][0];

/** Conditions of the guide that nothing here leads to. */
const NOT_RAISED: ReadonlySet<ControlCode> = new Set([]);

export const CONTROL_CONDITIONS: ReadonlyMap<ControlCode, ControlCondition> = new Map(
  ROWS.map(([code, narrative, level, resend, remedy]) => [
    code,
    { code, narrative, level, remedy, resend, raised: !NOT_RAISED.has(code) },
  ]),
);

export function controlCondition(code: ControlCode): ControlCondition {
  return CONTROL_CONDITIONS.get(code)!;
}

/** The final X1 of a refused batch. */
export const BATCH_REJECTED = { code: '999', narrative: 'BATCH REJECTED' } as const;

/**
 * Condition of an answer when the platform itself failed: nothing was processed, and the sender transmits again after a few
 * minutes (Entry Summary Create/Update, p. ESF-211).
 */
export const SYSTEM_FAILURE = {
  code: 'ZZZ',
  narrative: '** ACE SYSTEM FAILURE **',
  remedy:
    'Nothing was processed. Wait a few minutes and transmit again; if it fails again, see the platform announcements.',
  resend: 'unchanged',
} as const;
